/** How annotations look, on the screen and in a copy, and how they are taken hold of. Pure. */
import type { Annotation, Spot } from '../../case/annotations';
import type { Point } from '../view/geometry';

/** Where something is drawn. Its pixels are square. */
export interface Surface {
  at: (spot: Spot) => Point;
  /** The shorter side of the whole image there. */
  side: number;
  /** Its edges: a text stands between them. */
  left: number;
  right: number;
}

export type Grip = 'body' | 'from' | 'to';

/** In pixels of the screen. */
const REACH = 8;
/** About as wide as a letter is for its height. */
const LETTER = 0.58;
const ASCENT = 0.8;
/** From one line of a text to the next, for its height. */
const LINE = 1.2;

export const lineWidth = ({ side }: Surface): number => Math.max(1.5, side / 250);
export const textSize = ({ side }: Surface): number => Math.max(11, side / 24);

/** A line of a text: its left end, on which it stands. */
export interface TextLine extends Point {
  text: string;
}

/** A text as it is drawn: moved to the left and broken between words where the image ends. */
export function linesOf({ from, text }: Annotation, surface: Surface): TextLine[] {
  const size = textSize(surface);
  const room = Math.max(4, Math.floor((surface.right - surface.left - 4) / (size * LETTER)));
  const piece = new RegExp(`.{1,${room}}`, 'gsu');
  const lines = [''];
  for (const word of text.split(' ').flatMap((each) => each.match(piece) ?? [''])) {
    const longer = lines.at(-1) === '' ? word : `${lines.at(-1)} ${word}`;
    if (longer.length <= room) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  const longest = Math.max(1, ...lines.map(({ length }) => length)) * size * LETTER;
  const at = surface.at(from);
  const x = Math.max(surface.left, Math.min(at.x, surface.right - longest - 2));
  return lines.map((each, line) => ({ text: each, x, y: at.y + (ASCENT + line * LINE) * size }));
}

const far = (a: Point, b: Point) => Math.hypot(a.x - b.x, a.y - b.y);
const pair = ({ x, y }: Point) => `${+x.toFixed(2)} ${+y.toFixed(2)}`;

/** The lines of an arrow or a circle, as an SVG path; empty for a text. */
export function pathOf({ kind, from, to }: Annotation, surface: Surface): string {
  const [a, b] = [surface.at(from), surface.at(to)];
  if (kind === 'circle') {
    const radius = far(a, b);
    const arc = `a${pair({ x: radius, y: radius })} 0 1 0`;
    return `M${pair({ x: a.x - radius, y: a.y })}${arc} ${pair({ x: 2 * radius, y: 0 })}${arc} ${pair({ x: -2 * radius, y: 0 })}Z`;
  }
  if (kind !== 'arrow') return '';
  const head = Math.min(6 * lineWidth(surface) + 4, far(a, b));
  const angle = Math.atan2(a.y - b.y, a.x - b.x);
  const [left, right] = [0.45, -0.45].map((turn) => ({
    x: b.x + head * Math.cos(angle + turn),
    y: b.y + head * Math.sin(angle + turn),
  }));
  return `M${pair(a)}L${pair(b)}M${pair(left!)}L${pair(b)}L${pair(right!)}`;
}

/** The line below a chosen text. */
export function underline(lines: readonly TextLine[], size: number): string {
  const { x, y } = lines.at(-1)!;
  return `M${pair({ x, y: y + 0.3 * size })}h${+Math.max(...lines.map(({ text }) => text.length * size * LETTER), size).toFixed(2)}`;
}

function toSegment(point: Point, a: Point, b: Point): number {
  const length = far(a, b) ** 2;
  const along = length === 0 ? 0 : ((point.x - a.x) * (b.x - a.x) + (point.y - a.y) * (b.y - a.y)) / length;
  const t = Math.min(1, Math.max(0, along));
  return far(point, { x: a.x + t * (b.x - a.x), y: a.y + t * (b.y - a.y) });
}

/** Where its handles are. */
export function handlesOf({ kind, from, to }: Annotation): { grip: Grip; spot: Spot }[] {
  if (kind === 'arrow') return [{ grip: 'from', spot: from }, { grip: 'to', spot: to }];
  return kind === 'circle' ? [{ grip: 'to', spot: to }] : [];
}

/** What the mouse takes hold of there. A circle is held by its line: what lies inside can be drawn on. */
export function gripAt(annotation: Annotation, surface: Surface, point: Point, isChosen: boolean): Grip | null {
  if (isChosen) {
    const handle = handlesOf(annotation).find(({ spot }) => far(point, surface.at(spot)) <= REACH);
    if (handle) return handle.grip;
  }
  const [a, b] = [surface.at(annotation.from), surface.at(annotation.to)];
  if (annotation.kind === 'arrow') return toSegment(point, a, b) <= REACH ? 'body' : null;
  if (annotation.kind === 'circle') return Math.abs(far(point, a) - far(a, b)) <= REACH ? 'body' : null;
  const size = textSize(surface);
  const inside = linesOf(annotation, surface).some(({ text, x, y }) => {
    const [width, above] = [Math.max(1, text.length) * size * LETTER, y - ASCENT * size];
    return point.x >= x - 4 && point.x <= x + width + 4 && point.y >= above - 4 && point.y <= above + size + 4;
  });
  return inside ? 'body' : null;
}

const moved = ([x, y]: Spot, dx: number, dy: number): Spot => [Math.round(x + dx), Math.round(y + dy)];

/** By so many columns and rows. */
export function dragged(annotation: Annotation, grip: Grip, dx: number, dy: number): Annotation {
  const { from, to } = annotation;
  return {
    ...annotation,
    from: grip === 'to' ? from : moved(from, dx, dy),
    to: grip === 'from' ? to : moved(to, dx, dy),
  };
}
