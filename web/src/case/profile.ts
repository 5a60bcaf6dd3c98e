/** The profile in force: that of the site, until somebody chooses another. */
import { signal } from '@preact/signals';
import { site, siteArrived } from '../config/site';
import type { Profile, Rules, SiteRules, Strategy } from '../engine/types';
import { engine } from './engine';
import { EMPTY } from './history';
import { forgetProfiles, markOfProfile, rulesOf } from './profile-marks';
import { drawing } from './store';

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

/** True where both do the same: a name and a salt do nothing. */
function same(one: Profile, other: Profile): boolean {
  return rulesOf(one) === rulesOf(other);
}

/** True for the profile in force. */
export function isChosen(other: Profile): boolean {
  return same(other, profile.value);
}

/** Why these options cannot be chosen now; null when they can. */
export function problemOf({ options }: Pick<Profile, 'options'>): string | null {
  const keeps = options.includes(UIDS) === profile.value.options.includes(UIDS);
  if (keeps || drawing.value.shapes.length === 0) return null;
  return 'Delete the redactions first: they are kept by the UID of their series, which this would change.';
}

/**
 * Changes the profile in force. What was cleaned before is cleaned anew by `reconcile`, which the caller owes. Whatever does not
 * come from the engine's own lists was checked by the engine, which knows the locks (`checkOverride`, `importScript`).
 */
export function choose(change: Partial<Profile>): void {
  // Of a whole profile what it does not say is as in the basic one, and not as before.
  const now = { ...('version' in change ? BASIC : profile.value), ...change };
  const { pixel_scripts: pixels = [], ...others } = now;
  const next: Profile = {
    ...others,
    ...(pixels.length > 0 ? { pixel_scripts: pixels } : {}),
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
export function chooseAttribute(path: string, value: Strategy | null): void {
  const { [path]: _, ...others } = profile.value.attributes;
  choose({ attributes: value === null ? others : { ...others, [path]: value } });
}

/** A new case. The profile in force is for that one too, unless it holds a lookup table: that names the patients of the last one. */
export function forgetProfile(): void {
  const identifies = (each: Profile | null) => each !== null && each.lookup.length > 0;
  if (identifies(ownProfile.value)) ownProfile.value = null;
  if (identifies(profile.value)) profile.value = siteProfile();
  forgetProfiles();
}
