/** The profile in force: that of the site, until somebody chooses another. */
import { signal } from '@preact/signals';
import { site, siteArrived } from '../config/site';
import type { Profile, Rules, SiteRules, Strategy } from '../engine/types';
import { originsOf } from './copies';
import { engine } from './engine';
import { EMPTY } from './history';
import type { Item } from './model';
import { CASE, profileFor, withRule, type Scope } from './only';
import { forgetProfiles, markOfProfile, rulesOf } from './profile-marks';
import { drawing } from './store';
import { say } from '../words';

/** The strictest, and what is in force until the engine has told what it can do. */
const BASIC: Profile = {
  version: 1,
  name: 'basic',
  options: [],
  shift_days: 3650,
  birth_year: false,
  long_text: false,
  keep_words: [],
  keep_texts: [],
  attributes: {},
  classes: {},
  lookup: [],
  ctp_hashes: false,
  salt: '',
};

/** Null until the engine is there. */
export const rules = signal<Rules | null>(null);
export const profile = signal<Profile>(BASIC);
/** The last one that somebody made or loaded, so that a look at another does not lose it. */
export const ownProfile = signal<Profile | null>(null);

const UIDS = 'retain-uids';

/** The options that this site lets nobody change. */
export const isLocked = (option: string): boolean => site.value.lockedOptions.includes(option);

/** What the engine has to know of the site where it is asked what may be chosen. */
export function siteRules(): SiteRules {
  const { profile, lockedOptions } = site.value;
  return { profile, lockedOptions };
}

/** The site's profile is in force when this resolves. Rejects where there is no engine. */
export const profileKnown: Promise<void> = (async () => {
  await Promise.all([engine.ready, siteArrived]);
  rules.value = await engine.rules(siteRules());
  profile.value = siteProfile();
})();
profileKnown.catch(() => undefined); // the engine says itself why it does not work

/** A profile that ships with the engine, as far as the site leaves the choice. */
export function shipped(name: string): Profile {
  return rules.value?.profiles.find((each) => each.name === name) ?? BASIC;
}

function siteProfile(): Profile {
  return shipped(site.value.profile);
}

/** The overrides that nobody changes: those of the site, while it locks anything. */
export function lockedAttributes(): Profile['attributes'] {
  return site.value.lockedOptions.length > 0 ? siteProfile().attributes : {};
}

export function profileMark(): string {
  return markOfProfile(profile.value);
}

/** The mark of what holds for one file: rules for other series and objects are no part of it. */
export function rulesMark({ id, instance }: Pick<Item, 'id' | 'instance'>): string {
  return markOfProfile(profileFor(profile.value, instance, originsOf(id)));
}

/** True where both do the same: a name and a salt do nothing. */
function same(one: Profile, other: Profile): boolean {
  return rulesOf(one) === rulesOf(other);
}

/** True for the profile in force. */
export function isChosen(other: Profile): boolean {
  return same(other, profile.value);
}

/** Why these options cannot be chosen now; null when they can. */
export function problemOf(wanted: Pick<Profile, 'options'> & Partial<Profile>): string | null {
  // A whole profile says itself what it has.
  const { options, only = [], attributes } = 'version' in wanted ? wanted : { ...profile.value, ...wanted };
  if (only.length > 0 && options.includes(UIDS)) return say('profile-only-uids');
  if (only.length > 0 && attributes && changesSeries(attributes)) return say('profile-only-series');
  const keeps = options.includes(UIDS) === profile.value.options.includes(UIDS);
  return keeps || drawing.value.shapes.length === 0 ? null : say('profile-shapes-uids');
}

/** The engine refuses them beside rules for one series: those would no longer find it. */
function changesSeries(attributes: Profile['attributes']): boolean {
  return ['', '/'].some((root) => (attributes[`${root}SeriesInstanceUID`] ?? 'new UID') !== 'new UID');
}

/** Why such a rule cannot stand in the profile in force; null when it can. */
export function problemOfRule(scope: Scope, path: string, value: Strategy): string | null {
  return problemOf({ ...profile.value, ...withRule(profile.value, scope, path, value) });
}

/**
 * Changes the profile in force. What was cleaned before is cleaned anew by `reconcile`, which the caller owes. Whatever does not
 * come from the engine's own lists was checked by the engine, which knows the locks (`checkOverride`, `importScript`).
 */
export function choose(change: Partial<Profile>): void {
  // Of a whole profile what it does not say is as in the basic one, and not as before.
  const now = { ...('version' in change ? BASIC : profile.value), ...change };
  const { pixel_scripts: pixels = [], only = [], ...others } = now;
  const next: Profile = {
    ...others,
    ...(pixels.length > 0 ? { pixel_scripts: pixels } : {}),
    ...(only.length > 0 ? { only } : {}),
    options: [...new Set(now.options)].sort(),
    attributes: { ...now.attributes, ...lockedAttributes() },
    name: change.name ?? 'custom',
  };
  if (problemOf(next) !== null) return;
  // With other UIDs a series has another name, and steps of undo would miss it.
  if (next.options.includes(UIDS) !== profile.value.options.includes(UIDS)) drawing.value = { ...EMPTY, annotations: drawing.value.annotations };
  const known = rules.value?.profiles.find((each) => same(each, next));
  if (!known) ownProfile.value = next;
  // A salt does nothing here, but a key may be made with it.
  profile.value = known && !next.salt ? known : next;
}

/** Sets what is done to one attribute, or takes it out with null. */
export function chooseAttribute(path: string, value: Strategy | null, scope: Scope = CASE): void {
  choose(withRule(profile.value, scope, path, value));
}

/**
 * A new case. The profile in force is for that one too, unless it holds a lookup table: that names the patients of the last one.
 * Rules for series and objects of the last one go with it.
 */
export function forgetProfile(): void {
  const identifies = (each: Profile | null) => each !== null && each.lookup.length > 0;
  if (identifies(ownProfile.value)) ownProfile.value = null;
  if (identifies(profile.value)) profile.value = siteProfile();
  const whole = ({ only: _, ...others }: Profile): Profile => others;
  if (ownProfile.value?.only) ownProfile.value = whole(ownProfile.value);
  if (profile.value.only) profile.value = whole(profile.value);
  forgetProfiles();
}
