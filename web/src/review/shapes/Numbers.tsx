/** Place and size as numbers: the way to draw without a mouse. */
import type { Shape } from '../../case/shapes';
import { changeRect, here } from './edit';
import { rectBetween } from './rect';

const FIELDS = ['x', 'y', 'width', 'height'] as const;
const NAMES = { x: 'Left', y: 'Top', width: 'Width', height: 'Height' };

export function Numbers({ shape }: { shape: Shape }) {
  const set = (field: (typeof FIELDS)[number], text: string) => {
    const number = Math.round(Number(text));
    if (!here.value || !Number.isFinite(number)) return;
    const next = { ...shape, [field]: number };
    const opposite = { x: next.x + Math.max(1, next.width), y: next.y + Math.max(1, next.height) };
    const rect = rectBetween(next, opposite, here.value.subject);
    if (rect) changeRect(shape.id, rect);
  };
  return (
    <div class="numbers">
      {FIELDS.map((field) => (
        <label key={field}>
          {NAMES[field]}
          <input
            class="field"
            type="number"
            min={0}
            value={shape[field]}
            onChange={(event) => set(field, event.currentTarget.value)}
          />
        </label>
      ))}
    </div>
  );
}
