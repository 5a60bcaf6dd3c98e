/** All of one attribute, and the rule that a person sets for it. */
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { setRule } from '../../case/attribute-rule';
import { engine } from '../../case/engine';
import { CASE, ruleFor, type Scope } from '../../case/only';
import { profile } from '../../case/profile';
import { reconcile } from '../../case/writer';
import type { FoundAttribute, Instance, Strategy, TagRow } from '../../engine/types';
import { overrideOf, titleOf } from '../../rules/attributes';
import { OverrideEditor } from '../../rules/OverrideEditor';
import { Button } from '../../shared/Button';
import { Dialog } from '../../shared/Dialog';
import type { Comparison } from '../../tags/differs';
import { aroundInWords, everywhereOf, isCreator, placeOf } from '../../tags/rule-path';
import { nameOf } from '../../tags/TagTable';
import { say, type Plain } from '../../words';
import { ForWhom } from './ForWhom';

interface AttributeDialogProps {
  row: TagRow;
  /** Of the same object, by path. */
  rows: ReadonlyMap<string, TagRow>;
  /** The shown object. */
  shown: Instance | null;
  comparison: Comparison | null;
  /** The row stands for all objects of the series, and not for the shown one. */
  merged: boolean;
  /** A sentence of what was set, or null where nothing was. */
  onClose: (done: string | null) => void;
}

const said = (value: string | null) => value ?? say('value-absent');

function Value({ text }: { text: string | null }) {
  return text ? <span class="attribute-text">{text}</span> : <span class="tag-none">{say(text === null ? 'value-absent' : 'value-empty')}</span>;
}

function InSeries({ comparison, row }: { comparison: Comparison; row: TagRow }) {
  const { files: objects } = comparison;
  const spread = comparison.spreads.get(row.path);
  if (!spread || !comparison.differs(row.path)) {
    return <p>{say('attribute-same', { objects })}</p>;
  }
  const { files: there, more } = spread;
  return (
    <>
      <p>
        {there < objects
          ? say(more ? 'attribute-differs-there-some' : 'attribute-differs-there', { there, objects })
          : say(more ? 'attribute-differs-some' : 'attribute-differs', { objects })}
      </p>
      <ul class="attribute-told" aria-label={say('attribute-in-series')}>
        {spread.told.map(({ before, after, action, files }) => (
          <li key={JSON.stringify([before, after, action])}>
            <span class="attribute-text">{said(before)}</span> → <span class="attribute-text">{said(after)}</span>{' '}
            <span class="tag-none">{say('attribute-done-in', { action, objects: files })}</span>
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

function whyNot(found: 'none' | 'failed', row: TagRow, place: string | null): Plain {
  if (found === 'failed') return 'attribute-failed';
  if (isCreator(row.tag)) return 'attribute-creator';
  return place === null ? 'attribute-nameless' : 'attribute-no-rule';
}

/** With the rule that there is for just these files. */
function ofScope(found: FoundAttribute, scope: Scope): FoundAttribute {
  const value = ruleFor(profile.value, scope, found.path);
  return { ...found, override: value === null ? null : overrideOf(found.path, value) };
}

function told({ path, strategy }: { path: string; strategy: string | null }, { kind }: Scope): string {
  const attribute = titleOf(path);
  return strategy === null ? say(`attribute-unset-${kind}`, { attribute }) : say(`attribute-set-${kind}`, { attribute, strategy });
}

export function AttributeDialog({ row, rows, shown, comparison, merged, onClose }: AttributeDialogProps) {
  const id = useId();
  const [everywhere, setEverywhere] = useState(false);
  const [scope, setScope] = useState<Scope>(CASE);
  /** Once somebody chooses what the rule is for, the focus stays there. */
  const chose = useRef(false);
  const place = placeOf(row, rows);
  const found = useFound(place && (everywhere ? everywhereOf(place) : place), row);
  const around = aroundInWords(row, rows);
  const change = (path: string, value: Strategy | null) => {
    setRule(scope, path, value);
    reconcile();
  };
  const choose = (what: () => void) => {
    chose.current = true;
    what();
  };
  return (
    <Dialog title={`${nameOf(row)} ${row.tag}`} wide onClose={() => onClose(null)}>
      <div class="attribute-dialog">
        <dl class="attribute-facts">
          {around && (
            <>
              <dt>{say('attribute-in')}</dt>
              <dd>{around}</dd>
            </>
          )}
          {!(merged && comparison?.differs(row.path)) && (
            <>
              <dt>{say('tag-before')}</dt>
              <dd>
                <Value text={row.before} />
              </dd>
              <dt>{say('tag-after')}</dt>
              <dd>
                <Value text={row.after} />
              </dd>
              <dt>{say('attribute-done')}</dt>
              <dd>{row.why ? say('attribute-done-why', { action: row.action, why: row.why }) : row.action}</dd>
            </>
          )}
        </dl>
        {comparison && <InSeries comparison={comparison} row={row} />}
        {place !== null && (
          <>
            <fieldset class="attribute-where">
              <legend>{say('attribute-rule')}</legend>
              <label>
                <input type="radio" name={id} checked={!everywhere} onChange={() => choose(() => setEverywhere(false))} />
                {say(around ? 'attribute-rule-nested' : 'attribute-rule-root')}
              </label>
              <label>
                <input type="radio" name={id} checked={everywhere} onChange={() => choose(() => setEverywhere(true))} />
                {say('attribute-rule-everywhere')}
              </label>
            </fieldset>
            <ForWhom shown={shown} merged={merged} scope={scope} onScope={(whom) => choose(() => setScope(whom))} />
          </>
        )}
        {found === null && <p role="status">{say('attribute-asking')}</p>}
        {(found === 'none' || found === 'failed') && (
          <>
            <p>{say(whyNot(found, row, place))}</p>
            <div>
              <Button onClick={() => onClose(null)}>{say('close')}</Button>
            </div>
          </>
        )}
        {found !== null && typeof found === 'object' && (
          <OverrideEditor
            key={`${found.path} ${scope.kind}`}
            found={ofScope(found, scope)}
            scope={scope}
            takesFocus={!chose.current}
            onChange={change}
            onClose={(done) => onClose(done && told(done, scope))}
          />
        )}
      </div>
    </Dialog>
  );
}
