/** Drawings and key images: what is kept beside the images, and copies with the drawings burned in. */
import './annotations.css';
import type { Annotation } from '../../case/annotations';
import { Button, IconButton } from '../../shared/Button';
import { say } from '../../words';
import { title } from '../actions/action';
import { addDrawing, annotateTools } from '../actions/teaching';
import { tool } from '../state';
import { Copies } from './Copies';
import { canAnnotate, removeAnnotation } from './edit';
import { labelOf, nameOf } from './forms';
import { KeyImages } from './KeyImages';
import { chosen, chosenId, hereDrawn, inHand } from './state';
import { Typed } from './Typed';

function Tools() {
  return (
    <section class="properties" aria-label="Draw">
      <h3>Draw on this image</h3>
      <div class="form-row">
        <div class="kinds" role="group" aria-label="What to draw">
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
          Add in the middle
        </Button>
      </div>
      {chosen.value?.kind === 'text' && <Typed key={chosen.value.id} annotation={chosen.value} label="Text" first />}
      {chosen.value && (
        <p class="redaction-hint">
          Arrows move it{chosen.value.kind !== 'text' && <>, with <kbd>Alt</kbd> only its end</>}; <kbd>Esc</kbd> lets go.
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
        <span class="mono">{annotation.from.join(', ')}</span>
      </button>
      <IconButton icon="trash-2" label={`Delete ${name}`} onClick={() => removeAnnotation(annotation.id)} />
    </li>
  );
}

export function TeachingTab() {
  return (
    <div class="redactions teaching">
      <p class="redaction-note">
        Drawings and captions are kept beside the images and change no pixel of them. They leave as the file{' '}
        <span class="mono">teaching.json</span> in the zip. While drawings lie over an image, it does not count as seen.
      </p>
      {canAnnotate.value && <Tools />}
      <ul aria-label="Drawings on this image">
        {hereDrawn.value.map((each) => (
          <Row key={each.id} annotation={each} />
        ))}
      </ul>
      <Copies />
      <KeyImages />
    </div>
  );
}
