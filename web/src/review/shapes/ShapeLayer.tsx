/** Draws the redactions of the shown frame: a pure pass over the data, in the columns and rows of the uncut image. */
import './shapes.css';
import { Fragment } from 'preact';
import { cropOf, framesOf, rectangle, redactionOf, type Area, type Shape } from '../../case/shapes';
import { readCrop, readRedactions } from '../../case/wanted';
import type { Redaction } from '../../engine/types';
import { say } from '../../words';
import { draft, selected, tool, viewport as inUse } from '../state';
import { toImage, toScreen, type Placement, type Point } from '../view/geometry';
import type { Viewport } from '../view/viewport';
import { blanked, borderOf, kept, pathOf, type Bounds } from './areas';
import { comparing } from './before';
import { shapesIn } from './edit';
import { handlesOf } from './forms';
import { onScreenIn, type OnScreen } from './onscreen';
import { labelOf } from './words';

const HANDLE = 8;

export function outlineOf({ kind, x, y, width, height, points }: Area): string {
  if (kind === 'polygon') return `M${points.map((corner) => corner.join(' ')).join('L')}Z`;
  if (kind === 'rectangle') return `M${x} ${y}h${width}v${height}h${-width}Z`;
  const arc = `a${width / 2} ${height / 2} 0 1 0`;
  return `M${x} ${y + height / 2}${arc} ${width} 0${arc} ${-width} 0Z`;
}

/** Where the mouse would take it, seen from the middle of the shape. */
function cursorFor(at: Point, middle: Point): string {
  const [dx, dy] = [Math.abs(at.x - middle.x), Math.abs(at.y - middle.y)];
  if (dx < 1 || dy < 1) return dx < dy ? 'ns' : 'ew';
  return at.x - middle.x > 0 === at.y - middle.y > 0 ? 'nwse' : 'nesw';
}

function Handles({ area, placement }: { area: Area; placement: Placement }) {
  const middle = toScreen(placement, { x: area.x + area.width / 2, y: area.y + area.height / 2 });
  return (
    <>
      {handlesOf(area, placement).map(({ grip, at }) => {
        const kind = 'at' in grip ? `handle-${cursorFor(at, middle)}` : 'side' in grip ? 'handle-side' : 'handle-corner';
        const half = 'side' in grip ? HANDLE / 3 : HANDLE / 2;
        return (
          <rect
            key={JSON.stringify(grip)}
            class={`handle ${kind}`}
            x={at.x - half}
            y={at.y - half}
            width={2 * half}
            height={2 * half}
            rx={'at' in grip ? 0 : half}
          />
        );
      })}
    </>
  );
}

/** In image coordinates, with lines of the same width however the image lies. */
export function inImage({ x, y, column, row }: Placement): { transform: string } {
  return { transform: `matrix(${column.x} ${column.y} ${row.x} ${row.y} ${x} ${y})` };
}

interface DrawnProps {
  area: Area;
  bounds: Bounds;
  grows: Parameters<typeof blanked>[2];
  placement: Placement;
  classes: string;
  pending: boolean;
  shape?: Shape;
}

/** A shape that stands still is not reckoned again with each move of another one. */
const paths = new WeakMap<Area, { of: string; fill: string; line: string }>();

function pathsOf(area: Area, bounds: Bounds, grows: DrawnProps['grows']): { fill: string; line: string } {
  const of = JSON.stringify([bounds, grows]);
  const known = paths.get(area);
  if (known?.of === of) return known;
  const rows = blanked(area, bounds, grows);
  const found = { of, fill: pathOf(rows), line: grows ? borderOf(rows) : '' };
  paths.set(area, found);
  return found;
}

function Drawn({ area, bounds, grows, placement, classes, pending, shape }: DrawnProps) {
  const exact = pending && (grows || area.outside) ? pathsOf(area, bounds, grows) : null;
  return (
    <g {...inImage(placement)} {...(shape ? { role: 'img', 'aria-label': labelOf(shape) } : {})}>
      {exact && <path class={`shape-grown fill-${area.fill}`} d={exact.fill} />}
      {exact && grows && <path class="shape-grown-line" d={exact.line} />}
      <path
        class={`shape ${classes}${pending ? ' pending' : ''}${area.outside ? ' outside' : ''} fill-${area.fill}`}
        data-shape={shape?.id}
        d={outlineOf(area)}
      />
    </g>
  );
}

/** What lies outside goes, and of an image that was compressed with a loss some of what lies inside. */
function CropFrame({ area, bounds, grows, placement, classes }: Omit<DrawnProps, 'pending' | 'shape'>) {
  const left = kept(area, bounds, grows);
  const inner = left ? outlineOf(rectangle(left)) : '';
  return (
    <g {...inImage(placement)}>
      <path class="crop-away" fill-rule="evenodd" d={`M0 0H${bounds.columns}V${bounds.rows}H0Z${inner}`} />
      {grows && <path class="shape-grown-line" d={inner} />}
      <path class={`shape crop ${classes}`} d={outlineOf(area)} />
    </g>
  );
}

/** A polygon of which some corners are still to be put, up to where the mouse is. */
function OpenPolygon({ corners, placement }: { corners: readonly (readonly [number, number])[]; placement: Placement }) {
  const mouse = inUse.value.pointer.value;
  const end = mouse && toImage(placement, mouse);
  const line = `M${[...corners, ...(end ? [[end.x, end.y]] : [])].map((corner) => corner.join(' ')).join('L')}`;
  return (
    <>
      <path class="shape chosen open" {...inImage(placement)} d={line} />
      {corners.map(([x, y], at) => {
        const corner = toScreen(placement, { x, y });
        return <circle key={at} class={`handle handle-corner${at === 0 ? ' first' : ''}`} cx={corner.x} cy={corner.y} r={at === 0 ? 6 : 4} />;
      })}
    </>
  );
}

const key = (redaction: Redaction) => JSON.stringify(redaction);

/** The redactions that the shown pixels carry already; null while they are those of another place. */
function carried({ shownOf }: Viewport, id: string, frame: number): Set<string> | null {
  const of = shownOf.value;
  if (!of || of.id !== id || of.frame !== frame) return null;
  if (of.mark === null) return new Set();
  return new Set(readRedactions(of.mark).filter((each) => each.frame === null || each.frame === frame).map(key));
}

/** False where an image was cut, and the shape was outside. */
function isOnPart({ x, y, width, height, outside }: Area, { part }: OnScreen): boolean {
  return outside || (x < part.x + part.width && part.x < x + width && y < part.y + part.height && part.y < y + height);
}

/** In a viewport that is not in use the redactions are shown, and cannot be taken hold of. */
export function ShapeLayer({ viewport }: { viewport: Viewport }) {
  const item = viewport.item.value;
  const image = item?.instance?.image;
  const at = onScreenIn(viewport);
  const frame = viewport.place.value?.frame ?? 0;
  if (!item || !image || !at) return null;
  const { placement, bounds } = at;
  const isInUse = viewport === inUse.value;
  const moving = isInUse ? draft.value : null;
  // What the shown pixels carry is drawn as an outline only: the black there is the candidate's own.
  const there = carried(viewport, item.id, frame);
  const cropping = isInUse && tool.value === 'crop';
  const holding = isInUse && (cropping || tool.value === 'redact');
  const wanted = new Set<string>();
  const drawn = shapesIn(viewport).filter((shape) => cropping || shape.crop || isOnPart(shape, at)).map((shape) => {
    const asked = key(redactionOf(shape, framesOf(shape.target, image.frames) && frame));
    wanted.add(asked);
    const inHand = moving?.id === shape.id;
    return { shape, area: (inHand && moving.area) || shape, pending: inHand || (there !== null && !there.has(asked)) };
  });
  const { width, height } = viewport.size.value;
  const common = { bounds, placement, grows: image.grows };
  const crop = drawn.find(({ shape }) => shape.crop);
  const cropArea = moving?.crop && moving.id === null ? moving.area : crop?.area;
  const shownMark = viewport.shownOf.value?.mark ?? null;
  const isCut = shownMark !== null && JSON.stringify(readCrop(shownMark)) === JSON.stringify(cropArea && cropOf(cropArea));
  const uncut = cropArea && (cropping || !isCut);
  if (isInUse && comparing.value && !cropping) {
    return (
      <svg class="shapes" width={width} height={height} aria-hidden="true">
        {drawn.map(({ shape, area }) => (
          <Drawn key={shape.id} {...common} area={area} classes="" pending={false} />
        ))}
      </svg>
    );
  }
  return (
    <svg class="shapes" width={width} height={height} role="group" aria-label={say('shapes-label')}>
      {/* Redactions that were taken away, as long as the shown pixels still carry them. */}
      {[...(there ?? [])].filter((each) => !wanted.has(each)).map((each) => (
        <path key={each} class="shape going" {...inImage(placement)} d={outlineOf(areaOf(JSON.parse(each) as Redaction))} />
      ))}
      {drawn.map(({ shape, area, pending }) => {
        if (shape.crop) return null;
        const chosen = isInUse && selected.value === shape.id;
        return (
          <Fragment key={shape.id}>
            <Drawn {...common} area={area} shape={shape} classes={chosen ? 'chosen' : ''} pending={pending} />
            {chosen && holding && !cropping && <Handles area={area} placement={placement} />}
          </Fragment>
        );
      })}
      {moving?.id === null && moving.area && !moving.crop && <Drawn {...common} area={moving.area} classes="chosen" pending />}
      {moving && moving.corners.length > 0 && <OpenPolygon corners={moving.corners} placement={placement} />}
      {uncut && <CropFrame {...common} area={cropArea} classes={cropping ? 'chosen' : ''} />}
      {cropping && cropArea && <Handles area={cropArea} placement={placement} />}
    </svg>
  );
}

function areaOf({ frame: _, shape, points, fill, outside, ...rect }: Redaction): Area {
  return { ...rect, kind: shape ?? 'rectangle', points: points ?? [], fill: fill ?? 'black', outside: outside ?? false };
}
