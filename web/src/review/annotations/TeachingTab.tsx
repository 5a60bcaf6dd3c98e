/** Drawings and key images: what is kept beside the images, and copies with the drawings burned in. */
import './annotations.css';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Annotation } from '../../case/annotations';
import { copies, isUpToDate, type Copy } from '../../case/copies';
import { current, drawing, item } from '../../case/store';
import { Button, IconButton } from '../../shared/Button';
import { title } from '../actions/action';
import { addDrawing, annotateTools, starAction } from '../actions/teaching';
import { display, place, shownItem, tool } from '../state';
import { burn } from './burn';
import { canAnnotate, changeAnnotation, removeAnnotation } from './edit';
import { nameOf } from './forms';
import { placeWords, showFrame } from './jump';
import { chosen, chosenId, hereDrawn, hereKey, naming } from './state';

const LONGEST = 200;

interface WordsProps {
  annotation: Annotation;
  label: string;
  /** A text that was just put somewhere is written next. */
  first?: boolean;
}

/** Its text or caption. Nothing that names a patient leaves, and here it is told. */
function Typed({ annotation: { id, text }, label, first }: WordsProps) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (first && text === '') input.current?.focus();
  }, [id]);
  return (
    <div class="teaching-text">
      <label for={`text-${id}`}>{label}</label>
      <input
        ref={input}
        id={`text-${id}`}
        class="field"
        aria-describedby={`naming-${id}`}
        maxLength={LONGEST}
        value={text}
        onChange={(event) => changeAnnotation(id, { text: event.currentTarget.value.trim() })}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.currentTarget.blur();
        }}
      />
      {naming.value.has(text) && (
        <span class="warn-text" role="alert" id={`naming-${id}`}>
          This names the patient. Change it: nothing leaves with it.
        </span>
      )}
    </div>
  );
}

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
              label={action.label}
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

/** How a copy stands: it is looked at and approved in its own series. */
function stateOf(copy: Copy): { words: string; warn: boolean } {
  const each = item(copy.id);
  if (!isUpToDate(copy)) {
    return { words: 'Out of date: the image or its drawings changed. The copy is held back. Burn the drawings in again.', warn: true };
  }
  if (each?.stage === 'quarantined') return { words: 'Held back: see the quarantine.', warn: true };
  if (each?.stage !== 'clean') return { words: 'Being made.', warn: false };
  return each.approval ? { words: 'Approved.', warn: false } : { words: 'Not approved yet: look at it in its own series.', warn: false };
}

function CopyRow({ copy }: { copy: Copy }) {
  const { words, warn } = stateOf(copy);
  return (
    <li class="redaction-elsewhere">
      <button type="button" class="redaction-name" onClick={() => showFrame(copy.id, 0)}>
        <strong>Copy</strong> of {placeWords(copy.of, copy.frame)}
        <span class={warn ? 'warn-text copy-state' : 'copy-state'}>{words}</span>
      </button>
    </li>
  );
}

function Burning() {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const at = place.value;
  useEffect(() => setProblem(null), [at?.id, at?.frame, drawing.value.annotations]);
  void current.value;
  const made = copies.value.filter(({ id }) => item(id) !== undefined);
  const again = made.some(({ of, frame }) => of === at?.id && frame === at.frame);
  const start = async () => {
    setBusy(true);
    setProblem(await burn(shownItem.value!, at!.frame, display.value));
    setBusy(false);
  };
  return (
    <section class="elsewhere" aria-label="Copies">
      <h3>Copies with drawings</h3>
      <p class="redaction-note">
        A copy with the drawings burned in, as an image of its own: as it is shown now, redacted, whole and upright. It is
        de-identified, looked at and approved like every other image; this one stays as it is.
      </p>
      <ul aria-label="Copies with drawings">
        {made.map((copy) => (
          <CopyRow key={copy.id} copy={copy} />
        ))}
      </ul>
      <div class="redaction-add">
        <Button icon="layers" disabled={busy || hereDrawn.value.length === 0 || !at} onClick={() => void start()}>
          {busy ? 'Working…' : again ? 'Burn in again' : 'Burn into a copy'}
        </Button>
      </div>
      <p class="teaching-said warn-text" role="status">
        {problem}
      </p>
    </section>
  );
}

function KeyImages() {
  void current.value;
  const keys = drawing.value.annotations.filter(({ kind }) => kind === 'key image');
  const at = place.value;
  return (
    <section class="elsewhere" aria-label="Key images">
      <h3>Key images</h3>
      <ul aria-label="Key images">
        {keys.map((each) => (
          <li key={each.id} class={`key-image${each.item === at?.id && each.frame === at.frame ? ' here' : ''}`}>
            <div class="redaction-elsewhere">
              <button type="button" class="redaction-name" onClick={() => showFrame(each.item, each.frame)}>
                <strong>{placeWords(each.item, each.frame)}</strong>
              </button>
              <IconButton icon="trash-2" label={`Take the star from ${placeWords(each.item, each.frame)}`} onClick={() => removeAnnotation(each.id)} />
            </div>
            <Typed annotation={each} label="Caption" />
          </li>
        ))}
      </ul>
      <div class="redaction-add">
        <Button icon="star" title={title(starAction)} disabled={!starAction.enabled!()} onClick={starAction.run}>
          {hereKey.value ? 'Take the star away' : 'Star this image'}
        </Button>
      </div>
    </section>
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
      <Burning />
      <KeyImages />
    </div>
  );
}
