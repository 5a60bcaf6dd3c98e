/** The way from the rules to what they do to each attribute of this case. */
import { current } from '../case/store';
import { Button } from '../shared/Button';
import { say } from '../words';
import { surveying } from './state';

export function SurveyEntry() {
  const any = current.value.length > 0;
  return (
    <section class="rules-part rules-wide" aria-label={say('survey')}>
      <h3>{say('survey-entry')}</h3>
      <p>{say(any ? 'survey-entry-lead' : 'survey-entry-lead-empty')}</p>
      <div>
        <Button
          disabled={!any}
          onClick={() => {
            surveying.value = true;
          }}
        >
          {say('survey-open')}
        </Button>
      </div>
    </section>
  );
}
