/** All of one attribute, and the rule that a person sets for it. */
import { useEffect, useId, useState } from 'preact/hooks';
import { engine } from '../../case/engine';
import { chooseAttribute, profile } from '../../case/profile';
import { reconcile } from '../../case/writer';
import type { FoundAttribute, Strategy, TagRow } from '../../engine/types';
import { titleOf } from '../../rules/attributes';
import { OverrideEditor } from '../../rules/OverrideEditor';
import { Button } from '../../shared/Button';
import { Dialog } from '../../shared/Dialog';
import { count } from '../../shared/words';
import type { Comparison } from '../../tags/differs';
import { aroundInWords, everywhereOf, isCreator, placeOf } from '../../tags/rule-path';
import { nameOf } from '../../tags/TagTable';

interface AttributeDialogProps {
  row: TagRow;
  /** Of the same object, by path. */
  rows: ReadonlyMap<string, TagRow>;
  comparison: Comparison | null;
  /** The row stands for all objects of the series, and not for the shown one. */
  merged: boolean;
  /** A sentence of what was set, or null where nothing was. */
  onClose: (done: string | null) => void;
}

const FAILED = 'The engine could not say what can be chosen. Try it again.';
const CREATOR = 'This names whose the private attributes of its group are. It stays where one of them stays, and has no rule of its own.';
const NAMELESS = 'No rule can be made for this attribute: nothing in the file says whose it is.';
const NO_RULE = 'No rule can be made for this attribute.';

const said = (value: string | null) => value ?? 'not there';

function Value({ text }: { text: string | null }) {
  return text ? <span class="attribute-text">{text}</span> : <span class="tag-none">{text === null ? 'not there' : 'empty'}</span>;
}

function InSeries({ comparison, row }: { comparison: Comparison; row: TagRow }) {
  const spread = comparison.spreads.get(row.path);
  if (!spread || !comparison.differs(row.path)) {
    return <p>The same in {count(comparison.files, 'object')} of the series.</p>;
  }
  return (
    <>
      <p>
        {spread.files < comparison.files
          ? `Differs: it stands in ${spread.files.toLocaleString('en')} of the ${count(comparison.files, 'object')} that were compared.`
          : `Differs between the ${count(comparison.files, 'object')} that were compared.`}
        {spread.more && ' Some of what stands there:'}
      </p>
      <ul class="attribute-told" aria-label="In the series">
        {spread.told.map(({ before, after, action, files }) => (
          <li key={JSON.stringify([before, after, action])}>
            <span class="attribute-text">{said(before)}</span> → <span class="attribute-text">{said(after)}</span>{' '}
            <span class="tag-none">
              {action}, {count(files, 'object')}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

/** A search by tag may answer with what is only alike. The engine names a private attribute without its block. */
function isOf({ tag }: FoundAttribute, row: TagRow): boolean {
  return tag === row.tag || tag === `${row.tag.slice(0, 6)}xx${row.tag.slice(8)}`;
}

type Answer = FoundAttribute | 'none' | 'failed';

/** What can be chosen for a path; null until the engine has said. */
function useFound(path: string | null, row: TagRow): Answer | null {
  const [found, setFound] = useState<{ path: string; answer: Answer } | null>(null);
  useEffect(() => {
    if (path === null) return;
    let gone = false;
    const accept = (answer: Answer) => {
      if (!gone) setFound({ path, answer });
    };
    engine.findAttributes(path, profile.value).then(
      // What is done now stands above, as it is in this very object.
      ([first]) => accept(first && isOf(first, row) ? { ...first, does: '' } : 'none'),
      () => accept('failed'),
    );
    return () => {
      gone = true;
    };
  }, [path]);
  if (path === null) return 'none';
  return found?.path === path ? found.answer : null;
}

export function AttributeDialog({ row, rows, comparison, merged, onClose }: AttributeDialogProps) {
  const id = useId();
  const [everywhere, setEverywhere] = useState(false);
  const place = placeOf(row, rows);
  const found = useFound(place && (everywhere ? everywhereOf(place) : place), row);
  const around = aroundInWords(row, rows);
  const change = (path: string, value: Strategy | null) => {
    chooseAttribute(path, value);
    reconcile();
  };
  return (
    <Dialog title={`${nameOf(row)} ${row.tag}`} wide onClose={() => onClose(null)}>
      <div class="attribute-dialog">
        <dl class="attribute-facts">
          {around.length > 0 && (
            <>
              <dt>Stands in</dt>
              <dd>{around.join(', in ')}</dd>
            </>
          )}
          {!(merged && comparison?.differs(row.path)) && (
            <>
              <dt>Before</dt>
              <dd>
                <Value text={row.before} />
              </dd>
              <dt>After</dt>
              <dd>
                <Value text={row.after} />
              </dd>
              <dt>Done</dt>
              <dd>
                {row.action}
                {row.why && `: ${row.why}`}
              </dd>
            </>
          )}
        </dl>
        {comparison && <InSeries comparison={comparison} row={row} />}
        {place !== null && (
          <fieldset class="attribute-where">
            <legend>A rule for</legend>
            <label>
              <input type="radio" name={id} checked={!everywhere} onChange={() => setEverywhere(false)} />
              {around.length > 0 ? 'this attribute in this sequence only' : 'this attribute outside of sequences only'}
            </label>
            <label>
              <input type="radio" name={id} checked={everywhere} onChange={() => setEverywhere(true)} />
              this attribute wherever it stands
            </label>
            <p class="attribute-note">
              It holds for all files of the case and stands in the profile, as under Rules. They are written anew, and every approval of
              an object is taken back.
            </p>
          </fieldset>
        )}
        {found === null && <p role="status">Asking what can be chosen…</p>}
        {(found === 'none' || found === 'failed') && (
          <>
            <p>{found === 'failed' ? FAILED : isCreator(row.tag) ? CREATOR : place === null ? NAMELESS : NO_RULE}</p>
            <div>
              <Button onClick={() => onClose(null)}>Close</Button>
            </div>
          </>
        )}
        {found !== null && typeof found === 'object' && (
          <OverrideEditor
            key={found.path}
            found={found}
            onChange={change}
            onClose={(done) => onClose(done && `${titleOf(done.path)}: ${done.strategy ?? 'as the profile and its options say'}, in all files of the case. They are written anew.`)}
          />
        )}
      </div>
    </Dialog>
  );
}
