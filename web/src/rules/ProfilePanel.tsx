import { isChosen, ownProfile, problemOf, profile, rules, shipped } from '../case/profile';
import { current } from '../case/store';
import type { Profile } from '../engine/types';
import { Choice } from '../shared/Choice';
import { say, type Plain } from '../words';
import { change } from './change';
import { ProfileFiles } from './ProfileFiles';

const PROFILES: Record<string, { title: Plain; words: Plain }> = {
  basic: { title: 'profile-basic', words: 'profile-basic-words' },
  teaching: { title: 'profile-teaching', words: 'profile-teaching-words' },
  research: { title: 'profile-research', words: 'profile-research-words' },
  hipaa: { title: 'profile-hipaa', words: 'profile-hipaa-words' },
  strict: { title: 'profile-strict', words: 'profile-strict-words' },
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
    ...(held.length > 0 ? [say('profile-holds-back', { kinds: held.join(', ') })] : []),
    ...(lines > 0 ? [say('profile-lookup', { lines })] : []),
    ...(ctp_hashes ? [say('profile-hashes')] : []),
  ];
}

/** The profile as a whole: one that ships, one of the user's own, one from a file. */
export function ProfilePanel() {
  if (!rules.value) return null;
  const own = ownProfile.value;
  const isOwn = !names().some((name) => isChosen(shipped(name)));
  return (
    <section class="rules-part rules-wide" aria-label={say('profile')}>
      <h3>{say('profile')}</h3>
      <p>{say(current.value.length > 0 ? 'profile-lead-files' : 'profile-lead')}</p>
      <fieldset class="option-cards three">
        <legend class="hidden-text">{say('profile')}</legend>
        {names().map((name) => {
          const problem = problemOf(shipped(name));
          const told = PROFILES[name];
          return (
            <Choice
              key={name}
              group="profile"
              title={told ? say(told.title) : name}
              checked={isChosen(shipped(name))}
              disabled={problem !== null}
              onChange={() => change(shipped(name))}
            >
              <span>{told && say(told.words)}</span>
              {problem && <span class="option-risk">{problem}</span>}
            </Choice>
          );
        })}
        <Choice
          group="profile"
          title={say('profile-own')}
          checked={isOwn}
          disabled={!isOwn && (own === null || problemOf(own) !== null)}
          // Nothing here holds on to a profile: it may name patients.
          onChange={() => ownProfile.value && change(ownProfile.value)}
        >
          {isOwn && profile.value.name !== 'custom' ? (
            <span class="profile-name">{say('profile-own-named', { name: profile.value.name })}</span>
          ) : (
            <span>{say(own ? 'profile-own-made' : 'profile-own-none')}</span>
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
