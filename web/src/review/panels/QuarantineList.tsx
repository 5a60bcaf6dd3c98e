/** What may not leave, with the reason. The one place where the page shows the files' own names. */
import { current } from '../../case/store';
import type { Item } from '../../case/model';
import { count } from '../../shared/words';

const SHOWN = 200;

function byReason(items: readonly Item[]): { sentence: string; paths: string[] }[] {
  const groups = new Map<string, string[]>();
  for (const item of items) {
    const sentence = item.reason?.sentence ?? '';
    groups.set(sentence, [...(groups.get(sentence) ?? []), item.path]);
  }
  return [...groups].map(([sentence, paths]) => ({ sentence, paths }));
}

function Group({ sentence, paths }: { sentence: string; paths: string[] }) {
  return (
    <li class="held">
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
          </h2>
          <p class="quarantine-rule">These stay on this computer and are never part of a download.</p>
          <ul>
            {byReason(held).map((group) => (
              <Group key={group.sentence} {...group} />
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
              <Group key={group.sentence} {...group} />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
