/** A search among attributes: by their name, tag or value. */
export function SearchField({ value, onSearch }: { value: string; onSearch: (text: string) => void }) {
  return (
    <input
      class="field"
      type="search"
      placeholder="Name, tag or value"
      aria-label="Search attributes"
      autocomplete="off"
      spellcheck={false}
      value={value}
      onInput={(event) => onSearch(event.currentTarget.value)}
    />
  );
}
