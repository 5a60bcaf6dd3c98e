/**
 * A copy of the shown frame with its drawings burned in: drawn from the candidate, never from the file as it was added, at one
 * pixel for each column. It becomes a file of the same study and goes the way of all files.
 */
import { drawnOn, says, type Annotation } from '../../case/annotations';
import { basisOf, copies } from '../../case/copies';
import { engine } from '../../case/engine';
import { identifying } from '../../case/identifying';
import { isStale, type Item } from '../../case/model';
import { addFiles } from '../../case/process';
import { drawing, forget, item, settle } from '../../case/store';
import { EngineError } from '../../engine/client';
import { say, type Sentence } from '../../words';
import { cached, wantOf } from '../frames';
import type { Display } from '../view/viewport';
import { develop } from '../view/stage';
import { baseline, lineWidth, pathOf, textSize, type Surface } from './forms';

const COLOUR = '#ff9df0';
const EDGE = '#000';

/** Resolves to the sentence that says why there is none; to null where there is one. */
export async function burn({ id }: Item, frame: number, display: Display): Promise<Sentence | null> {
  const source = item(id);
  const drawn = drawnOn(drawing.value.annotations, id, frame).filter(says);
  const want = source && !isStale(source) && source.candidate?.digest ? wantOf(source, frame) : null;
  const pixels = want && cached(want.key);
  const basis = source ? basisOf(source, frame, drawing.value.annotations) : null;
  if (!source?.instance?.image || !pixels || basis === null) return () => say('burn-not-yet');
  try {
    if ((await identifying(drawn.map(({ text }) => text))).size > 0) return () => say('burn-names');
    const [left = 0, top = 0] = source.instance.redactions?.crop?.kept ?? [];
    const aspect = source.instance.image.pixelAspect;
    const developed = develop({ frame: pixels, voi: display.voi(pixels), inverted: display.inverted });
    const picture = await drawCopy(developed, aspect, drawn, [left, top]);
    const made = await engine.picture(undefined, picture, source.file);
    const now = item(id);
    if (!now || isStale(now) || basisOf(now, frame, drawing.value.annotations) !== basis) return () => say('burn-changed');
    for (const old of copies.value.filter((each) => each.of === id && each.frame === frame)) forget(old.id);
    const [copy] = addFiles([{ file: new File([made], 'copy.dcm'), path: say('copy-path') }]);
    copies.value = [...copies.value.filter((each) => each.of !== id || each.frame !== frame), { id: copy!, of: id, frame, basis }];
    settle();
    return null;
  } catch (error) {
    const told = error instanceof EngineError ? error.sentence : '';
    return () => told || say('burn-failed');
  }
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
  };
  context.lineJoin = 'round';
  context.lineCap = 'round';
  for (const each of drawn) {
    if (each.kind === 'text') write(context, each.text, surface.at(each.from), surface);
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

/** Moved to the left where it would be cut. */
function write(context: CanvasRenderingContext2D, text: string, { x, y }: { x: number; y: number }, surface: Surface): void {
  const size = textSize(surface);
  context.font = `600 ${size}px system-ui, sans-serif`;
  const room = context.canvas.width - context.measureText(text).width - 2;
  const at = Math.max(0, Math.min(x, room));
  context.lineWidth = size / 6;
  context.strokeStyle = EDGE;
  context.strokeText(text, at, y + baseline(surface));
  context.fillStyle = COLOUR;
  context.fillText(text, at, y + baseline(surface));
}
