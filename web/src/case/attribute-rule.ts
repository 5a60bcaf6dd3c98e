/** A rule for one attribute that somebody sets at Tags: a step that can be taken back, as redactions can. */
import type { Strategy } from '../engine/types';
import { ruled, type RuleChange } from './history';
import { ruleFor, withRule, type Scope } from './only';
import { choose, profile } from './profile';
import { drawing } from './store';

const isSame = (one: Strategy | null, other: Strategy | null) => JSON.stringify(one) === JSON.stringify(other);

/** Null takes the rule out. What it concerns is written anew by `reconcile`, which the caller owes. */
export function setRule(scope: Scope, path: string, after: Strategy | null): void {
  const before = ruleFor(profile.value, scope, path);
  choose(withRule(profile.value, scope, path, after));
  if (isSame(before, after) || !isSame(ruleFor(profile.value, scope, path), after)) return;
  drawing.value = ruled(drawing.value, { kind: 'rule', scope, path, before, after });
}

/** False where the rules have changed since, so that there is nothing to turn round. */
export function turnRule({ scope, path, before, after }: RuleChange, back: boolean): boolean {
  const [from, to] = back ? [after, before] : [before, after];
  if (!isSame(ruleFor(profile.value, scope, path), from)) return false;
  choose(withRule(profile.value, scope, path, to));
  return isSame(ruleFor(profile.value, scope, path), to);
}
