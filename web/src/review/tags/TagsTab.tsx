/** Before, after and why, for every attribute of the shown object or of its series. */
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { displaced } from '../../case/displaced';
import { allItems } from '../../case/store';
import type { Instance, TagRow } from '../../engine/types';
import { Button, IconButton } from '../../shared/Button';
import type { Comparison } from '../../tags/differs';
import { filtered, hasRisk, isChanged, RISKS, type Risk } from '../../tags/filter';
import { TagTable } from '../../tags/TagTable';
import { TagTools, type Choices } from '../../tags/TagTools';
import { say } from '../../words';
import { series, shownItem } from '../state';
import { AttributeDialog } from './AttributeDialog';
import { compare, comparing, current, MOST, notCompared, stopComparing } from './comparing';
import { showTags, tags } from './tags';

const NONE: TagRow[] = [];

/** "all", "changed", "differs", "action:remove" or "risk:dates". */
type Which = string;

function wantedBy(which: Which, comparison: Comparison | null): ((row: TagRow) => boolean) | null {
  const [kind, of] = which.split(':');
  if (kind === 'changed') return isChanged;
  if (kind === 'differs') return (row) => comparison?.differs(row.path) ?? false;
  if (kind === 'action') return (row) => row.action === of;
  return kind === 'risk' ? (row) => hasRisk(row, of as Risk) : null;
}

const counted = (kind: string, attributes: number): string => say('tags-of-kind', { kind, attributes });

function groupsOf(rows: readonly TagRow[], comparison: Comparison | null): Choices[] {
  const actions = new Map<string, number>();
  for (const { action } of rows) actions.set(action, (actions.get(action) ?? 0) + 1);
  const risky = (risk: Risk) => rows.filter((row) => hasRisk(row, risk)).length;
  const differing = comparison ? rows.filter((row) => comparison.differs(row.path)).length : 0;
  return [
    { choices: [['changed', say('tags-changed')], ['all', say('tags-all')]] },
    ...(comparison ? [{ choices: [['differs', say('tags-differs', { attributes: differing })]] as const }] : []),
    { label: say('tags-worth'), choices: RISKS.map((risk) => [`risk:${risk}`, counted(say(`tags-risk-${risk}`), risky(risk))] as const) },
    { label: say('tags-done'), choices: [...actions].sort().map(([action, rows]) => [`action:${action}`, counted(action, rows)] as const) },
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
    <div class="tag-of" role="group" aria-label={say('tags-of')}>
      <button type="button" class="button" aria-pressed={!merged} onClick={() => choose(false)}>
        {say('tags-object')}
      </button>
      <button type="button" class="button" aria-pressed={merged} disabled={ids.length < 2} onClick={() => choose(true)}>
        {ids.length < 2 ? say('tags-series') : say('tags-series-of', { objects: ids.length })}
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
        <progress aria-label={say('compare-progress')} value={at.done} max={at.total} />
        <span>{say('compare-done-of', { done: at.done, objects: at.total })}</span>
        <Button onClick={stopComparing}>{say('cancel')}</Button>
      </div>
    );
  }
  const all = () => void compare(uid, ids, Infinity);
  if (!comparison) {
    return (
      <div class="tag-comparing">
        <span>{say(notCompared.value === uid ? 'compare-failed' : 'compare-stale')}</span>
        <Button onClick={() => void compare(uid, ids)}>{say('compare')}</Button>
      </div>
    );
  }
  const { files: objects, cut } = comparison;
  const some = objects < ids.length;
  return (
    <div class="tag-comparing">
      <span>
        {some
          ? say(cut ? 'compare-some-cut' : 'compare-some', { objects, all: ids.length })
          : say(cut ? 'compare-whole-cut' : 'compare-whole', { objects })}
      </span>
      {some && ids.length > MOST && <Button onClick={all}>{say('compare-all')}</Button>}
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
        <IconButton icon="unfold-horizontal" label={say('tags-wide')} pressed={wide} onClick={() => setWide(!wide)} />
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
      {!merged && state.kind === 'failed' && <p class="tag-empty">{say('tags-failed')}</p>}
      {!merged && state.kind === 'loading' && <p class="tag-empty">{say('tags-comparing')}</p>}
      {all.length > 0 && rows.length === 0 && <p class="tag-empty">{say('attributes-no-match')}</p>}
      {rows.length > 0 && (
        <TagTable
          label={say(merged ? 'tags-series-before-after' : 'tags-before-after')}
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
        {all.length > 0 ? say('attributes', { attributes: rows.length }) : ''}
      </span>
      {chosen && (
        <AttributeDialog row={chosen} rows={byPath} shown={item?.instance ?? null} comparison={comparison} merged={merged} onClose={close} />
      )}
    </div>
  );
}

function notesOf(instance: Instance | null): string[] {
  if (!instance?.pointsByPixels) return instance?.notes ?? [];
  const all = allItems().flatMap((each) => each.instance ?? []);
  return displaced(all).has(instance.uid) ? [say('tags-displaced'), ...instance.notes] : instance.notes;
}
