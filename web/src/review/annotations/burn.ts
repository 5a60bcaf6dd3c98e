/**
 * A copy of the shown frame with its drawings burned in: drawn from the candidate, never from the file as it was added, at one
 * pixel for each column. It becomes a file of the same study and goes the way of all files.
 */
import type { Annotation } from '../../case/annotations';
import { engine } from '../../case/engine';
import type { Item } from '../../case/model';
import type { Frame } from '../../engine/types';
import type { Display } from '../view/viewport';
import { develop } from '../view/stage';
import { lineWidth, linesOf, pathOf, textSize, type Surface, type TextLine } from './forms';

const COLOUR = '#ff9df0';
const EDGE = '#000';

/** A file of the study that `source` is of; `pixels` are those of its candidate. Rejects as the engine does. */
export async function burn(
  { file, instance }: Item,
  pixels: Frame,
  drawn: readonly Annotation[],
  { voi, inverted }: Display,
  signal: AbortSignal,
): Promise<Blob> {
  const [left = 0, top = 0] = instance?.redactions?.crop?.kept ?? [];
  const developed = develop({ frame: pixels, voi: voi(pixels), inverted });
  const picture = await drawCopy(developed, instance?.image?.pixelAspect ?? 1, drawn, [left, top]);
  return engine.picture(signal, picture, file);
}

/** A PNG with square pixels. `corner` is where the image begins in the uncut one, in whose columns and rows drawings are given. */
async function drawCopy(
  developed: HTMLCanvasElement,
  aspect: number,
  drawn: readonly Annotation[],
  [left, top]: readonly [number, number],
): Promise<File> {
  const canvas = document.createElement('canvas');
  canvas.width = developed.width;
  canvas.height = Math.max(1, Math.round(developed.height * aspect));
  const context = canvas.getContext('2d')!;
  context.drawImage(developed, 0, 0, canvas.width, canvas.height);
  const surface: Surface = {
    at: ([x, y]) => ({ x: x - left, y: (y - top) * aspect }),
    side: Math.min(canvas.width, canvas.height),
    left: 0,
    right: canvas.width,
  };
  context.lineJoin = 'round';
  context.lineCap = 'round';
  for (const each of drawn) {
    if (each.kind === 'text') for (const line of linesOf(each, surface)) write(context, line, textSize(surface));
    else trace(context, new Path2D(pathOf(each, surface)), lineWidth(surface));
  }
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (!blob) throw new Error('no picture');
  return new File([blob], 'copy.png');
}

function trace(context: CanvasRenderingContext2D, path: Path2D, width: number): void {
  context.lineWidth = width + 2;
  context.strokeStyle = EDGE;
  context.stroke(path);
  context.lineWidth = width;
  context.strokeStyle = COLOUR;
  context.stroke(path);
}

/** Wide letters would be cut at the right: then it begins further left. */
function write(context: CanvasRenderingContext2D, { text, x, y }: TextLine, size: number): void {
  context.font = `600 ${size}px system-ui, sans-serif`;
  const room = context.canvas.width - context.measureText(text).width - 2;
  const at = Math.max(0, Math.min(x, room));
  context.lineWidth = size / 6;
  context.strokeStyle = EDGE;
  context.strokeText(text, at, y);
  context.fillStyle = COLOUR;
  context.fillText(text, at, y);
}
