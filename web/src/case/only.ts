/** Whom a rule for an attribute is for: a profile has rules for all files, and for single series and objects by their new UIDs. Pure. */
import type { OnlyRules, Profile, Strategy } from '../engine/types';

export type Scope = { readonly kind: 'case' } | { readonly kind: 'series' | 'object'; readonly uid: string };
export const CASE: Scope = { kind: 'case' };

/** The new UIDs that scopes go by. */
export interface Named {
  readonly uid: string;
  readonly series: { readonly uid: string };
}

export function scopeOf(only: OnlyRules): Exclude<Scope, { kind: 'case' }> {
  return 'series' in only ? { kind: 'series', uid: only.series } : { kind: 'object', uid: only.object };
}

/** True for a file that is written anew when a rule of this scope changes; one that no run has named yet (null) may be one. */
export function concerns(scope: Scope, instance: Named | null): boolean {
  if (scope.kind === 'case' || instance === null) return true;
  return scope.uid === (scope.kind === 'series' ? instance.series.uid : instance.uid);
}

function isFor(only: OnlyRules, scope: Scope): boolean {
  const own = scopeOf(only);
  return own.kind === scope.kind && own.uid === (scope as typeof own).uid;
}

function rulesFor({ attributes, only = [] }: Profile, scope: Scope): Profile['attributes'] {
  return scope.kind === 'case' ? attributes : (only.find((each) => isFor(each, scope))?.attributes ?? {});
}

/** What is said of an attribute; null where nothing is. */
export function ruleFor(profile: Profile, scope: Scope, path: string): Strategy | null {
  return rulesFor(profile, scope)[path] ?? null;
}

/** Rules for one series or one object. */
export function countScoped({ only = [] }: Profile): number {
  return only.reduce((sum, { attributes }) => sum + Object.keys(attributes).length, 0);
}

/** What changes of a profile with a rule more, another one, or one fewer (null). */
export function withRule(profile: Profile, scope: Scope, path: string, value: Strategy | null): Partial<Profile> {
  const { [path]: _, ...others } = rulesFor(profile, scope);
  const attributes = value === null ? others : { ...others, [path]: value };
  if (scope.kind === 'case') return { attributes };
  const left = (profile.only ?? []).filter((each) => !isFor(each, scope));
  const own = scope.kind === 'series' ? { series: scope.uid, attributes } : { object: scope.uid, attributes };
  return { only: inOrder(Object.keys(attributes).length > 0 ? [...left, own] : left) };
}

/** As the engine has them: two profiles that do the same are the same text. */
function inOrder(only: readonly OnlyRules[]): OnlyRules[] {
  const key = (each: OnlyRules) => `${scopeOf(each).kind} ${scopeOf(each).uid}`;
  return [...only].sort((one, other) => (key(one) < key(other) ? -1 : 1));
}

/** Without the rules that none of the files is for: such a UID may be an old one, or of another case. */
export function withoutStrangers(profile: Profile, instances: readonly Named[]): Profile {
  if (!profile.only?.length) return profile;
  const there = { series: new Set(instances.map(({ series }) => series.uid)), object: new Set(instances.map(({ uid }) => uid)) };
  const { only, ...base } = profile;
  const left = only.filter((each) => there[scopeOf(each).kind].has(scopeOf(each).uid));
  return left.length > 0 ? { ...base, only: left } : base;
}

interface Known {
  readonly bySeries: ReadonlyMap<string, OnlyRules>;
  readonly byObject: ReadonlyMap<string, OnlyRules>;
  /** What was made, by the UIDs that it has rules for. */
  readonly made: Map<string, Profile>;
}

/** By the profile itself, which thousands of files ask for. */
const known = new WeakMap<Profile, Known>();

function knownOf(profile: Profile, only: readonly OnlyRules[]): Known {
  const found = known.get(profile);
  if (found) return found;
  const by = (kind: Scope['kind']) => new Map(only.filter((each) => scopeOf(each).kind === kind).map((each) => [scopeOf(each).uid, each]));
  const fresh = { bySeries: by('series'), byObject: by('object'), made: new Map<string, Profile>() };
  known.set(profile, fresh);
  return fresh;
}

const bases = new WeakMap<Profile, Profile>();

/** What holds for all files: the same object for all that `profileFor` makes of a profile. */
export function baseOf(profile: Profile): Profile {
  const found = bases.get(profile);
  if (found) return found;
  const { only: _, ...base } = profile;
  bases.set(profile, base);
  return base;
}

/**
 * Without the rules that are for other series and objects: the same object for all files that it holds for. `origins` are those
 * that a copy was made of: their rules hold for it too.
 */
export function profileFor(profile: Profile, instance: Named | null, origins: readonly Named[] = []): Profile {
  const { only } = profile;
  if (!only?.length || instance === null) return profile;
  const { bySeries, byObject, made } = knownOf(profile, only);
  const named = [instance, ...origins].flatMap(({ uid, series }) => [byObject.get(uid), bySeries.get(series.uid)]);
  const own = [...new Set(named)].flatMap((each) => each ?? []);
  const key = own.map((each) => JSON.stringify(scopeOf(each))).join();
  let found = made.get(key);
  if (!found) {
    const base = baseOf(profile);
    found = own.length > 0 ? { ...base, only: inOrder(own) } : base;
    if (found !== base) bases.set(found, base);
    made.set(key, found);
  }
  return found;
}
