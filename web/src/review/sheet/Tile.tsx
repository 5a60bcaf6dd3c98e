/** One frame on the contact sheet, as it will leave. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { keyOf } from '../../case/annotations';
import { isStale, unshowable } from '../../case/model';
import type { SeenFrame } from '../../case/approve';
import { BY_ITSELF, IN_PROJECTION, isEnough, ON_SHEET, type How } from '../../case/seen';
import { drawing, item as itemOf, marks, structure } from '../../case/store';
import type { Frame } from '../../engine/types';
import { Icon } from '../../shared/Icon';
import { say } from '../../words';
import { wantOf } from '../frames';
import { develop } from '../view/stage';
import type { Display } from '../view/viewport';
import { thumb } from './thumbs';

const SEEN_WORDS = {
  [BY_ITSELF]: 'tile-seen-itself',
  [ON_SHEET]: 'tile-seen-sheet',
  [IN_PROJECTION]: 'tile-seen-projection',
} as const;

interface TileProps {
  /** Of the instance: what is gone from the document keeps what it was given for a while, and a file names patients. */
  id: string;
  frame: number;
  /** Of the tiles of the sheet. */
  count: number;
  /** Place in the stack. */
  at: number;
  side: number;
  here: boolean;
  corner: { left: number; top: number };
  display: Display;
  /** With what stands on the screen now, or null where it does not count. */
  onPaint: (at: number, painted: SeenFrame | null) => void;
  onOpen: (at: number) => void;
}

export function Tile({ id, frame, count, at, side, here, corner, display, onPaint, onOpen }: TileProps) {
  void [structure.value, marks.value];
  const item = itemOf(id);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [picture, setPicture] = useState<{ key: string; frame: Frame } | null>(null);
  const want = item ? wantOf(item, frame) : null;
  const image = item?.instance?.image;
  const key = want?.key ?? '';
  const longest = Math.round(side * Math.min(2, window.devicePixelRatio || 1));

  useEffect(() => {
    if (!want || !image) return;
    return thumb(want, image, longest, (small) => setPicture({ key, frame: small }));
  }, [key, longest]);

  const drawn = picture?.key === key ? picture.frame : null;
  const { voi, inverted } = display;
  useEffect(() => {
    if (drawn && canvas.current) develop({ frame: drawn, voi: voi(drawn), inverted }, canvas.current);
    const counts = drawn && item?.candidate?.digest && !isStale(item) && !item.leftOut;
    onPaint(at, counts ? { id, serial: item.candidate!.serial, frame } : null);
    return () => onPaint(at, null);
  }, [drawn, voi, inverted, item?.candidate?.serial, item?.candidate?.digest, item?.wanted, item?.leftOut, at]);

  if (!item) return null;
  const how = item.seen[frame] ?? 0;
  const state = item.leftOut ? 'tile-left-out' : isEnough(item, how) ? SEEN_WORDS[how as How] : 'tile';
  const words = say(state, { number: String(at + 1) });
  const starred = keyOf(drawing.value.annotations, id, frame) !== undefined;
  const broken = !image || unshowable(item) !== null;
  return (
    <div
      role="option"
      id={`tile-${at}`}
      aria-selected={here}
      aria-setsize={count}
      aria-posinset={at + 1}
      aria-label={starred ? say('tile-key-image', { tile: words }) : words}
      class={`tile${here ? ' here' : ''}${item.leftOut ? ' left-out' : ''}`}
      style={{ left: `${corner.left}px`, top: `${corner.top}px`, width: `${side}px` }}
      onClick={() => onOpen(at)}
    >
      <span class="tile-picture" style={{ height: `${side}px` }}>
        {broken ? <Icon name="image-off" size={24} /> : <canvas ref={canvas} style={drawn ? fitted(drawn, image!.pixelAspect, side) : { width: 0, height: 0 }} />}
      </span>
      <span class="tile-words">
        <span>{at + 1}</span>
        {starred && <Icon name="star" size={13} />}
        <span class={`tile-seen how-${isEnough(item, how) ? how : 0}`} />
      </span>
    </div>
  );
}

/** The size of a picture within a square. */
function fitted({ rows, columns }: Frame, pixelAspect: number, side: number): { width: string; height: string } {
  const scale = side / Math.max(columns, rows * pixelAspect);
  return { width: `${columns * scale}px`, height: `${rows * pixelAspect * scale}px` };
}
