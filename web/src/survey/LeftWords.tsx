/** Words that went from descriptions because no list has them: a person knows which of them are no names. */
import { useState } from 'preact/hooks';
import { profile } from '../case/profile';
import type { LeftWord } from '../engine/types';
import { say } from '../words';
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
        <span class="survey-quiet">{say('words-where', { files, paths: paths.map(lastOf).join(', ') })}</span>
        <button
          type="button"
          class="survey-mark ok"
          aria-pressed={kept}
          aria-label={say('words-keep-which', { word })}
          onClick={() => void keepWord(word, !kept)}
        >
          {say(kept ? 'words-kept' : 'words-keep')}
        </button>
      </div>
      <ul class="survey-texts" aria-label={say('words-texts', { word })}>
        {texts.map(({ before, after }) => (
          <li key={before} class="survey-pair">
            <span class="survey-before" title={before}>
              {before}
            </span>
            <span class="tag-arrow" aria-hidden="true">
              →
            </span>
            <span class="hidden-text">{say('value-becomes')}</span>
            {after ? (
              <span class="survey-after" title={after}>
                {after}
              </span>
            ) : (
              <span class="tag-none">{say('value-empty')}</span>
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
    <section aria-label={say('words-yours')}>
      <h3>{say('words-yours-title')}</h3>
      <ul class="survey-kept">
        {words.map((word) => (
          <li key={word}>
            {word}{' '}
            <button type="button" class="link" aria-label={say('words-drop-which', { word })} onClick={() => void keepWord(word, false)}>
              {say('words-drop')}
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
          <p>{say('words-lead')}</p>
          <input
            class="field survey-search"
            type="search"
            placeholder={say('words-search-by')}
            aria-label={say('words-search')}
            autocomplete="off"
            value={search}
            onInput={(event) => setSearch(event.currentTarget.value)}
          />
          <Paged list={`${list} ${search}`} items={words} what="words" render={(word) => <Word key={word.word} word={word} />} />
          {words.length === 0 && <p class="survey-quiet">{say('words-no-match')}</p>}
          {survey.wordsMore && <p class="survey-quiet">{say('words-full')}</p>}
        </>
      )}
      <Kept words={gone} />
    </div>
  );
}
