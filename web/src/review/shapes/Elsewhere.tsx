/** The redactions of the case that do not hold for the shown image, by series. */
import { computed } from '@preact/signals';
import type { Series } from '../../case/group';
import type { Shape } from '../../case/shapes';
import { drawing } from '../../case/store';
import { say } from '../../words';
import { instanceShapes } from './edit';
import { seriesOfShape } from './jump';
import { ShapeRow } from './ShapeRow';

/** More than anybody reads; a file may bring a hundred thousand. */
const MOST = 200;

const groups = computed(() => {
  const own = new Set(instanceShapes.value);
  const found = new Map<Series | null, Shape[]>();
  let listed = 0;
  let more = 0;
  for (const shape of drawing.value.shapes) {
    if (own.has(shape)) continue;
    if (listed >= MOST) {
      more += 1;
      continue;
    }
    const series = seriesOfShape(shape) ?? null;
    listed += 1;
    const known = found.get(series);
    if (known) known.push(shape);
    else found.set(series, [shape]);
  }
  return { found: [...found], more };
});

export function Elsewhere() {
  const { found, more } = groups.value;
  if (found.length === 0) return null;
  return (
    <section class="elsewhere" aria-label={say('elsewhere')}>
      <h3>{say('elsewhere')}</h3>
      {found.map(([series, shapes]) => (
        <div key={series?.uid ?? ''}>
          <h4>{series?.title ?? say('elsewhere-held')}</h4>
          <ul>
            {shapes.map((shape) => (
              <ShapeRow key={shape.id} shape={shape} elsewhere />
            ))}
          </ul>
        </div>
      ))}
      {more > 0 && <p class="redaction-note">{say('and-more', { more })}</p>}
    </section>
  );
}
