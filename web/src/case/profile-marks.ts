/** Short marks for profiles: a record says with one what its candidate was written by. */
import type { Profile } from '../engine/types';
import { baseOf } from './only';

const marks = new Map<string, string>();
const profiles = new Map<string, Profile>();
/** By the object itself: a script has thousands of rules, and they are asked for with every file and every drawing of the profiles. */
let texts = new WeakMap<Profile, string>();

/** The only option that changes what an image shows. What an override changes of it is told by `ImageInfo.shows`. */
const GRAPHICS = 'clean-graphics';

/** What a profile does, as a text: the same for two that do the same. */
export function rulesOf(profile: Profile): string {
  const text = texts.get(profile) ?? written(profile);
  texts.set(profile, text);
  return text;
}

/** Rules for one series or object stand behind all others, which thousands of them share. */
function written(profile: Profile): string {
  if (profile.only?.length) return `${rulesOf(baseOf(profile))} ${sorted(profile.only)}`;
  // Its name and salt do nothing.
  const { name: _, salt: __, only: ___, ...rules } = profile;
  return sorted(rules);
}

function sorted(rules: object): string {
  return JSON.stringify(rules, (_key, value: unknown) =>
    value !== null && typeof value === 'object' && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).sort()) : value,
  );
}

export function markOfProfile(profile: Profile): string {
  const text = rulesOf(profile);
  let mark = marks.get(text);
  if (mark === undefined) {
    mark = `r${marks.size + 1}${profile.options.includes(GRAPHICS) ? 'g' : ''}`;
    marks.set(text, mark);
    profiles.set(mark, profile);
  }
  return mark;
}

export function profileOfMark(mark: string): Profile {
  return profiles.get(mark)!;
}

/** True when what was seen under one profile is what the other shows. */
export function showsTheSame(mark: string, other: string): boolean {
  return mark.endsWith('g') === other.endsWith('g');
}

/** A new case: overrides and lookup tables may name somebody. */
export function forgetProfiles(): void {
  marks.clear();
  profiles.clear();
  texts = new WeakMap();
}
