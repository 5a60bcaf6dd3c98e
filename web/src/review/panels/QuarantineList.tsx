/** What may not leave, with the reason. The one place where the page shows the files' own names. */
import { current, item } from '../../case/store';
import { count } from '../../shared/words';
import { byReason, type Held } from '../quarantine/held';
import { mode } from '../sheet/mode';

const SHOWN = 200;

function Group({ sentence, leftOut, ids }: Held) {
  const paths = ids.flatMap((id) => item(id)?.path ?? []);
  return (
    <li class={`held${leftOut ? ' settled' : ''}`}>
      <p>{sentence}</p>
      <details open={paths.length <= 3}>
        <summary>{count(paths.length, 'file')}</summary>
        <ul>
          {paths.slice(0, SHOWN).map((path, index) => (
            <li key={index} class="held-path" title={path}>
              {path}
            </li>
          ))}
          {paths.length > SHOWN && <li>and {count(paths.length - SHOWN, 'more', 'more')}</li>}
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
        <section class="quarantine" aria-label="Quarantine">
          <h2>
            Quarantine <span>{held.length}</span>
            <button
              type="button"
              class="link"
              aria-label="Open the quarantine: what can be done"
              aria-current={mode.value === 'quarantine' ? 'true' : undefined}
              onClick={() => (mode.value = 'quarantine')}
            >
              Open
            </button>
          </h2>
          <p class="quarantine-rule">These stay on this computer and are never part of a download.</p>
          <ul>
            {byReason(held).map((group) => (
              <Group key={`${group.leftOut}${group.sentence}`} {...group} />
            ))}
          </ul>
        </section>
      )}
      {others.length > 0 && (
        <section class="quarantine others" aria-label="Not DICOM">
          <h2>
            Not DICOM <span>{others.length}</span>
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
