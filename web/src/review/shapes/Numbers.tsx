/** Place and size as numbers: the way to draw without a mouse. */
import type { Area, Shape } from '../../case/shapes';
import { Field } from '../../shared/Field';
import { say } from '../../words';
import { finishNudge } from './nudge';
import { changeArea, changeRect, here } from './edit';
import { withCorners } from './forms';
import { rectBetween } from './rect';
import { cornersOf, cornerWords } from './corners';

const FIELDS = ['x', 'y', 'width', 'height'] as const;

/** `area` is the shape as it stands just now, while it is moved. */
export function Numbers({ shape, area }: { shape: Shape; area: Area }) {
  const set = (field: (typeof FIELDS)[number], text: string) => {
    finishNudge();
    const number = Math.round(Number(text));
    if (!here.value || !Number.isFinite(number)) return;
    const next = { ...shape, [field]: number };
    const opposite = { x: next.x + Math.max(1, next.width), y: next.y + Math.max(1, next.height) };
    const rect = rectBetween(next, opposite, here.value.subject);
    if (rect) changeRect(shape.id, rect);
  };
  const setCorners = (text: string) => {
    finishNudge();
    const corners = here.value && cornersOf(text, here.value.subject);
    const next = corners && withCorners(shape, corners);
    if (next) changeArea(shape.id, next);
  };
  return (
    <>
      <div class="numbers">
        {FIELDS.map((field) => (
          <label key={field}>
            {say(`shape-field-${field}`)}
            <Field type="number" min={0} value={area[field]} onEntered={(text) => set(field, text)} />
          </label>
        ))}
      </div>
      {shape.kind === 'polygon' && (
        <label class="corners">
          {say('shape-corners')}
          <Field look="mono" title={say('shape-corners-tip')} value={cornerWords(area.points)} onEntered={setCorners} />
        </label>
      )}
    </>
  );
}
