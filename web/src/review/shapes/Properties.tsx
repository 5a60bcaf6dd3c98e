/** What the selected redaction is like and holds for, or the next one where none is selected. */
import { range, scope, selected } from '../state';
import { changeScope, here, instanceShapes } from './edit';
import { Numbers } from './Numbers';
import { rangeOf, scopeOf, usualRange } from './scope';
import { ScopeChoice } from './ScopeChoice';

export function Properties() {
  const now = here.value;
  const shape = instanceShapes.value.find(({ id }) => id === selected.value);
  if (!now) return null;
  return (
    <section class="properties" aria-label={shape ? 'Selected redaction' : 'Next redaction'}>
      <h3>{shape ? 'Selected redaction' : 'Next redaction'}</h3>
      {shape ? (
        <ScopeChoice
          scope={scopeOf(shape.target)}
          range={rangeOf(shape.target, now)}
          onChange={(to, frames) => changeScope(shape.id, to, frames)}
        />
      ) : (
        <ScopeChoice
          scope={scope.value}
          range={range.value ?? usualRange(now)}
          onChange={(to, frames) => {
            scope.value = to;
            range.value = to === 'range' ? frames : null;
          }}
        />
      )}
      {shape && <Numbers shape={shape} />}
    </section>
  );
}
