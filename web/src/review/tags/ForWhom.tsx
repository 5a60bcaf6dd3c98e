/** Whether a rule is for the shown object, for its series or for the whole case, and what that writes anew. */
import { useId } from 'preact/hooks';
import { originsOf } from '../../case/copies';
import { CASE, concerns, type Scope } from '../../case/only';
import { profile } from '../../case/profile';
import { current } from '../../case/store';
import type { Instance } from '../../engine/types';
import { say } from '../../words';

interface ForWhomProps {
  shown: Instance | null;
  /** What is looked at is the series, and none of its objects. */
  merged: boolean;
  scope: Scope;
  onScope: (scope: Scope) => void;
}

/** The narrowest first. Without a UID nothing could be found by it. */
function scopesOf(shown: Instance | null, merged: boolean): Scope[] {
  const object: Scope[] = shown && !merged ? [{ kind: 'object', uid: shown.uid }] : [];
  const series: Scope[] = shown?.series.uid ? [{ kind: 'series', uid: shown.series.uid }] : [];
  return [...object, ...series, CASE];
}

/** What becomes of the files that a rule concerns, and of copies that were made of them. */
function consequences(scope: Scope): string {
  const files = current.value.filter(({ instance }) => instance);
  const own = files.filter(({ instance }) => concerns(scope, instance));
  const copies = files.filter(({ id, instance }) => !concerns(scope, instance) && originsOf(id).some((each) => concerns(scope, each)));
  const approvals = [...own, ...copies].filter(({ approval }) => approval).length;
  const told =
    scope.kind === 'series'
      ? say('attribute-writes-series', { objects: own.length, approvals })
      : say(scope.kind === 'case' ? 'attribute-writes-case' : 'attribute-writes-object', { approvals });
  return copies.length > 0 ? `${told} ${say('attribute-writes-copies', { copies: copies.length })}` : told;
}

export function ForWhom({ shown, merged, scope, onScope }: ForWhomProps) {
  const id = useId();
  const keepsUids = profile.value.options.includes('retain-uids');
  return (
    <fieldset class="attribute-where">
      <legend>{say('attribute-whom')}</legend>
      {scopesOf(shown, merged).map((each) => (
        <label key={each.kind}>
          <input
            type="radio"
            name={id}
            checked={scope.kind === each.kind}
            disabled={keepsUids && each.kind !== 'case'}
            onChange={() => onScope(each)}
          />
          {say(`attribute-whom-${each.kind}`)}
        </label>
      ))}
      {keepsUids && <p class="attribute-note">{say('attribute-whom-uids')}</p>}
      <p class="attribute-note" aria-live="polite">
        {consequences(scope)}
      </p>
    </fieldset>
  );
}
