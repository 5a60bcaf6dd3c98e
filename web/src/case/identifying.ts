/** Texts that a person typed beside the images, searched by the engine for what identifies the patients of the case. */
import { engine } from './engine';
import { profile } from './profile';
import { allItems } from './store';

/** What identifies each patient of the case, as the engine takes it back. */
export function secretsOfAll(): unknown[] {
  return [...new Set(allItems().flatMap((each) => each.plan?.patient ?? []))].map(({ secrets }) => secrets);
}

/** Those of the texts that name a patient. Rejects where nobody can tell. */
export async function identifying(texts: readonly string[]): Promise<Set<string>> {
  const asked = [...new Set(texts)].filter((text) => text.trim() !== '');
  if (asked.length === 0) return new Set();
  const found = await engine.identifying({ profile: profile.value, patients: secretsOfAll(), texts: asked });
  return new Set(asked.filter((_, at) => found[at] !== false));
}
