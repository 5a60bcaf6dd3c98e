import type { Imported, ImportedLine, Profile } from '../engine/types';
import { problemOf } from '../case/profile';
import { Button } from '../shared/Button';
import { Choice } from '../shared/Choice';
import { Dialog } from '../shared/Dialog';
import { count } from '../shared/words';

/** All of them are in the dialog up to here: a script has some hundred lines. */
const SHOWN = 500;

export type Read = Exclude<Imported, { error: string }>;

const TITLES: Record<Read['kind'], string> = {
  profile: 'A profile',
  'CTP anonymizer script': 'A script of the CTP anonymizer',
  'RSNA anonymizer script': 'A script of the RSNA anonymizer',
  'deid recipe': 'A recipe of deid',
  'CTP lookup table': 'A lookup table',
  'CTP pixel script': 'A script of CTP for pixels',
};

const BESIDE =
  'It says which devices write text into their images, and where. It is added to the profile in force: in the review these places are proposed, and nothing is blanked before you agree.';

/** What a profile holds, in a few words. */
function told({ options, attributes, classes, lookup, pixel_scripts: pixels }: Profile): string[] {
  const [rules, held, patients] = [Object.keys(attributes).length, Object.keys(classes).length, lookup.length];
  return [
    `It chooses ${options.length ? count(options.length, 'option') : 'no option'} and has ${rules ? count(rules, 'rule') : 'no rule'} for single attributes.`,
    ...(held ? [`It holds back ${count(held, 'kind')} of objects.`] : []),
    ...(patients
      ? [`It holds a lookup table of ${count(patients, 'line')}, which can tell who somebody is: keep a saved profile of it as you keep the table.`]
      : []),
    ...(pixels?.length ? [`It holds ${count(pixels.length, 'script')} for pixels.`] : []),
  ];
}

const OUTCOMES: readonly { outcome: ImportedLine['outcome']; words: string; title: string; tone: string }[] = [
  { outcome: 'no equal', words: 'without an equal', title: 'No equal here: the attribute goes', tone: 'warn' },
  { outcome: 'other', words: 'done otherwise', title: 'Done otherwise than in the script', tone: '' },
  { outcome: 'stricter', words: 'done more strictly', title: 'Done more strictly than in the script', tone: '' },
  { outcome: 'same', words: 'the same', title: '', tone: '' },
  { outcome: 'off', words: 'switched off in it', title: '', tone: '' },
];

const LEFT_OUT = 'Not understood: left out';

type Shown = Pick<ImportedLine, 'number' | 'text' | 'why' | 'file'>;

interface LinesProps {
  title: string;
  lines: readonly Shown[];
  open: boolean;
  withFile: boolean;
}

/** What stands in a script is shown as text, whatever it is. */
function Lines({ title, lines, open, withFile }: LinesProps) {
  return (
    <details open={open}>
      <summary>
        {title} <span>{lines.length.toLocaleString('en')}</span>
      </summary>
      <ul class="import-lines" tabIndex={0} aria-label={title}>
        {lines.slice(0, SHOWN).map((each, at) => (
          <li key={at}>
            <span class="import-number">{each.number > 0 ? `Line ${each.number}` : 'All of it'}</span>
            {withFile && each.file && <span class="import-file">{each.file}</span>}
            {each.text && <code>{each.text}</code>}
            <p>{each.why}</p>
          </li>
        ))}
      </ul>
      {lines.length > SHOWN && <p>And {count(lines.length - SHOWN, 'line')} more of this kind.</p>}
    </details>
  );
}

interface ImportDialogProps {
  imported: Read;
  busy: boolean;
  onCtpHashes: (ctpHashes: boolean) => void;
  onClose: (use: boolean) => void;
}

/** What became of a profile or script that was read. It is in force only after somebody says so. */
export function ImportDialog({ imported, busy, onCtpHashes, onClose }: ImportDialogProps) {
  const { kind, profile, lines, leftOut, goesBeside } = imported;
  const of = (outcome: ImportedLine['outcome']) => lines.filter((each) => each.outcome === outcome);
  const withFile = new Set(lines.map((each) => each.file)).size > 1;
  const problem = goesBeside ? null : problemOf(profile);
  return (
    <Dialog title={TITLES[kind]} wide onClose={() => onClose(false)}>
      {(goesBeside ? [BESIDE] : told(profile)).map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {lines.length > 0 && (
        <dl class="import-counts">
          {OUTCOMES.map(({ outcome, words, tone }) => (
            <div key={outcome} class={of(outcome).length > 0 ? tone : ''}>
              <dt>{words}</dt>
              <dd>{of(outcome).length.toLocaleString('en')}</dd>
            </div>
          ))}
        </dl>
      )}
      {lines.length > 0 && of('no equal').length === 0 && <p>Every line of it has an equal here.</p>}
      {OUTCOMES.map(
        ({ outcome, title }) =>
          title &&
          of(outcome).length > 0 && (
            <Lines key={outcome} title={goesBeside && outcome === 'no equal' ? LEFT_OUT : title} lines={of(outcome)} open={outcome === 'no equal'} withFile={withFile} />
          ),
      )}
      {leftOut.length > 0 && (
        <Lines
          title="Not allowed by this site, and left out"
          lines={leftOut.map(({ path, why }) => ({ number: 0, text: path, why, file: '' }))}
          open
          withFile={false}
        />
      )}
      {kind === 'CTP anonymizer script' && (
        <Choice title="Hashes as CTP gives them" checked={profile.ctp_hashes} disabled={busy} onChange={() => onCtpHashes(!profile.ctp_hashes)}>
          <span>For a collection that goes on with hashes of CTP. Without it each hash is made with the case key.</span>
          <span class="option-risk">
            <b>Risk:</b> whoever has a list of patient numbers can try them all, and finds which is which.
          </span>
        </Choice>
      )}
      {problem && <p class="warn-text">{problem}</p>}
      <div class="dialog-actions">
        <Button onClick={() => onClose(false)}>Discard</Button>
        <Button kind="primary" disabled={busy || problem !== null} onClick={() => onClose(true)}>
          {goesBeside ? 'Add this script' : 'Use this profile'}
        </Button>
      </div>
    </Dialog>
  );
}
