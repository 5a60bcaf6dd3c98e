import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Item } from '../case/model';
import { profile } from '../case/profile';
import { current } from '../case/store';
import type { TagRow } from '../engine/types';
import { IconButton } from '../shared/Button';
import { count } from '../shared/words';
import { filtered, isChanged, type Found } from '../tags/filter';
import { TagTable } from '../tags/TagTable';
import { TagTools } from '../tags/TagTools';
import { preview, previewable, previewAt, previewState, showPreview, type PreviewState } from './preview';

const CHOICES = [['changed', 'Changed'], ['fresh', 'By the last change'], ['all', 'All']] as const;
type Which = (typeof CHOICES)[number][0];
const GROUPS = [{ choices: CHOICES }];
const NONE: Found = { rows: [], open: new Set() };

const SENTENCES: Partial<Record<PreviewState, string>> = {
  none: 'As soon as all files are read, what the rules do to one of them stands here.',
  asking: 'Comparing…',
  held: 'Under these rules this file stays in quarantine: nothing of it would leave.',
  failed: 'The attributes could not be compared.',
};

/** By its new name, never by that of the file, which may be the patient's. */
function told(item: Item): string {
  const series = item.instance?.series;
  const words = series && [series.modality, series.description].filter(Boolean).join(' ');
  return item.instance ? `${words ? `${words} · ` : ''}${item.instance.name}` : 'not written yet';
}

function FileChoice({ files }: { files: readonly Item[] }) {
  const at = Math.min(previewAt.value, files.length - 1);
  const go = (to: number) => {
    if (Number.isFinite(to)) previewAt.value = Math.min(files.length - 1, Math.max(0, Math.round(to)));
    showPreview();
  };
  return (
    <div class="preview-file">
      <label>
        File
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
        of {files.length.toLocaleString('en')}
      </label>
      <IconButton icon="arrow-left" label="File before" disabled={at === 0} onClick={() => go(at - 1)} />
      <IconButton icon="arrow-right" label="Next file" disabled={at === files.length - 1} onClick={() => go(at + 1)} />
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
  const sentence = shown ? (rows.length === 0 ? 'No attribute matches.' : '') : SENTENCES[state];
  return (
    <aside class="preview" aria-label="Preview on one file">
      <h3>Preview on one file</h3>
      {files.length > 0 && (
        <>
          <FileChoice files={files} />
          <TagTools search={search} onSearch={setSearch} which={which} groups={GROUPS} onWhich={(value) => setWhich(value as Which)} />
        </>
      )}
      {sentence && <p class="tag-empty">{sentence}</p>}
      {held && <p class="tag-empty">{held}</p>}
      {shown && rows.length > 0 && (
        <div class="preview-rows" aria-busy={state === 'asking'}>
          <TagTable label="Attributes of one file before and after" rows={rows} open={open} list={`${shown.id} ${which} ${search}`} marked={shown.fresh} />
        </div>
      )}
      <span class="hidden-text" aria-live="polite">
        {state === 'shown' ? `${count(rows.length, 'attribute')}, ${shown?.fresh.size ?? 0} by the last change` : ''}
      </span>
    </aside>
  );
}
