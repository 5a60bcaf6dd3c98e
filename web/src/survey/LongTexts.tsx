/** Long texts go as a whole, unless somebody has read what is left of one and lets just that stay. */
import { profile } from '../case/profile';
import type { LongText } from '../engine/types';
import { count } from '../shared/words';
import { CleansDescriptors } from './CleansDescriptors';
import { keepText, said } from './judge';
import { Paged } from './Paged';
import { lastOf } from './rows';
import { shown, type Shown } from './state';

function Text({ text: { digest, before, after, paths, files, words } }: { text: LongText }) {
  const kept = said.value.get(digest) ?? profile.value.keep_texts.includes(digest);
  // With other words that stay it is another text, of which nothing is known yet.
  const isOld = JSON.stringify(shown.value?.profile.keep_words) !== JSON.stringify(profile.value.keep_words);
  const name = `${paths.map(lastOf).join(', ')}, ${count(files, 'file')}`;
  return (
    <li class={`survey-card${kept ? ' kept' : ''}`}>
      <div class="survey-card-head">
        <strong>{paths.map(lastOf).join(', ')}</strong>
        <span class="survey-quiet">{count(files, 'file')}</span>
        <button
          type="button"
          class="survey-mark ok"
          aria-pressed={kept}
          aria-label={`Let this text stay: ${name}`}
          disabled={!after || isOld}
          onClick={() => void keepText(digest, !kept)}
        >
          {kept ? 'Stays' : 'Let it stay'}
        </button>
      </div>
      <h4>What would stay</h4>
      {after ? <p class="survey-text">{after}</p> : <p class="tag-none">Nothing is left of it.</p>}
      {words.length > 0 && <p class="survey-quiet">Without these words, which stand under Words left over: {words.join(', ')}.</p>}
      <details>
        <summary>As it stands in the file</summary>
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
          <p>
            Comments and reports go as a whole. Read what would stay of each: if it names nobody and tells no date or place, let it
            stay, in exactly these words. Judge the words left over first; with each the text is another.
          </p>
          <Paged list={list} items={survey.texts} what="texts" render={(text) => <Text key={text.digest} text={text} />} />
          {survey.textsMore && <p class="survey-quiet">There are more, in fewer files. They go.</p>}
        </>
      )}
    </div>
  );
}
