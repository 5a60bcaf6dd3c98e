/** Why a list of words or texts is empty. */
import { profile } from '../case/profile';
import { Button } from '../shared/Button';
import { surveying } from './state';

const OPTION = 'clean-descriptors';

/** Back to the rules, at the option. */
function toOption(): void {
  surveying.value = false;
  requestAnimationFrame(() => {
    const option = document.querySelector<HTMLElement>(`[data-option="${OPTION}"] input`);
    option?.scrollIntoView({ block: 'center' });
    option?.focus();
  });
}

export function CleansDescriptors({ what, any }: { what: 'words' | 'texts'; any: boolean }) {
  const { options, long_text: all } = profile.value;
  if (!options.includes(OPTION)) {
    return (
      <p>
        The rules in force {what === 'words' ? 'remove descriptions as a whole, so no word of them is left to judge' : 'remove long texts, and offer none'}.{' '}
        <Button kind="quiet" onClick={toOption}>
          See the option that cleans them word by word
        </Button>
      </p>
    );
  }
  if (any) return null;
  if (what === 'words') return <p>No word is left over: all that went was known to identify.</p>;
  if (all) return <p>Under these rules long texts are cleaned word by word, like descriptions: none waits for you.</p>;
  return <p>This case has no long text.</p>;
}
