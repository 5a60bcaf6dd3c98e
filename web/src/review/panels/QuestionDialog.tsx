/** Asks, once for a case, for what no program finds. */
import { useState } from 'preact/hooks';
import { afterAnswer, answer, give, type Answer } from '../../case/question';
import { Button } from '../../shared/Button';
import { Dialog } from '../../shared/Dialog';
import { say, type Plain } from '../../words';

/** Each identifies a person without a letter that could be searched for. */
const THINGS = ['thing-jewellery', 'thing-face', 'thing-tattoo', 'thing-rare', 'thing-label'] as const;

const ANSWERS: { found: Answer['found']; message: Plain }[] = [
  { found: 'nothing', message: 'question-none' },
  { found: 'stays', message: 'question-stays' },
  { found: 'not looked for', message: 'question-not-looked' },
];

export function QuestionDialog() {
  const [found, setFound] = useState<Answer['found'] | null>(answer.value?.found ?? null);
  const [note, setNote] = useState(answer.value?.note ?? '');
  const why = note.trim();
  const complete = found !== null && (found !== 'stays' || why !== '');
  return (
    <Dialog title={say('question-title')} onClose={() => (afterAnswer.value = null)}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (complete) give({ found, note: found === 'stays' ? why : '' });
        }}
      >
        <p>{say('question-text')}</p>
        <ul class="question-things">
          {THINGS.map((thing) => (
            <li key={thing}>{say(thing)}</li>
          ))}
        </ul>
        <fieldset class="question-answers">
          <legend class="hidden-text">{say('question-answer')}</legend>
          {ANSWERS.map(({ found: each, message }) => (
            <label key={each}>
              <input type="radio" name="found" checked={found === each} onChange={() => setFound(each)} {...(each === 'nothing' ? { 'data-focus': true } : {})} />
              {say(message)}
            </label>
          ))}
          {found === 'stays' && (
            <input
              class="field"
              aria-label={say('question-why')}
              placeholder={say('question-why-example')}
              title={say('question-why-example')}
              value={note}
              onInput={(event) => setNote(event.currentTarget.value)}
            />
          )}
        </fieldset>
        <p class="question-kept">{say('question-kept')}</p>
        <div class="dialog-actions">
          <Button onClick={() => (afterAnswer.value = null)}>{say('question-again')}</Button>
          <button type="submit" class="button primary" disabled={!complete}>
            {say('question-continue')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
