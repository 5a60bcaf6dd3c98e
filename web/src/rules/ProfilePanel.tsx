import { isChosen, ownProfile, problemOf, profile, rules, shipped } from '../case/profile';
import { current } from '../case/store';
import type { Profile } from '../engine/types';
import { Choice } from '../shared/Choice';
import { count } from '../shared/words';
import { change } from './change';
import { ProfileFiles } from './ProfileFiles';

const PROFILES: Record<string, { title: string; words: string }> = {
  basic: { title: 'Basic', words: 'The Basic Profile without any option: the least that an image needs. Right for sharing.' },
  teaching: {
    title: 'Teaching case',
    words: 'Keeps sex, age by decade, descriptions word by word, reports item by item, and shifted dates: the days between studies stay.',
  },
  research: {
    title: 'Research',
    words: 'Keeps what studies need: shifted dates, patient characteristics, device, descriptions, safe private attributes.',
  },
  hipaa: {
    title: 'HIPAA Safe Harbor',
    words:
      'Of dates the year, of ages of 90 and over 90, of places at most three digits of a ZIP code. Body and sex stay, descriptions word ' +
      'by word.',
  },
  strict: {
    title: 'Strict',
    words: 'Images alone, without any text that they can do without. Reports, videos, radiotherapy and all else are held back.',
  },
};

/** Those that the page has words for in their order here, then whatever else ships. */
function names(): string[] {
  const known = rules.value?.profiles.map(({ name }) => name) ?? [];
  return [...Object.keys(PROFILES).filter((name) => known.includes(name)), ...known.filter((name) => !(name in PROFILES))];
}

/** What stands in a profile and has no panel of its own. */
function more({ classes, lookup, ctp_hashes }: Profile): string[] {
  const held = Object.keys(classes).map((each) => each.replaceAll('-', ' '));
  const lines = lookup.length;
  return [
    ...(held.length > 0 ? [`Objects of these kinds are held back: ${held.join(', ')}.`] : []),
    ...(lines > 0 ? [`Its lookup table of ${count(lines, 'line')} can tell who somebody is. It is gone when you clear the case.`] : []),
    ...(ctp_hashes ? ['Its hashes are those of CTP: whoever has a list of patient numbers can find which is which.'] : []),
  ];
}

/** The profile as a whole: one that ships, one of the user's own, one from a file. */
export function ProfilePanel() {
  if (!rules.value) return null;
  const own = ownProfile.value;
  const isOwn = !names().some((name) => isChosen(shipped(name)));
  return (
    <section class="rules-part rules-wide" aria-label="Profile">
      <h3>Profile</h3>
      <p>
        Everything below follows from it, and can be changed.
        {current.value.length > 0 && ' A change cleans every file anew and takes back what was approved.'}
      </p>
      <fieldset class="option-cards three">
        <legend class="hidden-text">Profile</legend>
        {names().map((name) => {
          const problem = problemOf(shipped(name));
          return (
            <Choice
              key={name}
              group="profile"
              title={PROFILES[name]?.title ?? name}
              checked={isChosen(shipped(name))}
              disabled={problem !== null}
              onChange={() => change(shipped(name))}
            >
              <span>{PROFILES[name]?.words}</span>
              {problem && <span class="option-risk">{problem}</span>}
            </Choice>
          );
        })}
        <Choice
          group="profile"
          title="Your own choice"
          checked={isOwn}
          disabled={!isOwn && (own === null || problemOf(own) !== null)}
          // Nothing here holds on to a profile: it may name patients.
          onChange={() => ownProfile.value && change(ownProfile.value)}
        >
          {isOwn && profile.value.name !== 'custom' ? (
            <span class="profile-name">“{profile.value.name}”, from a file.</span>
          ) : (
            <span>{own ? 'What you changed or loaded.' : 'Any other choice of what stands below.'}</span>
          )}
        </Choice>
      </fieldset>
      {more(profile.value).map((sentence) => (
        <p key={sentence} class="profile-more">
          {sentence}
        </p>
      ))}
      <ProfileFiles />
    </section>
  );
}
