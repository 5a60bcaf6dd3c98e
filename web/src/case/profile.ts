/** The profile in force: that of the site, until somebody chooses another. */
import { signal } from '@preact/signals';
import { site, siteArrived } from '../config/site';
import type { Profile, Rules } from '../engine/types';
import { engine } from './engine';
import { EMPTY } from './history';
import { markOfProfile } from './profile-marks';
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
  lookup: {},
  ctp_hashes: false,
  salt: '',
};

/** Null until the engine is there. */
export const rules = signal<Rules | null>(null);
export const profile = signal<Profile>(BASIC);

const UIDS = 'retain-uids';

/** The options that this site lets nobody change. */
export const isLocked = (option: string): boolean => site.value.lockedOptions.includes(option);

/** The site's profile is in force when this resolves. Rejects where there is no engine. */
export const profileKnown: Promise<void> = (async () => {
  await Promise.all([engine.ready, siteArrived]);
  rules.value = await engine.rules();
  profile.value = siteProfile();
})();
profileKnown.catch(() => undefined); // the engine says itself why it does not work

function shipped(name: string): Profile {
  return rules.value?.profiles.find((each) => each.name === name) ?? BASIC;
}

export function siteProfile(): Profile {
  return shipped(site.value.profile);
}

export function profileMark(): string {
  return markOfProfile(profile.value);
}

/** A profile that ships with the engine, as far as the site leaves the choice. */
export function withProfile(name: string): Profile {
  const profile = shipped(name);
  const locked = siteProfile().options.filter(isLocked);
  return { ...profile, options: [...profile.options.filter((option) => !isLocked(option)), ...locked].sort() };
}

/** True where both do the same: a name and a salt do nothing. */
function same(one: Profile, other: Profile): boolean {
  const rules = ({ name: _, salt: __, ...rest }: Profile) => JSON.stringify(Object.entries(rest).sort());
  return rules(one) === rules(other);
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

/** Changes the profile in force. What was cleaned before is cleaned anew by `reconcile`, which the caller owes. */
export function choose(change: Partial<Profile>): void {
  const now = { ...profile.value, ...change };
  const next = { ...now, options: [...new Set(now.options)].sort(), name: 'custom' };
  if (problemOf(next) !== null) return;
  // With other UIDs a series has another name, and steps of undo would miss it.
  if (next.options.includes(UIDS) !== profile.value.options.includes(UIDS)) drawing.value = EMPTY;
  profile.value = rules.value?.profiles.find((each) => same(each, next)) ?? next;
}
