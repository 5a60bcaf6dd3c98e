/** Why a list of words or texts is empty. */
import { profile } from '../case/profile';
import { Button } from '../shared/Button';
import { say } from '../words';
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
        {say(what === 'words' ? 'words-none-cleaned' : 'texts-none-offered')}{' '}
        <Button kind="quiet" onClick={toOption}>
          {say('words-option')}
        </Button>
      </p>
    );
  }
  if (any) return null;
  if (what === 'words') return <p>{say('words-none')}</p>;
  if (all) return <p>{say('texts-none-wait')}</p>;
  return <p>{say('texts-none')}</p>;
}
