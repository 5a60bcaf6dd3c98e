/** Draws one frame on a canvas. The pixels are made once for a frame and window; moving the image only scales them. */
import type { Frame } from '../../engine/types';
import { paint } from '../pixels/paint';
import type { Voi } from '../pixels/voi';
import type { Placement, Point, Size } from './geometry';

/** Radius of the magnifier in CSS pixels, and how much larger it shows. */
const GLASS = 120;
const MAGNIFIES = 2.5;

export interface Picture {
  frame: Frame;
  voi: Voi;
  inverted: boolean;
}

/** A canvas with the frame's own rows and columns. */
export function develop(picture: Picture, canvas = document.createElement('canvas')): HTMLCanvasElement {
  const { frame, voi, inverted } = picture;
  // A canvas that gets a size is cleared, also when it had that size.
  if (canvas.width !== frame.columns) canvas.width = frame.columns;
  if (canvas.height !== frame.rows) canvas.height = frame.rows;
  const image = new ImageData(frame.columns, frame.rows);
  paint(frame, voi, inverted, new Uint32Array(image.data.buffer));
  canvas.getContext('2d')!.putImageData(image, 0, 0);
  return canvas;
}

export class Stage {
  private readonly source = document.createElement('canvas');
  private developed: Picture | null = null;
  private voiKey = '';

  constructor(private readonly canvas: HTMLCanvasElement) {}

  clear(size: Size, ratio: number): void {
    this.fit(size, ratio).clearRect(0, 0, this.canvas.width, this.canvas.height);
  }

  draw(picture: Picture, placement: Placement, size: Size, ratio: number): void {
    const context = this.fit(size, ratio);
    const voiKey = JSON.stringify(picture.voi);
    const old = this.developed;
    if (old?.frame !== picture.frame || old.inverted !== picture.inverted || voiKey !== this.voiKey) {
      develop(picture, this.source);
      this.developed = picture;
      this.voiKey = voiKey;
    }
    context.clearRect(0, 0, this.canvas.width, this.canvas.height);
    // Single pixels stay square when they are large enough to be looked at.
    context.imageSmoothingEnabled = placement.perColumn * ratio < 4;
    context.imageSmoothingQuality = 'high';
    this.lay(context, placement, ratio);
  }

  /** A round glass over what was drawn. */
  magnify(placement: Placement, at: Point, ratio: number): void {
    const context = this.canvas.getContext('2d')!;
    const glass = (radius: number) => {
      context.beginPath();
      context.arc(at.x * ratio, at.y * ratio, radius * ratio, 0, 2 * Math.PI);
    };
    const near = (point: Point) => ({ x: point.x * MAGNIFIES, y: point.y * MAGNIFIES });
    context.save();
    glass(GLASS);
    context.clip();
    context.fillStyle = '#000';
    context.fillRect(0, 0, this.canvas.width, this.canvas.height);
    context.imageSmoothingEnabled = placement.perColumn * MAGNIFIES * ratio < 4;
    this.lay(
      context,
      {
        ...placement,
        x: at.x + (placement.x - at.x) * MAGNIFIES,
        y: at.y + (placement.y - at.y) * MAGNIFIES,
        column: near(placement.column),
        row: near(placement.row),
      },
      ratio,
    );
    context.restore();
    glass(GLASS);
    context.lineWidth = 2 * ratio;
    context.strokeStyle = '#8390a0';
    context.stroke();
  }

  private lay(context: CanvasRenderingContext2D, { column, row, x, y }: Placement, ratio: number): void {
    context.setTransform(column.x * ratio, column.y * ratio, row.x * ratio, row.y * ratio, x * ratio, y * ratio);
    context.drawImage(this.source, 0, 0);
    context.resetTransform();
  }

  private fit(size: Size, ratio: number): CanvasRenderingContext2D {
    const width = Math.max(1, Math.round(size.width * ratio));
    const height = Math.max(1, Math.round(size.height * ratio));
    if (this.canvas.width !== width || this.canvas.height !== height) {
      this.canvas.width = width;
      this.canvas.height = height;
    }
    return this.canvas.getContext('2d')!;
  }
}
