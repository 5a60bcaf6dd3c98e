import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Item } from '../case/model';
import { profile } from '../case/profile';
import { current } from '../case/store';
import type { TagRow } from '../engine/types';
import { IconButton } from '../shared/Button';
import { filtered, isChanged, type Found } from '../tags/filter';
import { TagTable } from '../tags/TagTable';
import { TagTools } from '../tags/TagTools';
import { say, sayWith, type Plain } from '../words';
import { preview, previewable, previewAt, previewState, showPreview, type PreviewState } from './preview';

const CHOICES = [['changed', 'tags-changed'], ['fresh', 'preview-fresh'], ['all', 'tags-all']] as const satisfies readonly (readonly [string, Plain])[];
type Which = (typeof CHOICES)[number][0];
const NONE: Found = { rows: [], open: new Set() };

const SENTENCES: Partial<Record<PreviewState, Plain>> = {
  none: 'preview-none',
  asking: 'tags-comparing',
  held: 'preview-held',
  failed: 'tags-failed',
};

/** By its new name, never by that of the file, which may be the patient's. */
function told(item: Item): string {
  const series = item.instance?.series;
  const words = series && [series.modality, series.description].filter(Boolean).join(' ');
  return item.instance ? `${words ? `${words} · ` : ''}${item.instance.name}` : say('preview-unwritten');
}

function FileChoice({ files }: { files: readonly Item[] }) {
  const at = Math.min(previewAt.value, files.length - 1);
  const go = (to: number) => {
    if (Number.isFinite(to)) previewAt.value = Math.min(files.length - 1, Math.max(0, Math.round(to)));
    showPreview();
  };
  const number = (
    <input
      class="field"
      type="number"
      min={1}
      max={files.length}
      value={at + 1}
      onChange={(event) => {
        go(Number(event.currentTarget.value) - 1);
        event.currentTarget.value = String(previewAt.value + 1);
      }}
    />
  );
  return (
    <div class="preview-file">
      <label>
        {sayWith('preview-file', { number, files: files.length })}
      </label>
      <IconButton icon="arrow-left" label={say('preview-before')} disabled={at === 0} onClick={() => go(at - 1)} />
      <IconButton icon="arrow-right" label={say('preview-next')} disabled={at === files.length - 1} onClick={() => go(at + 1)} />
      <p class="preview-name" title={told(files[at]!)}>
        {told(files[at]!)}
      </p>
    </div>
  );
}

/** One file as the rules in force would write it, beside the rules. */
export function PreviewPanel() {
  const [search, setSearch] = useState('');
  const [which, setWhich] = useState<Which>('changed');
  const files = useMemo(previewable, [current.value]);
  useEffect(showPreview, [files, profile.value]);
  const state = previewState.value;
  const shown = preview.value;
  const { rows, open } = useMemo(() => {
    if (!shown) return NONE;
    const isFresh = (row: TagRow) => shown.fresh.has(row.path);
    // What has just become kept is still of interest.
    const wanted = { all: null, fresh: isFresh, changed: (row: TagRow) => isChanged(row) || isFresh(row) }[which];
    return filtered(shown.rows, search, wanted);
  }, [shown, search, which]);
  const held = state === 'held' ? files[Math.min(previewAt.value, files.length - 1)]?.reason?.sentence : undefined;
  const sentence = shown ? rows.length === 0 && 'attributes-no-match' : SENTENCES[state];
  const groups = [{ choices: CHOICES.map(([name, words]) => [name, say(words)] as const) }];
  return (
    <aside class="preview" aria-label={say('preview')}>
      <h3>{say('preview')}</h3>
      {files.length > 0 && (
        <>
          <FileChoice files={files} />
          <TagTools search={search} onSearch={setSearch} which={which} groups={groups} onWhich={(value) => setWhich(value as Which)} />
        </>
      )}
      {sentence && <p class="tag-empty">{say(sentence)}</p>}
      {held && <p class="tag-empty">{held}</p>}
      {shown && rows.length > 0 && (
        <div class="preview-rows" aria-busy={state === 'asking'}>
          <TagTable label={say('preview-table')} rows={rows} open={open} list={`${shown.id} ${which} ${search}`} marked={shown.fresh} />
        </div>
      )}
      <span class="hidden-text" aria-live="polite">
        {state === 'shown' && say('preview-told', { attributes: rows.length, fresh: shown?.fresh.size ?? 0 })}
      </span>
    </aside>
  );
}
