/** What a redaction holds for, with the number of images before it is chosen. */
import type { Frames } from '../../case/shapes';
import { Field } from '../../shared/Field';
import { say } from '../../words';
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
  return <span class="warn-text">{say('scope-approved', { images })}</span>;
}

function wordsOf(scope: Scope, { subject }: Here): string {
  const { series, everywhere } = countsFor(subject);
  const cine = subject.frames > 1;
  switch (scope) {
    case 'frame':
      return say('scope-frame');
    case 'range':
      return say(cine ? 'scope-range-frames' : 'scope-range-images');
    case 'frames':
      return cine ? say('scope-frames', { frames: subject.frames }) : say('scope-image');
    case 'series':
      return say('scope-series', { images: series });
    case 'case':
      return say('scope-case', { images: everywhere });
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
        {say('scope-label')}
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
              {say(end === 0 ? 'scope-from' : 'scope-to')}
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
          <span class="scope-count">
            {now.subject.frames > 1 ? say('frames', { frames: last - first + 1 }) : say('images', { images: last - first + 1 })}
          </span>
        </>
      )}
      {next && (possible === 'series' || possible === 'case') && <Approved images={approvedOf(now.subject, possible === 'case')} />}
      {possible === 'series' && others > 0 && <span class="scope-count">{say('scope-others', { images: others })}</span>}
    </span>
  );
}
