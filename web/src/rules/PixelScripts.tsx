/** The scripts for pixels of the profile in force: they propose, in the review, what to blank. */
import { profile } from '../case/profile';
import type { Profile } from '../engine/types';
import { Button } from '../shared/Button';
import { say } from '../words';
import { change } from './change';

/** The profile in force with those of another one. */
export function withPixelScripts({ pixel_scripts: added = [] }: Profile): Partial<Profile> {
  return { pixel_scripts: [...new Set([...(profile.value.pixel_scripts ?? []), ...added])] };
}

/** A recipe begins with a section; the rest are signatures of CTP. */
function told(script: string): string {
  const lines = script.split('\n').filter((line) => line.trim()).length;
  return say(script.trimStart().startsWith('%') ? 'scripts-deid' : 'scripts-ctp', { lines });
}

export function PixelScripts() {
  const scripts = profile.value.pixel_scripts ?? [];
  if (scripts.length === 0) return null;
  return (
    <ul class="pixel-scripts" aria-label={say('scripts')}>
      {scripts.map((script, at) => (
        <li key={at}>
          <span>{told(script)}</span>
          <Button
            kind="quiet"
            icon="trash-2"
            label={say('scripts-remove-which', { number: at + 1 })}
            onClick={() => change({ pixel_scripts: scripts.filter((_, other) => other !== at) })}
          >
            {say('scripts-remove')}
          </Button>
        </li>
      ))}
    </ul>
  );
}
