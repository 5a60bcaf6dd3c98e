/** Draws one frame on a canvas. The pixels are made once for a frame and window; moving the image only scales them. */
import type { Frame } from '../../engine/types';
import { paint } from '../pixels/paint';
import type { Voi } from '../pixels/voi';
import type { Placement, Size } from './geometry';

export interface Picture {
  frame: Frame;
  voi: Voi;
  inverted: boolean;
}

/** A canvas with the frame's own rows and columns. */
export function develop(picture: Picture, canvas = document.createElement('canvas')): HTMLCanvasElement {
  const { frame, voi, inverted } = picture;
  canvas.width = frame.columns;
  canvas.height = frame.rows;
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
    const { column, row, x, y } = placement;
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
