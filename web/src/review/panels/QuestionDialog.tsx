/** Asks, once for a case, for what no program finds. */
import { useState } from 'preact/hooks';
import { afterAnswer, answer, give, type Answer } from '../../case/question';
import { Button } from '../../shared/Button';
import { Dialog } from '../../shared/Dialog';

/** Each identifies a person without a letter that could be searched for. */
const THINGS = [
  'Jewellery, clothing or a wristband with a name',
  'A face, or slices of a head from which a face can be made',
  'A tattoo, a scar, a birthmark',
  'Rare anatomy, a rare implant or procedure, an event that was in the news',
  'A label, a screen or a person in the room',
];

const ANSWERS: { found: Answer['found']; words: string }[] = [
  { found: 'nothing', words: 'I looked for these, and none is in what I approve.' },
  { found: 'stays', words: 'There is one, and it may be shared because…' },
  { found: 'not looked for', words: 'I did not look for these. The report says so.' },
];

export function QuestionDialog() {
  const [found, setFound] = useState<Answer['found'] | null>(answer.value?.found ?? null);
  const [note, setNote] = useState(answer.value?.note ?? '');
  const why = note.trim();
  const complete = found !== null && (found !== 'stays' || why !== '');
  return (
    <Dialog title="What no program finds" onClose={() => (afterAnswer.value = null)}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (complete) give({ found, note: found === 'stays' ? why : '' });
        }}
      >
        <p>Some things identify a person without a letter of text. Once for this case: did you look for these in the images?</p>
        <ul class="question-things">
          {THINGS.map((thing) => (
            <li key={thing}>{thing}</li>
          ))}
        </ul>
        <fieldset class="question-answers">
          <legend class="hidden-text">Your answer</legend>
          {ANSWERS.map(({ found: each, words }) => (
            <label key={each}>
              <input type="radio" name="found" checked={found === each} onChange={() => setFound(each)} {...(each === 'nothing' ? { 'data-focus': true } : {})} />
              {words}
            </label>
          ))}
          {found === 'stays' && (
            <input
              class="field"
              aria-label="Why it may be shared"
              placeholder="Consent was given for this, say. Name nobody: this stands in the report."
              value={note}
              onInput={(event) => setNote(event.currentTarget.value)}
            />
          )}
        </fieldset>
        <p class="question-kept">Your answer is kept with each approval and stands in the report. You can change it until you share.</p>
        <div class="dialog-actions">
          <Button onClick={() => (afterAnswer.value = null)}>Look again</Button>
          <button type="submit" class="button primary" disabled={!complete}>
            Continue
          </button>
        </div>
      </form>
    </Dialog>
  );
}
