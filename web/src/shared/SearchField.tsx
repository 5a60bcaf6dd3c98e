import { say } from '../words';

/** A search among attributes: by their name, tag or value. */
export function SearchField({ value, onSearch }: { value: string; onSearch: (text: string) => void }) {
  return (
    <input
      class="field"
      type="search"
      placeholder={say('attributes-search-by')}
      title={say('attributes-search-by')}
      aria-label={say('attributes-search')}
      autocomplete="off"
      spellcheck={false}
      value={value}
      onInput={(event) => onSearch(event.currentTarget.value)}
    />
  );
}
