/** The way from the rules to what they do to each attribute of this case. */
import { current } from '../case/store';
import { Button } from '../shared/Button';
import { surveying } from './state';

export function SurveyEntry() {
  const any = current.value.length > 0;
  return (
    <section class="rules-part rules-wide" aria-label="Attributes of this case">
      <h3>What it does to this case</h3>
      <p>
        Every attribute of all files with its values, before and after: mark what is safe and what is not, and keep words that are no
        names.{!any && ' Add files first.'}
      </p>
      <div>
        <Button
          disabled={!any}
          onClick={() => {
            surveying.value = true;
          }}
        >
          Review the attributes of this case
        </Button>
      </div>
    </section>
  );
}
