/** What a redaction holds for, with the number of images before it is chosen. */
import type { Frames } from '../../case/shapes';
import { Field } from '../../shared/Field';
import { count } from '../../shared/words';
import { approvedOf, countsFor } from './counts';
import { here } from './edit';
import { scopes, sound, wholeRange, type Here, type Scope } from './scope';

interface ScopeChoiceProps {
  scope: Scope;
  range: Frames;
  /** All frames of an object are cut alike. */
  crop: boolean;
  /** For a redaction that is still to be drawn. */
  next?: boolean;
  onChange: (scope: Scope, range: Frames) => void;
}

function Approved({ images }: { images: number }) {
  if (images === 0) return null;
  return (
    <span class="warn-text">
      {images === 1
        ? '1 of them is approved, and will have to be seen again'
        : `${images} of them are approved, and will have to be seen again`}
    </span>
  );
}

function wordsOf(scope: Scope, { subject }: Here): string {
  const { series, everywhere } = countsFor(subject);
  const cine = subject.frames > 1;
  switch (scope) {
    case 'frame':
      return 'This frame';
    case 'range':
      return cine ? 'A range of frames' : 'A range of images';
    case 'frames':
      return cine ? `All ${subject.frames} frames` : 'This image';
    case 'series':
      return series === 1 ? 'Images of this size' : `All ${series} images of this size`;
    case 'case':
      return everywhere === 1 ? 'Images of this size, any series' : `All ${everywhere} of this size, any series`;
  }
}

/** One that says nothing more than the one before it is left away, but for the one in force. */
function offered(now: Here, chosen: Scope, crop: boolean): Scope[] {
  const { series, everywhere } = countsFor(now.subject);
  return scopes(now, crop).filter((scope) => {
    if (scope === chosen) return true;
    return scope === 'series' ? series > 1 : scope === 'case' ? everywhere > series : true;
  });
}

export function ScopeChoice({ scope, range, crop, next, onChange }: ScopeChoiceProps) {
  const now = here.value;
  if (!now) return null;
  const possible = scopes(now, crop).includes(scope) ? scope : 'frames';
  const [first, last] = sound(range, now);
  const { others } = countsFor(now.subject);
  return (
    <span class="scope">
      <label class="choice">
        Apply to
        <select
          class="field"
          value={possible}
          onChange={(event) => onChange(event.currentTarget.value as Scope, [first, last])}
        >
          {offered(now, possible, crop).map((each) => (
            <option key={each} value={each}>
              {wordsOf(each, now)}
            </option>
          ))}
        </select>
      </label>
      {possible === 'range' && (
        <>
          {([0, 1] as const).map((end) => (
            <label key={end} class="choice">
              {end === 0 ? 'from' : 'to'}
              <Field
                look="scope-number"
                type="number"
                min={1}
                max={wholeRange(now)[1] + 1}
                value={(end === 0 ? first : last) + 1}
                onEntered={(text) => {
                  const typed = Number(text) - 1;
                  onChange('range', sound(end === 0 ? [typed, last] : [first, typed], now));
                }}
              />
            </label>
          ))}
          <span class="scope-count">{count(last - first + 1, now.subject.frames > 1 ? 'frame' : 'image')}</span>
        </>
      )}
      {next && (possible === 'series' || possible === 'case') && <Approved images={approvedOf(now.subject, possible === 'case')} />}
      {possible === 'series' && others > 0 && (
        <span class="scope-count">{count(others, 'image')} of the series of another size</span>
      )}
    </span>
  );
}
