/** Drawings and key images: what is kept beside the images, and copies with the drawings burned in. */
import './annotations.css';
import { TEACHING_NAME, type Annotation } from '../../case/annotations';
import { Button, IconButton } from '../../shared/Button';
import { say, sayWith } from '../../words';
import { title } from '../actions/action';
import { addDrawing, annotateTools } from '../actions/teaching';
import { tool } from '../state';
import { Copies } from './Copies';
import { canAnnotate, removeAnnotation } from './edit';
import { KeyImages } from './KeyImages';
import { chosen, chosenId, hereDrawn, inHand } from './state';
import { Typed } from './Typed';
import { labelOf, nameOf, spotWords } from './words';

function Tools() {
  return (
    <section class="properties" aria-label={say('draw-label')}>
      <h3>{say('draw-title')}</h3>
      <div class="form-row">
        <div class="kinds" role="group" aria-label={say('draw-what')}>
          {annotateTools.map((action) => (
            <IconButton
              key={action.name}
              icon={action.icon!}
              label={say(action.label)}
              title={title(action)}
              pressed={action.pressed!()}
              disabled={!action.enabled!()}
              onClick={action.run}
            />
          ))}
        </div>
        <Button kind="quiet" icon="plus" title={title(addDrawing)} disabled={!addDrawing.enabled!()} onClick={addDrawing.run}>
          {say('draw-in-middle')}
        </Button>
      </div>
      {chosen.value?.kind === 'text' && <Typed key={chosen.value.id} annotation={chosen.value} label={say('drawing-text')} first />}
      {chosen.value && (
        <p class="redaction-hint">
          {chosen.value.kind === 'text'
            ? sayWith('drawing-keys-text', { esc: <kbd>{say('keyboard-escape')}</kbd> })
            : sayWith('drawing-keys', { alt: <kbd>{say('keyboard-alt')}</kbd>, esc: <kbd>{say('keyboard-escape')}</kbd> })}
        </p>
      )}
      <p class="hidden-text" role="status">
        {chosen.value && labelOf(inHand.value ?? chosen.value)}
      </p>
    </section>
  );
}

function Row({ annotation }: { annotation: Annotation }) {
  const here = annotation.id === chosen.value?.id;
  const name = nameOf(annotation);
  return (
    <li class={`redaction-elsewhere${here ? ' here' : ''}`}>
      <button
        type="button"
        class="redaction-name"
        aria-pressed={here}
        onClick={() => {
          tool.value = 'annotate';
          chosenId.value = annotation.id;
        }}
      >
        <strong class="annotation-name">{name}</strong>
        <span class="mono">{spotWords(annotation.from)}</span>
      </button>
      <IconButton icon="trash-2" label={say('drawing-delete', { name })} onClick={() => removeAnnotation(annotation.id)} />
    </li>
  );
}

export function TeachingTab() {
  return (
    <div class="redactions teaching">
      <p class="redaction-note">
        {sayWith('teaching-about', { file: <span class="mono">{TEACHING_NAME}</span> })}
      </p>
      {canAnnotate.value && <Tools />}
      <ul aria-label={say('drawings-here')}>
        {hereDrawn.value.map((each) => (
          <Row key={each.id} annotation={each} />
        ))}
      </ul>
      <Copies />
      <KeyImages />
    </div>
  );
}
