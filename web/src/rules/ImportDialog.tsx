import type { Imported, ImportedLine, Profile } from '../engine/types';
import { countScoped } from '../case/only';
import { problemOf } from '../case/profile';
import { Button } from '../shared/Button';
import { Choice } from '../shared/Choice';
import { Dialog } from '../shared/Dialog';
import { say, type Plain } from '../words';
import { grouped } from '../words/numbers';
import { Risk } from './Risk';

/** All of them are in the dialog up to here: a script has some hundred lines. */
const SHOWN = 500;

export type Read = Exclude<Imported, { error: string }>;

const TITLES: Record<Read['kind'], Plain> = {
  profile: 'import-profile',
  'CTP anonymizer script': 'import-ctp',
  'RSNA anonymizer script': 'import-rsna',
  'deid recipe': 'import-deid',
  'CTP lookup table': 'import-lookup',
  'CTP pixel script': 'import-pixels',
};

/** What a profile holds, in a few words. */
function told(profile: Profile): string[] {
  const { options, attributes, classes, lookup, pixel_scripts: pixels } = profile;
  const [rules, scoped, held] = [Object.keys(attributes).length, countScoped(profile), Object.keys(classes).length];
  return [
    say('import-chooses', { options: options.length, rules }),
    ...(scoped ? [say('import-scoped', { rules: scoped })] : []),
    ...(held ? [say('import-holds-back', { kinds: held })] : []),
    ...(lookup.length ? [say('import-holds-lookup', { lines: lookup.length })] : []),
    ...(pixels?.length ? [say('import-holds-scripts', { scripts: pixels.length })] : []),
  ];
}

/** Those without a title are counted, and not listed. */
const OUTCOMES: readonly { outcome: ImportedLine['outcome']; message: Plain; title?: Plain; tone: string }[] = [
  { outcome: 'no equal', message: 'import-no-equal-count', title: 'import-no-equal', tone: 'warn' },
  { outcome: 'other', message: 'import-other-count', title: 'import-other', tone: '' },
  { outcome: 'stricter', message: 'import-stricter-count', title: 'import-stricter', tone: '' },
  { outcome: 'same', message: 'import-same-count', tone: '' },
  { outcome: 'off', message: 'import-off-count', tone: '' },
];

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
        {title} <span>{grouped(lines.length)}</span>
      </summary>
      <ul class="import-lines" tabIndex={0} aria-label={title}>
        {lines.slice(0, SHOWN).map((each, at) => (
          <li key={at}>
            <span class="import-number">{each.number > 0 ? say('import-line', { number: String(each.number) }) : say('import-whole')}</span>
            {withFile && each.file && <span class="import-file">{each.file}</span>}
            {each.text && <code>{each.text}</code>}
            <p>{each.why}</p>
          </li>
        ))}
      </ul>
      {lines.length > SHOWN && <p>{say('import-more', { lines: lines.length - SHOWN })}</p>}
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
    <Dialog title={say(TITLES[kind])} wide onClose={() => onClose(false)}>
      {(goesBeside ? [say('import-beside')] : told(profile)).map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {lines.length > 0 && (
        <dl class="import-counts">
          {OUTCOMES.map(({ outcome, message, tone }) => (
            <div key={outcome} class={of(outcome).length > 0 ? tone : ''}>
              <dt>{say(message)}</dt>
              <dd>{grouped(of(outcome).length)}</dd>
            </div>
          ))}
        </dl>
      )}
      {lines.length > 0 && of('no equal').length === 0 && <p>{say('import-all-equal')}</p>}
      {OUTCOMES.map(
        ({ outcome, title }) =>
          title &&
          of(outcome).length > 0 && (
            <Lines key={outcome} title={say(goesBeside && outcome === 'no equal' ? 'import-left-out' : title)} lines={of(outcome)} open={outcome === 'no equal'} withFile={withFile} />
          ),
      )}
      {leftOut.length > 0 && (
        <Lines
          title={say('import-not-allowed')}
          lines={leftOut.map(({ path, why }) => ({ number: 0, text: path, why, file: '' }))}
          open
          withFile={false}
        />
      )}
      {kind === 'CTP anonymizer script' && (
        <Choice title={say('import-hashes')} checked={profile.ctp_hashes} disabled={busy} onChange={() => onCtpHashes(!profile.ctp_hashes)}>
          <span>{say('import-hashes-why')}</span>
          <Risk risk={say('import-hashes-risk')} />
        </Choice>
      )}
      {problem && <p class="warn-text">{problem}</p>}
      <div class="dialog-actions">
        <Button onClick={() => onClose(false)}>{say('import-discard')}</Button>
        <Button kind="primary" disabled={busy || problem !== null} onClick={() => onClose(true)}>
          {say(goesBeside ? 'import-add' : 'import-use')}
        </Button>
      </div>
    </Dialog>
  );
}
