/** All redactions: those of the shown image first, then those of the case. */
import './redactions.css';
import { Button } from '../../shared/Button';
import { addAction, pasteAction } from '../actions/shapes';
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
        Of the image only what lies inside the frame is left, in all of its frames; redactions go first.
        {grows && <> It was compressed with a loss and is written without another one, so the frame shrinks to the dashed line.</>}
      </p>
    );
  }
  return (
    <p class="redaction-note">
      With a redaction this object is written as {syntax}. The values that are blanked are gone for good; all others stay exactly as
      they are.
      {grows && <> It was compressed with a loss, which smears text into its neighbourhood: what is blanked grows to the dashed line.</>}
    </p>
  );
}

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
          Nothing is blacked out here. Press <kbd>R</kbd> and draw a rectangle over what identifies somebody, <kbd>E</kbd> for an
          ellipse, <kbd>Y</kbd> for a polygon, or add one and set its numbers.
        </p>
      )}
      <ul aria-label="Redactions of this image">
        {shapes.map((shape) => (
          <ShapeRow key={shape.id} shape={shape} />
        ))}
      </ul>
      {problem === null && (
        <div class="redaction-add">
          <Button icon="plus" onClick={addAction.run}>
            {tool.value === 'crop' ? 'Add a crop' : 'Add a rectangle'}
          </Button>
          <Button kind="quiet" icon="clipboard-paste" disabled={!pasteAction.enabled!()} onClick={pasteAction.run}>
            Paste
          </Button>
        </div>
      )}
      <Elsewhere />
      <BoxesFile />
      {problem === null && <Syntax />}
    </div>
  );
}
