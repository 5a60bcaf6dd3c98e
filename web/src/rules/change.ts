/** Every change of the rules that is made in this step. */
import { choose, chooseAttribute } from '../case/profile';
import type { Scope } from '../case/only';
import { reconcile } from '../case/writer';
import type { Profile, Strategy } from '../engine/types';
import { showPreview } from './preview';

/** The one file that somebody looks at comes first; the others are written anew behind it. */
function follow(): void {
  showPreview();
  reconcile();
}

export function change(choice: Partial<Profile>): void {
  choose(choice);
  follow();
}

/** Null takes the override out. */
export function changeAttribute(path: string, value: Strategy | null, scope?: Scope): void {
  chooseAttribute(path, value, scope);
  follow();
}
