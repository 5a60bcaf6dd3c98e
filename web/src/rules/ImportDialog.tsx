import type { Imported, ImportedLine, Profile } from '../engine/types';
import { problemOf } from '../case/profile';
import { Button } from '../shared/Button';
import { Dialog } from '../shared/Dialog';
import { count } from '../shared/words';

/** All of them are in the dialog up to here: a script has some hundred lines. */
const SHOWN = 500;

export type Read = Exclude<Imported, { error: string }>;

/** What a profile holds, in a few words. */
function told({ options, attributes, classes, lookup, ctp_hashes }: Profile): string[] {
  const [rules, held, patients] = [attributes, classes, lookup].map((each) => Object.keys(each).length) as [number, number, number];
  return [
    `It chooses ${count(options.length, 'option')} and has ${count(rules, 'rule')} for single attributes.`,
    ...(held ? [`It holds back ${count(held, 'kind')} of objects.`] : []),
    ...(patients
      ? [`It holds a lookup table of ${count(patients, 'line')}, which can tell who somebody is: keep a saved profile of it as you keep the table.`]
      : []),
    ...(ctp_hashes ? ['Its hashes are those of CTP: anybody can try out which value gives which.'] : []),
  ];
}

function Lines({ title, lines }: { title: string; lines: readonly ImportedLine[] }) {
  return (
    <>
      <h3>{title}</h3>
      <ul class="import-lines" tabIndex={0} aria-label={title}>
        {lines.slice(0, SHOWN).map((each) => (
          <li key={each.number}>
            <span class="import-number">{each.number > 0 ? `Line ${each.number}` : ''}</span>
            <code>{each.text}</code>
            <p>
              <b>{each.outcome}</b> {each.why}
            </p>
          </li>
        ))}
      </ul>
      {lines.length > SHOWN && <p>And {count(lines.length - SHOWN, 'line')} more of this kind.</p>}
    </>
  );
}

/** What became of a profile or script that was read. It is in force only after somebody says so. */
export function ImportDialog({ imported, onClose }: { imported: Read; onClose: (use: boolean) => void }) {
  const { profile, lines, leftOut } = imported;
  const missing = lines.filter((each) => each.outcome !== 'taken');
  const outcomes = new Map<string, number>();
  for (const { outcome } of lines) outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  const problem = problemOf(profile);
  return (
    <Dialog title="What was read" wide onClose={() => onClose(false)}>
      {told(profile).map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {lines.length > 0 && (
        <dl class="import-counts">
          {[...outcomes].map(([outcome, number]) => (
            <div key={outcome}>
              <dt>{outcome}</dt>
              <dd>{number.toLocaleString('en')}</dd>
            </div>
          ))}
        </dl>
      )}
      {lines.length > 0 && missing.length === 0 && <p>Every line has an equal here.</p>}
      {missing.length > 0 && <Lines title={`${count(missing.length, 'line')} without an equal`} lines={missing} />}
      {leftOut.length > 0 && (
        <Lines
          title={`${count(leftOut.length, 'rule')} that this site does not allow`}
          lines={leftOut.map(({ path, why }) => ({ number: 0, text: path, outcome: 'left out', why }))}
        />
      )}
      {problem && <p class="warn-text">{problem}</p>}
      <div class="dialog-actions">
        <Button onClick={() => onClose(false)}>Discard</Button>
        <Button kind="primary" disabled={problem !== null} onClick={() => onClose(true)}>
          Use this profile
        </Button>
      </div>
    </Dialog>
  );
}
