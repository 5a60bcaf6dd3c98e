/** What is searched for in a table of attributes, and which of them are in it. */
import { SearchField } from '../shared/SearchField';
import { say } from '../words';

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
      <SearchField value={search} onSearch={onSearch} />
      <select class="field" aria-label={say('attributes-filter')} value={which} onChange={(event) => onWhich(event.currentTarget.value)}>
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
