/** Words that went from descriptions because no list has them: a person knows which of them are no names. */
import { useState } from 'preact/hooks';
import { profile } from '../case/profile';
import type { LeftWord } from '../engine/types';
import { count } from '../shared/words';
import { CleansDescriptors } from './CleansDescriptors';
import { keepWord, said } from './judge';
import { lastOf } from './rows';
import { isKept } from './kept';
import { Paged } from './Paged';
import { useSticky } from './sticky';
import type { Shown } from './state';

function Word({ word: { word, files, paths, texts } }: { word: LeftWord }) {
  const kept = said.value.get(word) ?? isKept(word, profile.value.keep_words);
  return (
    <li class={`survey-card${kept ? ' kept' : ''}`}>
      <div class="survey-card-head">
        <strong class="survey-word">{word}</strong>
        <span class="survey-quiet">
          {count(files, 'file')}, {paths.map(lastOf).join(', ')}
        </span>
        <button
          type="button"
          class="survey-mark ok"
          aria-pressed={kept}
          aria-label={`Keep the word ${word}`}
          onClick={() => void keepWord(word, !kept)}
        >
          {kept ? 'Kept' : 'Keep'}
        </button>
      </div>
      <ul class="survey-texts" aria-label={`Texts with ${word}`}>
        {texts.map(({ before, after }) => (
          <li key={before} class="survey-pair">
            <span class="survey-before" title={before}>
              {before}
            </span>
            <span class="tag-arrow" aria-hidden="true">
              →
            </span>
            <span class="hidden-text">becomes</span>
            {after ? (
              <span class="survey-after" title={after}>
                {after}
              </span>
            ) : (
              <span class="tag-none">empty</span>
            )}
          </li>
        ))}
      </ul>
    </li>
  );
}

/** Words that were accepted, and so are no longer left over. */
function Kept({ words }: { words: readonly string[] }) {
  if (words.length === 0) return null;
  return (
    <section aria-label="Words that you keep">
      <h3>Kept by you</h3>
      <ul class="survey-kept">
        {words.map((word) => (
          <li key={word}>
            {word}{' '}
            <button type="button" class="link" aria-label={`Drop the word ${word}`} onClick={() => void keepWord(word, false)}>
              drop
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function LeftWords({ shown: { survey, list } }: { shown: Shown }) {
  const [search, setSearch] = useState('');
  const asked = search.toLowerCase();
  const all = useSticky(list, survey.words, ({ word }) => word);
  const words = all.filter(({ word, texts }) => `${word} ${texts.map((text) => text.before).join(' ')}`.toLowerCase().includes(asked));
  const offered = all.map(({ word }) => word);
  const gone = profile.value.keep_words.filter((word) => !isKept(word, offered));
  return (
    <div class="survey-page">
      <CleansDescriptors what="words" any={all.length > 0} />
      {all.length > 0 && (
        <>
          <p>
            These words are on none of the lists of radiology, so they go. Keep those that name nobody: a protocol, a device, a
            place in the body. What is known to be the patient’s own is not offered.
          </p>
          <input
            class="field survey-search"
            type="search"
            placeholder="Word or text"
            aria-label="Search words"
            autocomplete="off"
            value={search}
            onInput={(event) => setSearch(event.currentTarget.value)}
          />
          <Paged list={`${list} ${search}`} items={words} what="words" render={(word) => <Word key={word.word} word={word} />} />
          {words.length === 0 && <p class="survey-quiet">No word matches.</p>}
          {survey.wordsMore && <p class="survey-quiet">There are more, in fewer files. They go.</p>}
        </>
      )}
      <Kept words={gone} />
    </div>
  );
}
