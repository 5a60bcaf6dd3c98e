/** What the selected redaction is like and holds for, or the next one where none is selected. */
import type { Area, Shape } from '../../case/shapes';
import { IconButton } from '../../shared/Button';
import type { IconName } from '../../shared/icons';
import { say, sayWith } from '../../words';
import { title } from '../actions/action';
import { copyAction } from '../actions/shapes';
import { draft, range, scope, selected, tool } from '../state';
import { changeArea, changeScope, here, instanceShapes } from './edit';
import { asKind } from './forms';
import { Numbers } from './Numbers';
import { pen, type Pen } from './pen';
import { rangeOf, scopeOf, usualRange } from './scope';
import { ScopeChoice } from './ScopeChoice';
import { labelOf } from './words';

const KINDS: { kind: Area['kind']; icon: IconName }[] = [
  { kind: 'rectangle', icon: 'square' },
  { kind: 'ellipse', icon: 'circle' },
  { kind: 'polygon', icon: 'pentagon' },
];

const FILLS: Area['fill'][] = ['black', 'white', 'background'];

function Form({ of, onChange }: { of: Pen; onChange: (to: Partial<Pen>) => void }) {
  return (
    <div class="form-row">
      <span class="kinds" role="group" aria-label={say('shape-form')}>
        {KINDS.map(({ kind, icon }) => (
          <IconButton
            key={kind}
            icon={icon}
            label={say(`shape-${kind}`)}
            pressed={of.kind === kind}
            onClick={() => onChange({ kind })}
          />
        ))}
      </span>
      <label class="choice">
        {say('shape-fill')}
        <select class="field" value={of.fill} onChange={(event) => onChange({ fill: event.currentTarget.value as Area['fill'] })}>
          {FILLS.map((fill) => (
            <option key={fill} value={fill}>
              {say(`shape-fill-${fill}`)}
            </option>
          ))}
        </select>
      </label>
      <label class="inside">
        <input type="checkbox" checked={of.outside} onChange={(event) => onChange({ outside: event.currentTarget.checked })} />
        {say('action-keep-inside')}
      </label>
    </div>
  );
}

function Selected({ shape }: { shape: Shape }) {
  const now = here.value!;
  const area = (draft.value?.id === shape.id && draft.value.area) || shape;
  const heading = say(shape.crop ? 'shape-crop' : 'shape-selected');
  return (
    <section class="properties" aria-label={heading}>
      <h3>
        {heading}
        {!shape.crop && (
          <IconButton icon="copy" label={say(copyAction.label)} title={title(copyAction)} disabled={!copyAction.enabled!()} onClick={copyAction.run} />
        )}
      </h3>
      {!shape.crop && (
        <Form of={shape} onChange={({ kind, ...rest }) => changeArea(shape.id, { ...(kind ? asKind(shape, kind) : {}), ...rest })} />
      )}
      <ScopeChoice
        scope={scopeOf(shape.target)}
        range={rangeOf(shape.target, now)}
        crop={shape.crop ?? false}
        onChange={(to, frames) => changeScope(shape.id, to, frames)}
      />
      <Numbers shape={shape} area={area} />
      <p class="redaction-hint">
        {sayWith('shape-keys', { alt: <kbd>{say('keyboard-alt')}</kbd>, esc: <kbd>{say('keyboard-escape')}</kbd> })}
      </p>
      <p class="hidden-text" role="status">
        {labelOf({ ...shape, ...area })}
      </p>
    </section>
  );
}

function Next() {
  const crop = tool.value === 'crop';
  const heading = say(crop ? 'shape-next-crop' : 'shape-next');
  return (
    <section class="properties" aria-label={heading}>
      <h3>{heading}</h3>
      {!crop && (
        <Form
          of={pen.value}
          onChange={(to) => {
            pen.value = { ...pen.value, ...to };
          }}
        />
      )}
      <ScopeChoice
        scope={scope.value}
        range={range.value ?? usualRange(here.value!)}
        crop={crop}
        next
        onChange={(to, frames) => {
          scope.value = to;
          range.value = to === 'range' ? frames : null;
        }}
      />
    </section>
  );
}

export function Properties() {
  if (!here.value) return null;
  const shape = instanceShapes.value.find(({ id }) => id === selected.value);
  return shape ? <Selected shape={shape} /> : <Next />;
}
