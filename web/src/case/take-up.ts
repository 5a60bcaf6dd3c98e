/** Takes a saved case up: its rules, redactions and decisions for the files that are here, each only where the bytes are the same. */
import { say } from '../words';
import { unkept } from './annotations';
import { decideAsSaved, setLeftOut } from './approve';
import { findImages } from './boxes';
import { copies } from './copies';
import { engine } from './engine';
import { add, annotate } from './history';
import { identifying } from './identifying';
import { caseKey, keyOrigin } from './key';
import { countScoped } from './only';
import { choose, isChosen, profile, siteRules } from './profile';
import { answer } from './question';
import { readSaved, saved, SavedError, writeSaved, type Kept, type Saved } from './saved';
import { allItems, drawing, named, numbered, patch, settle } from './store';
import { reconcile, written } from './writer';

const UIDS = 'retain-uids';

/** Why this case cannot be saved; null when it can. */
export function cannotSave(): string | null {
  if (keyOrigin.value.kind === 'random') return say('save-random-key');
  return profile.value.options.includes(UIDS) ? say('save-old-uids') : null;
}

/** With how many rules are for no file that is here, and so stay behind. Throws `SavedError`. */
export async function savedCase(): Promise<{ blob: Blob; behind: number }> {
  const { shapes, annotations } = drawing.value;
  // A copy with drawings is made anew from its image: it is no file that somebody adds again.
  const made = new Set(copies.value.map(({ id }) => id));
  const [items, drawn] = [allItems().filter(({ id }) => !made.has(id)), allItems().filter(({ id }) => made.has(id))];
  if ((await identifying(annotations.map(({ text }) => text))).size > 0) throw new SavedError(say('save-names'));
  const content = saved(profile.value, shapes, answer.value, items, annotations, drawn);
  const blob = new Blob([await writeSaved(content, caseKey())], { type: 'application/json' });
  return { blob, behind: countScoped(profile.value) - countScoped(content.profile) };
}

/** What came of it. */
export interface TakenUp {
  /** Instances of the file that are here. */
  found: number;
  missing: number;
  /** Rules of the file that this site does not allow. */
  refused: number;
}

/** Resolves when all is written anew; approvals come back with the digests. Throws `SavedError`, or what the engine says. */
export async function takeUp(text: string): Promise<TakenUp> {
  const content = await readSaved(text, caseKey());
  const refused = await takeProfile(content.profile);
  await takeRedactions(content.boxes);
  answer.value ??= content.answer && Object.freeze({ ...content.answer });

  const here = new Map<string, string>();
  for (const { id, stage, instance } of allItems()) if (stage === 'clean' && instance) here.set(instance.uid, id);
  const kept = content.instances.flatMap((each): [string, Kept][] => {
    const id = here.get(each.uid);
    return id === undefined ? [] : [[id, each]];
  });
  for (const [id, { waiver }] of kept) if (waiver !== null) patch(id, { waiver, approval: null });
  setLeftOut(kept.flatMap(([id, { leftOut }]) => (leftOut ? [id] : [])), true);
  takeAnnotations(content);
  reconcile();
  for (const [id, each] of kept) decideAsSaved(id, each);
  await written();
  settle();
  return { found: kept.length, missing: content.instances.length - kept.length, refused };
}

/** Through the engine, which knows what the site locks: resolves to how many of the rules it leaves out. */
async function takeProfile(wanted: Saved['profile']): Promise<number> {
  const own = profile.value.lookup;
  if (isChosen({ ...wanted, lookup: own })) return 0;
  const file = new File([await engine.profileText(wanted)], 'curtain-profile.toml');
  const imported = await engine.importScript(undefined, [file], siteRules(), wanted.ctp_hashes);
  if ('error' in imported) throw new SavedError(imported.error);
  choose(imported.profile);
  reconcile();
  await written();
  return imported.leftOut.length;
}

function takeAnnotations({ annotations = [] }: Saved): void {
  const here = new Map(allItems().flatMap((each) => (each.stage === 'clean' && each.instance ? [[each.instance.uid, each]] : [])));
  drawing.value = annotate(drawing.value, [], unkept(annotations, here).map(numbered));
}

async function takeRedactions(text: string | null): Promise<void> {
  if (text === null) return;
  const read = await engine.readBoxes(text);
  if ('error' in read) throw new SavedError(read.error);
  const { shapes } = findImages(read, allItems());
  drawing.value = add(drawing.value, shapes.map(named));
  reconcile();
  await written();
}
