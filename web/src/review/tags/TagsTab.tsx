/** Before, after and why, for every attribute of the shown object or of its series. */
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { displaced } from '../../case/displaced';
import { allItems } from '../../case/store';
import type { Instance, TagRow } from '../../engine/types';
import { Button, IconButton } from '../../shared/Button';
import { count } from '../../shared/words';
import type { Comparison } from '../../tags/differs';
import { filtered, hasRisk, isChanged, RISKS, type Risk } from '../../tags/filter';
import { TagTable } from '../../tags/TagTable';
import { TagTools, type Choices } from '../../tags/TagTools';
import { series, shownItem } from '../state';
import { AttributeDialog } from './AttributeDialog';
import { compare, comparing, current, MOST, notCompared, stopComparing } from './comparing';
import { showTags, tags } from './tags';

const NONE: TagRow[] = [];
const DISPLACED =
  'This object points into an image of the case that was cropped: what it marks or shows there has moved. Leave it out, or do not crop that image.';

/** "all", "changed", "differs", "action:remove" or "risk:dates". */
type Which = string;

function wantedBy(which: Which, comparison: Comparison | null): ((row: TagRow) => boolean) | null {
  const [kind, of] = which.split(':');
  if (kind === 'changed') return isChanged;
  if (kind === 'differs') return (row) => comparison?.differs(row.path) ?? false;
  if (kind === 'action') return (row) => row.action === of;
  return kind === 'risk' ? (row) => hasRisk(row, of as Risk) : null;
}

function groupsOf(rows: readonly TagRow[], comparison: Comparison | null): Choices[] {
  const actions = new Map<string, number>();
  for (const { action } of rows) actions.set(action, (actions.get(action) ?? 0) + 1);
  const risky = (risk: Risk) => rows.filter((row) => hasRisk(row, risk)).length;
  const differing = comparison ? rows.filter((row) => comparison.differs(row.path)).length : 0;
  return [
    { choices: [['changed', 'Changed'], ['all', 'All']] },
    ...(comparison ? [{ choices: [['differs', `Differs in the series (${differing.toLocaleString('en')})`]] as const }] : []),
    { label: 'Worth a look', choices: RISKS.map(([risk, words]) => [`risk:${risk}`, `${words} (${risky(risk).toLocaleString('en')})`] as const) },
    {
      label: 'What is done',
      choices: [...actions].sort().map(([action, files]) => [`action:${action}`, `${action} (${files.toLocaleString('en')})`] as const),
    },
  ];
}

interface OfProps {
  merged: boolean;
  onMerged: (merged: boolean) => void;
}

/** This object, or its series: that is compared when somebody asks for it. */
function Of({ merged, onMerged }: OfProps) {
  const { uid, ids } = series.value!;
  const choose = (all: boolean) => {
    onMerged(all);
    if (!all) stopComparing();
    else if (current.value?.series !== uid) void compare(uid, ids);
  };
  return (
    <div class="tag-of" role="group" aria-label="Attributes of">
      <button type="button" class="button" aria-pressed={!merged} onClick={() => choose(false)}>
        This object
      </button>
      <button type="button" class="button" aria-pressed={merged} disabled={ids.length < 2} onClick={() => choose(true)}>
        {ids.length < 2 ? 'Series' : `Series of ${ids.length.toLocaleString('en')}`}
      </button>
    </div>
  );
}

function HowCompared({ comparison }: { comparison: Comparison | null }) {
  const { uid, ids } = series.value!;
  const at = comparing.value?.series === uid ? comparing.value : null;
  if (at) {
    return (
      <div class="tag-comparing">
        <progress aria-label="Comparing the series" value={at.done} max={at.total} />
        <span>
          {at.done.toLocaleString('en')} of {count(at.total, 'object')}
        </span>
        <Button onClick={stopComparing}>Cancel</Button>
      </div>
    );
  }
  const all = () => void compare(uid, ids, Infinity);
  if (!comparison) {
    const words = notCompared.value === uid ? 'The series could not be compared.' : 'The series is not compared as it is now.';
    return (
      <div class="tag-comparing">
        <span>{words}</span>
        <Button onClick={() => void compare(uid, ids)}>Compare</Button>
      </div>
    );
  }
  const some = comparison.files < ids.length;
  return (
    <div class="tag-comparing">
      <span>
        {some
          ? `${count(comparison.files, 'object')}, evenly spread, of ${ids.length.toLocaleString('en')}`
          : `All ${count(comparison.files, 'object')} compared`}
        {comparison.cut && '; there are more attributes than fit'}
      </span>
      {some && ids.length > MOST && <Button onClick={all}>Compare all</Button>}
    </div>
  );
}

export function TagsTab() {
  const panel = useRef<HTMLDivElement>(null);
  const [search, setSearch] = useState('');
  const [asked, setWhich] = useState<Which>('changed');
  const [merged, setMerged] = useState(false);
  const [wide, setWide] = useState(false);
  const [chosen, setChosen] = useState<TagRow | null>(null);
  const [said, setSaid] = useState('');
  const item = shownItem.value;
  const uid = series.value?.uid ?? '';
  useEffect(() => showTags(item), [item?.candidate?.serial]);
  useEffect(() => {
    setMerged(false);
    setSaid('');
    return stopComparing;
  }, [uid]);
  const comparison = current.value?.series === uid ? current.value.comparison : null;
  const state = tags.value;
  const own = state.kind === 'rows' ? state.rows : NONE;
  const all = useMemo(() => (merged ? (comparison?.rows() ?? NONE) : own), [merged, comparison, own]);
  const groups = useMemo(() => groupsOf(all, comparison), [all, comparison]);
  // What was chosen may be of no use any more: all actions of the last object, or what differed before.
  const which = groups.some(({ choices }) => choices.some(([value]) => value === asked)) ? asked : 'changed';
  const { rows, open } = useMemo(() => filtered(all, search, wantedBy(which, comparison)), [all, search, which, comparison]);
  const byPath = useMemo(() => new Map(all.map((row) => [row.path, row])), [all]);
  const notes = notesOf(item?.instance ?? null);
  const close = (done: string | null) => {
    setChosen(null);
    if (done) setSaid(done);
    // The window that closed takes the focus with it.
    requestAnimationFrame(() => panel.current?.querySelector<HTMLElement>('[role="row"][tabindex="0"]')?.focus());
  };
  return (
    <div ref={panel} class={`tags-panel${wide ? ' wide' : ''}`}>
      <div class="tag-head">
        {series.value && <Of merged={merged} onMerged={setMerged} />}
        <IconButton icon="unfold-horizontal" label="Wide table" pressed={wide} onClick={() => setWide(!wide)} />
      </div>
      {merged && series.value && <HowCompared comparison={comparison} />}
      <TagTools search={search} onSearch={setSearch} which={which} groups={groups} onWhich={setWhich} />
      {notes.length > 0 && !merged && (
        <ul class="notes">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
      <p class={said ? 'tag-said' : 'hidden-text'} role="status">
        {said}
      </p>
      {!merged && state.kind === 'failed' && <p class="tag-empty">The attributes could not be compared.</p>}
      {!merged && state.kind === 'loading' && <p class="tag-empty">Comparing…</p>}
      {all.length > 0 && rows.length === 0 && <p class="tag-empty">No attribute matches.</p>}
      {rows.length > 0 && (
        <TagTable
          label={merged ? 'Attributes of the series before and after' : 'Attributes before and after'}
          rows={rows}
          open={open}
          list={`${uid} ${merged} ${which} ${search}`}
          comparison={comparison}
          merged={merged}
          wide={wide}
          onChoose={setChosen}
        />
      )}
      <span class="hidden-text" aria-live="polite">
        {all.length > 0 ? count(rows.length, 'attribute') : ''}
      </span>
      {chosen && <AttributeDialog row={chosen} rows={byPath} comparison={comparison} merged={merged} onClose={close} />}
    </div>
  );
}

function notesOf(instance: Instance | null): string[] {
  if (!instance?.pointsByPixels) return instance?.notes ?? [];
  const all = allItems().flatMap((each) => each.instance ?? []);
  return displaced(all).has(instance.uid) ? [DISPLACED, ...instance.notes] : instance.notes;
}
