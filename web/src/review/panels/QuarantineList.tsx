/** What may not leave, with the reason. The one place where the page shows the files' own names. */
import { current, item } from '../../case/store';
import { say, sayWith } from '../../words';
import { byReason, type Held } from '../quarantine/held';
import { mode } from '../sheet/mode';

const SHOWN = 200;

function Group({ sentence, leftOut, ids }: Held) {
  const paths = ids.flatMap((id) => item(id)?.path ?? []);
  return (
    <li class={`held${leftOut ? ' settled' : ''}`}>
      <p>{sentence}</p>
      <details open={paths.length <= 3}>
        <summary>{say('files', { files: paths.length })}</summary>
        <ul>
          {paths.slice(0, SHOWN).map((path, index) => (
            <li key={index} class="held-path" title={path}>
              {path}
            </li>
          ))}
          {paths.length > SHOWN && <li>{say('and-more', { more: paths.length - SHOWN })}</li>}
        </ul>
      </details>
    </li>
  );
}

export function QuarantineList() {
  const held = current.value.filter((item) => item.stage === 'quarantined');
  const others = current.value.filter((item) => item.stage === 'not-dicom');
  return (
    <>
      {held.length > 0 && (
        <section class="quarantine" aria-label={say('quarantine')}>
          <h2>
            {sayWith('quarantine-number', { number: <span>{held.length}</span> })}
            <button
              type="button"
              class="link"
              aria-label={say('quarantine-open-which')}
              aria-current={mode.value === 'quarantine' ? 'true' : undefined}
              onClick={() => (mode.value = 'quarantine')}
            >
              {say('quarantine-open')}
            </button>
          </h2>
          <p class="quarantine-rule">{say('quarantine-rule')}</p>
          <ul>
            {byReason(held).map((group) => (
              <Group key={`${group.leftOut}${group.sentence}`} {...group} />
            ))}
          </ul>
        </section>
      )}
      {others.length > 0 && (
        <section class="quarantine others" aria-label={say('not-dicom')}>
          <h2>
            {sayWith('not-dicom-number', { number: <span>{others.length}</span> })}
          </h2>
          <ul>
            {byReason(others).map((group) => (
              <Group key={`${group.leftOut}${group.sentence}`} {...group} />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
