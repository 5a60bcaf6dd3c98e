/** The windows that a viewer offers: by modality on keys 1 to 5, and those of the file. Pure. */
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

const FROM_FILE: Preset = { name: 'From the file', voi: voiOfFile };

const CT: Preset[] = [
  fixed('Soft tissue', 400, 40),
  fixed('Lung', 1500, -600),
  fixed('Bone', 2500, 480),
  fixed('Brain', 80, 40),
  fixed('Liver', 150, 90),
];

/** Uptake is faint beside the brightest spot. */
const NUCLEAR: Preset[] = [
  FROM_FILE,
  part('Lower half', 0, 0.5),
  part('Lowest quarter', 0, 0.25),
  part('Lowest tenth', 0, 0.1),
  part('Lowest twentieth', 0, 0.05),
];

const OTHERS: Preset[] = [
  FROM_FILE,
  part('Dark half', 0, 0.5),
  part('Bright half', 0.5, 1),
  part('Darkest tenth', 0, 0.1),
  part('Brightest tenth', 0.9, 1),
];

const BY_MODALITY: Record<string, Preset[]> = { CT, PT: NUCLEAR, NM: NUCLEAR };

export function presets(modality: string): Preset[] {
  return BY_MODALITY[modality] ?? OTHERS;
}

const LUT: Preset = { name: 'VOI LUT', voi: (frame) => (frame.kind === 'grey' && frame.voiLut ? { kind: 'lut' } : voiOfFile(frame)) };

/** The same rule for the same number, each time. */
const ofFile = new Map<number, (frame: Frame) => Voi>();

function windowOfFile(number: number): (frame: Frame) => Voi {
  const rule = (frame: Frame): Voi => {
    const window = frame.kind === 'grey' ? frame.windows[number] : undefined;
    return window ? { kind: 'window', center: window.center, width: window.width, function: window.function } : voiOfFile(frame);
  };
  if (!ofFile.has(number)) ofFile.set(number, rule);
  return ofFile.get(number)!;
}

/** What the file itself offers, by its explanations (WindowCenterWidthExplanation). */
export function presetsOfFile(frame: Frame | null): Preset[] {
  if (frame?.kind !== 'grey') return [];
  const windows = frame.windows.map(({ name, width, center }, number) => ({
    name: name || `W ${width} L ${center}`,
    voi: number === 0 ? voiOfFile : windowOfFile(number),
  }));
  return frame.voiLut ? [...windows, LUT] : windows;
}
