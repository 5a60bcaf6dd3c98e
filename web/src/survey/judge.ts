/** What a person says of attributes, words and texts: it becomes part of the profile, and can be undone step by step. */
import { signal } from '@preact/signals';
import { engine } from '../case/engine';
import { isFailure } from '../case/lanes';
import { choose, profile, siteRules } from '../case/profile';
import { reconcile } from '../case/writer';
import type { JudgeRequest, Profile, Strategy } from '../engine/types';
import { say } from '../words';

type Part = Pick<Profile, 'attributes' | 'keep_words' | 'keep_texts'>;

/** A difference of two profiles, which holds also where something else was changed meanwhile. */
interface Step {
  readonly attributes: ReadonlyMap<string, readonly [Strategy | undefined, Strategy | undefined]>;
  readonly words: Difference;
  readonly texts: Difference;
}

interface Difference {
  readonly more: readonly string[];
  readonly fewer: readonly string[];
}

export const undoable = signal<readonly Step[]>([]);
export const redoable = signal<readonly Step[]>([]);
/** Why the last mark was not taken; null when it was. */
export const refusal = signal<string | null>(null);

/** Each mark starts from what the one before it made. */
let line: Promise<void> = Promise.resolve();

export function forgetJudgements(): void {
  undoable.value = [];
  redoable.value = [];
  refusal.value = null;
  said.value = new Map();
}

/** What was said and is not in the profile yet, by path, word or digest: the buttons show it at once. */
export const said = signal<ReadonlyMap<string, boolean | null>>(new Map());

export const mark = (path: string, safe: boolean | null): Promise<void> => judge(path, safe, { marks: [{ path, safe }] });
export const keepWord = (word: string, accept: boolean): Promise<void> => judge(word, accept, { words: [{ word, accept }] });
export const keepText = (digest: string, accept: boolean): Promise<void> => judge(digest, accept, { texts: [{ digest, accept }] });

function judge(what: string, word: boolean | null, request: Partial<JudgeRequest>): Promise<void> {
  said.value = new Map([...said.value, [what, word]]);
  line = line
    .then(() => answer(request))
    .catch((error: unknown) => {
      if (isFailure(error)) refusal.value = say('survey-no-answer');
    })
    .then(() => {
      said.value = new Map([...said.value].filter(([each, last]) => each !== what || last !== word));
    });
  return line;
}

async function answer(request: Partial<JudgeRequest>): Promise<void> {
  const before = profile.value;
  const { profile: after, sentence } = await engine.judge({ profile: before, marks: [], words: [], texts: [], ...request });
  refusal.value = sentence;
  if (after === null) return;
  const step = between(before, after);
  if (isNothing(step)) return;
  refusal.value = await locked(step);
  if (refusal.value !== null) return;
  if (!apply(step)) return;
  undoable.value = [...undoable.value, step];
  redoable.value = [];
}

/** Why the site does not let it; null where it does. */
async function locked(step: Step): Promise<string | null> {
  for (const [path, [, strategy]] of step.attributes) {
    if (strategy === undefined) continue;
    const checked = await engine.checkOverride(path, strategy, siteRules());
    if ('error' in checked) return checked.error;
  }
  return null;
}

export function undo(): void {
  const step = undoable.value.at(-1);
  if (!step || !apply(reversed(step))) return;
  undoable.value = undoable.value.slice(0, -1);
  redoable.value = [...redoable.value, step];
}

export function redo(): void {
  const step = redoable.value.at(-1);
  if (!step || !apply(step)) return;
  redoable.value = redoable.value.slice(0, -1);
  undoable.value = [...undoable.value, step];
}

/** False where the rules did not let it. */
function apply(step: Step): boolean {
  const old = profile.value;
  const attributes: Record<string, Strategy> = { ...old.attributes };
  for (const [path, [, strategy]] of step.attributes) {
    if (strategy === undefined) delete attributes[path];
    else attributes[path] = strategy;
  }
  choose({ attributes, keep_words: changed(old.keep_words, step.words), keep_texts: changed(old.keep_texts, step.texts) });
  if (profile.value === old) return false;
  reconcile();
  return true;
}

const changed = (list: readonly string[], { more, fewer }: Difference): string[] =>
  [...new Set([...list.filter((each) => !fewer.includes(each)), ...more])].sort();

function difference(before: readonly string[], after: readonly string[]): Difference {
  return { more: after.filter((each) => !before.includes(each)), fewer: before.filter((each) => !after.includes(each)) };
}

function between(before: Part, after: Part): Step {
  const attributes = new Map<string, readonly [Strategy | undefined, Strategy | undefined]>();
  for (const path of new Set([...Object.keys(before.attributes), ...Object.keys(after.attributes)])) {
    const [one, other] = [before.attributes[path], after.attributes[path]];
    if (JSON.stringify(one) !== JSON.stringify(other)) attributes.set(path, [one, other]);
  }
  return {
    attributes,
    words: difference(before.keep_words, after.keep_words),
    texts: difference(before.keep_texts, after.keep_texts),
  };
}

const isNothing = ({ attributes, words, texts }: Step): boolean =>
  attributes.size + words.more.length + words.fewer.length + texts.more.length + texts.fewer.length === 0;

const turned = ({ more, fewer }: Difference): Difference => ({ more: fewer, fewer: more });

function reversed({ attributes, words, texts }: Step): Step {
  const back = new Map([...attributes].map(([path, [one, other]]) => [path, [other, one] as const]));
  return { attributes: back, words: turned(words), texts: turned(texts) };
}
