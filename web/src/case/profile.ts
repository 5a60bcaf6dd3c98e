/** The profile in force: that of the site, until somebody chooses another. */
import { signal } from '@preact/signals';
import { site, siteArrived } from '../config/site';
import type { Profile, Rules } from '../engine/types';
import { engine } from './engine';
import { EMPTY } from './history';
import { markOfProfile } from './profile-marks';
import { drawing } from './store';

/** The strictest, and what is in force until the engine has told what it can do. */
const BASIC: Profile = { version: 1, name: 'basic', options: [], shift_days: 3650, birth_year: false, salt: '' };

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
export function withProfile(name: string): readonly string[] {
  const locked = siteProfile().options.filter(isLocked);
  return [...shipped(name).options.filter((option) => !isLocked(option)), ...locked];
}

/** Why these options cannot be chosen now; null when they can. */
export function problemOf(options: readonly string[]): string | null {
  const same = options.includes(UIDS) === profile.value.options.includes(UIDS);
  if (same || drawing.value.shapes.length === 0) return null;
  return 'Delete the redactions first: they are kept by the UID of their series, which this would change.';
}

/** Puts these options in force. What was cleaned before is cleaned anew by `reconcile`, which the caller owes. */
export function setOptions(options: readonly string[]): void {
  if (problemOf(options) !== null) return;
  const sorted = [...new Set(options)].sort();
  const same = (other: Profile) => other.options.join() === sorted.join();
  const named = rules.value?.profiles.find(same);
  // With other UIDs a series has another name, and steps of undo would miss it.
  if (sorted.includes(UIDS) !== profile.value.options.includes(UIDS)) drawing.value = EMPTY;
  profile.value = named ?? { ...siteProfile(), name: 'custom', options: sorted };
}
