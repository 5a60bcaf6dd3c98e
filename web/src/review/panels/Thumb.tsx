/** A small picture of the middle of a series, drawn from its candidate when nothing else is to be decoded. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Series } from '../../case/group';
import { item, structure } from '../../case/store';
import { Icon } from '../../shared/Icon';
import { wantOf, whenIdle } from '../frames';
import { voiOfFile } from '../pixels/voi';
import { FIT, place } from '../view/geometry';
import { Stage } from '../view/stage';

const SIZE = { width: 60, height: 60 };

export function Thumb({ series }: { series: Series }) {
  void structure.value;
  const canvas = useRef<HTMLCanvasElement>(null);
  const [drawn, setDrawn] = useState(false);
  const middle = series.stack[Math.floor(series.stack.length / 2)]!;
  const subject = item(middle.id);
  const serial = subject?.candidate?.serial ?? 0;
  const image = subject?.instance?.image;

  useEffect(() => {
    const want = subject && wantOf(subject, middle.frame);
    if (!want || !image) return;
    return whenIdle(want, (frame) => {
      if (!frame || !canvas.current) return;
      const placement = place(FIT, SIZE, { ...image, rows: frame.rows, columns: frame.columns });
      const picture = { frame, voi: voiOfFile(frame), inverted: false };
      new Stage(canvas.current).draw(picture, placement, SIZE, window.devicePixelRatio || 1);
      setDrawn(true);
    });
  }, [serial, middle.id, middle.frame]);

  return (
    <span class="thumb" aria-hidden="true">
      <canvas ref={canvas} />
      {!drawn && (!image || image.cannotShow !== null) && <Icon name="image-off" size={20} />}
    </span>
  );
}
