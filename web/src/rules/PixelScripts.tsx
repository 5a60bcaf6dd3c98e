/** The scripts for pixels of the profile in force: they propose, in the review, what to blank. */
import { profile } from '../case/profile';
import type { Profile } from '../engine/types';
import { Button } from '../shared/Button';
import { count } from '../shared/words';
import { change } from './change';

/** The profile in force with those of another one. */
export function withPixelScripts({ pixel_scripts: added = [] }: Profile): Partial<Profile> {
  return { pixel_scripts: [...new Set([...(profile.value.pixel_scripts ?? []), ...added])] };
}

/** A recipe begins with a section; the rest are signatures of CTP. */
function nameOf(script: string): string {
  return script.trimStart().startsWith('%') ? 'Filters of deid' : 'A script of CTP';
}

export function PixelScripts() {
  const scripts = profile.value.pixel_scripts ?? [];
  if (scripts.length === 0) return null;
  return (
    <ul class="pixel-scripts" aria-label="Scripts for pixels">
      {scripts.map((script, at) => (
        <li key={at}>
          <span>
            {nameOf(script)} for pixels, {count(script.trim().split('\n').filter((line) => line.trim()).length, 'line')}: what it finds is
            proposed in the review.
          </span>
          <Button
            kind="quiet"
            icon="trash-2"
            label={`Remove script ${at + 1} for pixels`}
            onClick={() => change({ pixel_scripts: scripts.filter((_, other) => other !== at) })}
          >
            Remove
          </Button>
        </li>
      ))}
    </ul>
  );
}
