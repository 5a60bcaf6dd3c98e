/** Short marks for profiles: a record says with one what its candidate was written by. */
import type { Profile } from '../engine/types';

const marks = new Map<string, string>();
const profiles = new Map<string, Profile>();

/** The only option that changes what an image shows. */
const GRAPHICS = 'clean-graphics';

export function markOfProfile(profile: Profile): string {
  const text = JSON.stringify(profile);
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
