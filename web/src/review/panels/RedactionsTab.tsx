/** All redactions: those of the shown image first, then those of the case. */
import './redactions.css';
import { Button } from '../../shared/Button';
import { say, sayWith } from '../../words';
import { keyWords, type Action } from '../actions/action';
import { addAction, pasteAction } from '../actions/shapes';
import { ellipseTool, polygonTool, redactTool } from '../actions/tools';
import { PlacesPanel } from '../places/PlacesPanel';
import { BoxesFile } from '../shapes/BoxesFile';
import { cannotCrop, cannotRedact, instanceShapes } from '../shapes/edit';
import { Elsewhere } from '../shapes/Elsewhere';
import { Properties } from '../shapes/Properties';
import { ShapeRow } from '../shapes/ShapeRow';
import { shownItem, tool } from '../state';

function Syntax() {
  const instance = shownItem.value?.instance;
  const syntax = instance?.image?.redactedSyntax;
  const grows = instance?.image?.grows;
  if (!syntax) return null;
  if (tool.value === 'crop') {
    return (
      <p class="redaction-note">
        {say('crop-note')}
        {grows && ` ${say('crop-note-shrinks')}`}
      </p>
    );
  }
  return (
    <p class="redaction-note">
      {say('redaction-note', { syntax })}
      {grows && ` ${say('redaction-note-grows')}`}
    </p>
  );
}

const keyOf = ({ keys }: Action) => <kbd>{keyWords(keys[0]!)}</kbd>;

export function RedactionsTab() {
  const problem = (tool.value === 'crop' ? cannotCrop : cannotRedact).value;
  const shapes = instanceShapes.value;
  return (
    <div class="redactions">
      {problem !== null && <p class="redaction-note warn-text">{problem}</p>}
      <PlacesPanel />
      {problem === null && <Properties />}
      {shapes.length === 0 && problem === null && (
        <p class="redaction-note">
          {sayWith('redactions-none', { rectangle: keyOf(redactTool), ellipse: keyOf(ellipseTool), polygon: keyOf(polygonTool) })}
        </p>
      )}
      <ul aria-label={say('redactions-list')}>
        {shapes.map((shape) => (
          <ShapeRow key={shape.id} shape={shape} />
        ))}
      </ul>
      {problem === null && (
        <div class="redaction-add">
          <Button icon="plus" onClick={addAction.run}>
            {say(tool.value === 'crop' ? 'redactions-add-crop' : addAction.label)}
          </Button>
          <Button kind="quiet" icon="clipboard-paste" disabled={!pasteAction.enabled!()} onClick={pasteAction.run}>
            {say('redactions-paste')}
          </Button>
        </div>
      )}
      <Elsewhere />
      <BoxesFile />
      {problem === null && <Syntax />}
    </div>
  );
}
