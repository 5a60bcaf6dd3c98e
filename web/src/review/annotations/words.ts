/** How a drawing or a key image is named in lists. */
import type { Annotation, Spot } from '../../case/annotations';
import { say } from '../../words';

export function nameOf({ kind, text }: Annotation): string {
  if (kind === 'key image') return say('key-image');
  if (kind !== 'text') return say(`drawing-${kind}`);
  return text ? say('drawing-text-of', { text }) : say('drawing-text-empty');
}

export function spotWords([x, y]: Spot): string {
  return say('drawing-spot', { x: String(x), y: String(y) });
}

/** For a screen reader, while it is moved. */
export function labelOf(annotation: Annotation): string {
  const name = nameOf(annotation);
  const from = spotWords(annotation.from);
  return annotation.kind === 'text'
    ? say('drawing-at', { name, from })
    : say('drawing-between', { name, from, to: spotWords(annotation.to) });
}
