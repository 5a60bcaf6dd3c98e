/** Long texts go as a whole, unless somebody has read what is left of one and lets just that stay. */
import { profile } from '../case/profile';
import type { LongText } from '../engine/types';
import { say } from '../words';
import { CleansDescriptors } from './CleansDescriptors';
import { keepText, said } from './judge';
import { Paged } from './Paged';
import { lastOf } from './rows';
import { shown, type Shown } from './state';

function Text({ text: { digest, before, after, paths, files, words } }: { text: LongText }) {
  const kept = said.value.get(digest) ?? profile.value.keep_texts.includes(digest);
  // With other words that stay it is another text, of which nothing is known yet.
  const isOld = JSON.stringify(shown.value?.profile.keep_words) !== JSON.stringify(profile.value.keep_words);
  const names = paths.map(lastOf).join(', ');
  return (
    <li class={`survey-card${kept ? ' kept' : ''}`}>
      <div class="survey-card-head">
        <strong>{names}</strong>
        <span class="survey-quiet">{say('files', { files })}</span>
        <button
          type="button"
          class="survey-mark ok"
          aria-pressed={kept}
          aria-label={say('texts-stay-which', { text: say('texts-where', { paths: names, files }) })}
          disabled={!after || isOld}
          onClick={() => void keepText(digest, !kept)}
        >
          {say(kept ? 'texts-stays' : 'texts-stay')}
        </button>
      </div>
      <h4>{say('texts-would-stay')}</h4>
      {after ? <p class="survey-text">{after}</p> : <p class="tag-none">{say('texts-nothing')}</p>}
      {words.length > 0 && <p class="survey-quiet">{say('texts-without', { words: words.join(', ') })}</p>}
      <details>
        <summary>{say('texts-source')}</summary>
        <p class="survey-text">{before}</p>
      </details>
    </li>
  );
}

export function LongTexts({ shown: { survey, list } }: { shown: Shown }) {
  return (
    <div class="survey-page">
      <CleansDescriptors what="texts" any={survey.texts.length > 0} />
      {survey.texts.length > 0 && (
        <>
          <p>{say('texts-lead')}</p>
          <Paged list={list} items={survey.texts} what="texts" render={(text) => <Text key={text.digest} text={text} />} />
          {survey.textsMore && <p class="survey-quiet">{say('words-full')}</p>}
        </>
      )}
    </div>
  );
}
