/** One row for each attribute of the case, the riskiest first, and all of the chosen one beside it. */
import { signal } from '@preact/signals';
import { useMemo, useState } from 'preact/hooks';
import { profile } from '../case/profile';
import type { SurveyRow } from '../engine/types';
import { Rows, type RowPlace } from '../shared/Rows';
import { SearchField } from '../shared/SearchField';
import { say, type Plain } from '../words';
import { Detail } from './Detail';
import { Doings } from './Doings';
import { mark } from './judge';
import { Marks } from './Marks';
import { filtered, isRisky, judgementOf, lastOf, sorted, type Order, type Which } from './rows';
import { shown, type Shown } from './state';
import { FirstValues } from './Values';
import { inFiles, KEYS, spread } from './words';

const ROW = 70;

const WHICH: readonly Which[] = ['all', 'stays', 'goes', 'differs', 'unjudged', 'judged'];
const ORDERS: readonly Order[] = ['risk', 'standard', 'name'];

// Outside of the component: whoever looks at an image and comes back finds the table as it was.
const search = signal('');
const which = signal<Which>('all');
const order = signal<Order>('risk');

export function forgetTable(): void {
  search.value = '';
  which.value = 'all';
  order.value = 'risk';
}

/**
 * The rows in their order. It is made when somebody asks for it: a mark or a new reading changes rows, but moves none from under
 * the mouse.
 */
function useRows({ survey, list }: Shown): SurveyRow[] {
  const asked = [list, search.value, which.value, order.value] as const;
  const { paths, known } = useMemo(
    () => ({
      paths: filtered(sorted(survey.rows, order.value), search.value, which.value, profile.value.attributes).map((row) => row.path),
      known: new Set(survey.rows.map((row) => row.path)),
    }),
    asked,
  );
  return useMemo(() => {
    const rows = new Map(survey.rows.map((row) => [row.path, row]));
    const fresh = survey.rows.filter((row) => !known.has(row.path));
    return [...paths.flatMap((path) => rows.get(path) ?? []), ...fresh];
  }, [survey, paths]);
}

interface SelectProps<T> {
  label: string;
  value: T;
  choices: readonly T[];
  words: (choice: T) => string;
  onChoose: (value: T) => void;
}

function Select<T extends string>({ label, value, choices, words, onChoose }: SelectProps<T>) {
  return (
    <select class="field" aria-label={label} value={value} onChange={(event) => onChoose(event.currentTarget.value as T)}>
      {choices.map((name) => (
        <option key={name} value={name}>
          {words(name)}
        </option>
      ))}
    </select>
  );
}

function Tools({ rows, of }: { rows: readonly SurveyRow[]; of: number }) {
  const judged = rows.filter((row) => judgementOf(row, profile.value.attributes) !== null).length;
  return (
    <div class="survey-tools">
      <SearchField value={search.value} onSearch={(text) => (search.value = text)} />
      <Select
        label={say('attributes-filter')}
        value={which.value}
        choices={WHICH}
        words={(name) => say(`survey-filter-${name}`)}
        onChoose={(value) => {
          which.value = value;
        }}
      />
      <Select
        label={say('survey-order')}
        value={order.value}
        choices={ORDERS}
        words={(name) => say(`survey-order-${name}`)}
        onChoose={(value) => {
          order.value = value;
        }}
      />
      <span class="keys" title={say('survey-keys-tip', KEYS)}>
        {say('survey-keys', KEYS)}
      </span>
      <span class="survey-quiet" aria-live="polite">
        {rows.length === of ? say('survey-count', { attributes: of, judged }) : say('survey-count-some', { some: rows.length, attributes: of, judged })}
      </span>
    </div>
  );
}

const HEADS = ['attribute', 'survey-values', 'survey-happens', 'survey-spread', 'survey-judgement'] as const satisfies readonly Plain[];

function Head() {
  return (
    <div role="row" aria-rowindex={1} class="survey-row survey-heads">
      {HEADS.map((message) => (
        <span key={message} role="columnheader">
          {say(message)}
        </span>
      ))}
    </div>
  );
}

interface RowProps {
  row: SurveyRow;
  place: RowPlace;
  here: boolean;
  onMore: () => void;
}

function Row({ row, place, here, onMore }: RowProps) {
  const { survey } = shown.value!;
  const judgement = judgementOf(row, profile.value.attributes);
  const inside = row.path.slice(0, -lastOf(row.path).length).replace(/\.$/, '');
  return (
    <div
      {...place}
      class={`survey-row${here ? ' here' : ''}${judgement ? ' judged' : ''}`}
      aria-selected={here}
      onMouseDown={place.onFocus}
    >
      <div role="gridcell" class="survey-name">
        <strong title={row.path}>{row.name || say(row.private ? 'attribute-private' : 'attribute-unnamed')}</strong>
        <span class="mono" title={row.path}>
          {row.name ? row.tag : lastOf(row.path)} {row.vr}
        </span>
        <span class="survey-quiet" title={inside}>
          {inside ? say('survey-inside', { path: inside }) : inFiles(row, survey.files)}
        </span>
      </div>
      <div role="gridcell" class="survey-cell">
        <FirstValues row={row} onMore={onMore} />
      </div>
      <div role="gridcell" class="survey-cell">
        <Doings row={row} />
      </div>
      <div role="gridcell" class="survey-cell">
        <span class={`chip${judgement === null && isRisky(row) ? ' warn' : ''}`}>{spread(row, survey.patients)}</span>
      </div>
      <div role="gridcell" class="survey-cell">
        {row.fixed ? (
          <span class="survey-why survey-fixed" title={row.fixed}>
            {row.fixed}
          </span>
        ) : (
          <Marks row={row} tabIndex={place.tabIndex} />
        )}
      </div>
    </div>
  );
}

function toDetail(): void {
  requestAnimationFrame(() => document.getElementById('survey-detail')?.focus());
}

/** S and N judge the row that has the focus, U takes the word back, Enter goes to all of its values. */
function onKey(event: KeyboardEvent, row: SurveyRow | undefined): void {
  if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
  const isRow = (event.target as HTMLElement).getAttribute('role') === 'row';
  const key = event.key.toUpperCase();
  if (isRow && key === 'ENTER') toDetail();
  else if (row.fixed) return;
  else if (key === KEYS.safe && row.safe !== null) void mark(row.path, true);
  else if (key === KEYS.unsafe && row.unsafe !== null) void mark(row.path, false);
  else if (key === KEYS.neither) void mark(row.path, null);
  else return;
  event.preventDefault();
}

export function Attributes({ shown: now }: { shown: Shown }) {
  const rows = useRows(now);
  const [path, setPath] = useState('');
  const here = rows.find((row) => row.path === path) ?? rows[0];
  return (
    <>
      <Tools rows={rows} of={now.survey.rows.length} />
      <div class="survey-split">
        {rows.length === 0 ? (
          <p class="survey-empty">{say('attributes-no-match')}</p>
        ) : (
          <Rows
            rows={rows}
            height={ROW}
            role="grid"
            label={say('survey')}
            columns={HEADS.length}
            head={<Head />}
            list={`${now.list} ${which.value} ${order.value} ${search.value}`}
            onFocus={(at) => setPath(rows[at]!.path)}
            onKey={(event, at) => onKey(event, rows[at])}
            render={(row, place, at) => (
              <Row
                key={at}
                row={row}
                place={place}
                here={row === here}
                onMore={() => {
                  setPath(row.path);
                  toDetail();
                }}
              />
            )}
          />
        )}
        <Detail row={here} />
      </div>
      {now.survey.rowsMore && <p class="survey-note">{say('survey-full')}</p>}
    </>
  );
}
