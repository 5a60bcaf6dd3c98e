/** The windows on keys 1 to 5. Pure. */
import type { Frame } from '../../engine/types';
import { asWindow, fullRange, voiOfFile, type Voi } from './voi';

export interface Preset {
  name: string;
  voi: (frame: Frame) => Voi;
}

function fixed(name: string, width: number, center: number): Preset {
  return { name, voi: () => ({ kind: 'window', center, width, function: 'LINEAR' }) };
}

/** A part of the range of values, from 0 (lowest) to 1 (highest). */
function part(name: string, from: number, to: number): Preset {
  return {
    name,
    voi: (frame) => {
      const all = asWindow(fullRange(frame), frame);
      const low = all.center - all.width / 2;
      const center = low + (all.width * (from + to)) / 2;
      return { ...all, center, width: all.width * (to - from) };
    },
  };
}

const CT: Preset[] = [
  fixed('Soft tissue', 400, 40),
  fixed('Lung', 1500, -600),
  fixed('Bone', 2500, 480),
  fixed('Brain', 80, 40),
  fixed('Liver', 150, 90),
];

const OTHERS: Preset[] = [
  { name: 'From the file', voi: voiOfFile },
  part('Dark half', 0, 0.5),
  part('Bright half', 0.5, 1),
  part('Darkest tenth', 0, 0.1),
  part('Brightest tenth', 0.9, 1),
];

export function presets(modality: string): Preset[] {
  return modality === 'CT' ? CT : OTHERS;
}
