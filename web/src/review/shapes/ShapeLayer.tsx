/** Draws the redactions of the shown frame: a pure pass over the data. */
import { isStale } from '../../case/model';
import { framesOf, redactionOf } from '../../case/shapes';
import { readRedactions } from '../../case/wanted';
import { display, draft, place as shownPlace, selected, shownItem, tool } from '../state';
import { place, screenBox, toScreen, type Placement, type Size } from '../view/geometry';
import { visibleShapes } from './edit';
import { grown, HANDLES, handleAt, type Rect } from './rect';

const HANDLE = 8;

/** On a small rectangle the corners are enough. */
function handlesFor(size: Size) {
  return HANDLES.filter((handle) => {
    const across = handle === 'n' || handle === 's' ? size.width : handle === 'e' || handle === 'w' ? size.height : Infinity;
    return across >= 4 * HANDLE;
  });
}

function Handles({ rect, placement }: { rect: Rect; placement: Placement }) {
  return (
    <>
      {handlesFor(screenBox(placement, rect)).map((handle) => {
        const at = toScreen(placement, handleAt(rect, handle));
        return (
          <rect
            key={handle}
            class={`handle handle-${handle}`}
            x={at.x - HANDLE / 2}
            y={at.y - HANDLE / 2}
            width={HANDLE}
            height={HANDLE}
          />
        );
      })}
    </>
  );
}

export function ShapeLayer({ size }: { size: Size }) {
  const item = shownItem.value;
  const image = item?.instance?.image;
  if (!item || !image || size.width === 0) return null;
  const placement = place(display.value.view, size, image);
  const moving = draft.value;
  // What the shown bytes already carry is drawn as an outline only: the black there is the candidate's own.
  const inCandidate = new Set(
    (item.candidate ? readRedactions(item.candidate.mark) : []).map((each) => JSON.stringify(each)),
  );
  const frame = shownPlace.value?.frame ?? 0;
  return (
    <svg class="shapes" width={size.width} height={size.height} role="group" aria-label="Redactions">
      {visibleShapes.value.map((shape) => {
        const rect = moving?.id === shape.id ? moving.rect : shape;
        const key = JSON.stringify(redactionOf(shape, framesOf(shape.target, image.frames) && frame));
        const pending = moving?.id === shape.id || (isStale(item) && !inCandidate.has(key));
        const chosen = selected.value === shape.id;
        return (
          <g key={shape.id}>
            {pending && image.grows && (
              <rect class="shape-grown" {...screenBox(placement, grown(rect, image.grows, image))} />
            )}
            <rect
              class={`shape${pending ? ' pending' : ''}${chosen ? ' chosen' : ''}`}
              data-shape={shape.id}
              {...screenBox(placement, rect)}
            />
            {chosen && tool.value === 'redact' && <Handles rect={rect} placement={placement} />}
          </g>
        );
      })}
      {moving?.id === null && image.grows && (
        <rect class="shape-grown" {...screenBox(placement, grown(moving.rect, image.grows, image))} />
      )}
      {moving?.id === null && <rect class="shape pending chosen" {...screenBox(placement, moving.rect)} />}
    </svg>
  );
}
