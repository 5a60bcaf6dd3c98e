/** All redactions that hold for the shown image, with their numbers: the way to draw without a mouse. */
import './redactions.css';
import type { Shape } from '../../case/shapes';
import { Button, IconButton } from '../../shared/Button';
import { addAction } from '../actions/shapes';
import { cannotRedact, changeRect, changeScope, instanceShapes, removeShape } from '../shapes/edit';
import { rectBetween } from '../shapes/rect';
import { move } from '../actions/navigate';
import { place, scope, selected, series, shownItem, tool, type Scope } from '../state';

const FIELDS = ['x', 'y', 'width', 'height'] as const;
const NAMES = { x: 'Left', y: 'Top', width: 'Width', height: 'Height' };

function where(shape: Shape): string {
  const frames = shownItem.value?.instance?.image?.frames ?? 1;
  if (shape.target.kind === 'series') return 'whole series';
  if (shape.target.kind === 'frame') return `frame ${shape.target.frame + 1}`;
  return frames > 1 ? `all ${frames} frames` : 'this image';
}

function Numbers({ shape }: { shape: Shape }) {
  const image = shownItem.value!.instance!.image!;
  const set = (field: (typeof FIELDS)[number], text: string) => {
    const number = Math.round(Number(text));
    if (!Number.isFinite(number)) return;
    const next = { ...shape, [field]: number };
    const rect = rectBetween(next, { x: next.x + Math.max(1, next.width), y: next.y + Math.max(1, next.height) }, image);
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

function jumpTo({ target }: Shape): void {
  if (target.kind !== 'frame' || target.frame === place.value?.frame) return;
  move(series.value!.stack.findIndex(({ id, frame }) => id === target.item && frame === target.frame));
}

function Row({ shape }: { shape: Shape }) {
  const chosen = selected.value === shape.id;
  const frames = shownItem.value?.instance?.image?.frames ?? 1;
  return (
    <li class={`redaction${chosen ? ' here' : ''}`}>
      <button
        type="button"
        class="redaction-name"
        aria-pressed={chosen}
        onClick={() => {
          jumpTo(shape);
          tool.value = 'redact';
          selected.value = shape.id;
        }}
      >
        <strong>Rectangle</strong> on {where(shape)}
        <span class="mono">
          {shape.x}, {shape.y} · {shape.width} × {shape.height}
        </span>
      </button>
      <IconButton icon="trash-2" label="Delete this rectangle" onClick={() => removeShape(shape.id)} />
      {chosen && (
        <div class="redaction-more">
          <Numbers shape={shape} />
          <label class="choice">
            Apply to
            <select
              class="field"
              value={shape.target.kind}
              onChange={(event) => changeScope(shape.id, event.currentTarget.value as Scope)}
            >
              {frames > 1 && <option value="frame">This frame</option>}
              <option value="frames">{frames > 1 ? `All ${frames} frames` : 'This image'}</option>
              <option value="series">Whole series</option>
            </select>
          </label>
        </div>
      )}
    </li>
  );
}

function Syntax() {
  const instance = shownItem.value?.instance;
  const syntax = instance?.image?.redactedSyntax;
  const grows = instance?.image?.grows;
  if (!syntax) return null;
  return (
    <p class="redaction-note">
      With a redaction this object is written as {syntax}. The values inside a rectangle are blanked for good; all others stay
      exactly as they are.
      {grows && (
        <> It was compressed with a loss, which smears text into its neighbourhood: a rectangle grows to the dashed line.</>
      )}
    </p>
  );
}

export function RedactionsTab() {
  const problem = cannotRedact.value;
  const shapes = instanceShapes.value;
  return (
    <div class="redactions">
      {problem !== null && <p class="redaction-note warn-text">{problem}</p>}
      {problem === null && <Syntax />}
      {shapes.length === 0 && problem === null && (
        <p class="redaction-note">
          Nothing is blacked out here. Press <kbd>R</kbd> and draw a rectangle over what identifies somebody, or add one and set
          its numbers.
        </p>
      )}
      <ul>
        {shapes.map((shape) => (
          <Row key={shape.id} shape={shape} />
        ))}
      </ul>
      {problem === null && (
        <div class="redaction-add">
          <Button icon="plus" onClick={addAction.run}>
            Add a rectangle
          </Button>
          <span>for {scope.value === 'series' ? 'the whole series' : scope.value === 'frame' ? 'this frame' : 'this object'}</span>
        </div>
      )}
    </div>
  );
}
