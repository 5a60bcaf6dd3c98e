/** What is searched for in a table of attributes, and which of them are in it. */

export interface Choices {
  /** Above a group; none for those that stand for themselves. */
  label?: string;
  choices: readonly (readonly [value: string, words: string])[];
}

interface TagToolsProps {
  search: string;
  onSearch: (search: string) => void;
  which: string;
  groups: readonly Choices[];
  onWhich: (which: string) => void;
}

export function TagTools({ search, onSearch, which, groups, onWhich }: TagToolsProps) {
  const options = ({ choices }: Choices) =>
    choices.map(([value, words]) => (
      <option key={value} value={value}>
        {words}
      </option>
    ));
  return (
    <div class="tag-tools">
      <input
        class="field"
        type="search"
        placeholder="Name, tag or value"
        aria-label="Search attributes"
        autocomplete="off"
        spellcheck={false}
        value={search}
        onInput={(event) => onSearch(event.currentTarget.value)}
      />
      <select class="field" aria-label="Which attributes" value={which} onChange={(event) => onWhich(event.currentTarget.value)}>
        {groups.map((group) =>
          group.label ? (
            <optgroup key={group.label} label={group.label}>
              {options(group)}
            </optgroup>
          ) : (
            options(group)
          ),
        )}
      </select>
    </div>
  );
}
