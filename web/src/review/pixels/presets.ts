/** The windows that a viewer offers: by modality on keys 1 to 5, and those of the file. Pure. */
import type { Frame } from '../../engine/types';
import { say, type Plain } from '../../words';
import { asWindow, fullRange, voiOfFile, type Voi } from './voi';

export interface Preset {
  name: Plain;
  voi: (frame: Frame) => Voi;
}

interface PresetOfFile {
  /** As the file calls it. */
  name: string;
  voi: (frame: Frame) => Voi;
}

function fixed(name: Plain, width: number, center: number): Preset {
  return { name, voi: () => ({ kind: 'window', center, width, function: 'LINEAR' }) };
}

/** A part of the range of values, from 0 (lowest) to 1 (highest). */
function part(name: Plain, from: number, to: number): Preset {
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

const FROM_FILE: Preset = { name: 'window-from-file', voi: voiOfFile };

const CT: Preset[] = [
  fixed('window-soft-tissue', 400, 40),
  fixed('window-lung', 1500, -600),
  fixed('window-bone', 2500, 480),
  fixed('window-brain', 80, 40),
  fixed('window-liver', 150, 90),
];

/** Uptake is faint beside the brightest spot. */
const NUCLEAR: Preset[] = [
  FROM_FILE,
  part('window-lower-half', 0, 0.5),
  part('window-lowest-quarter', 0, 0.25),
  part('window-lowest-tenth', 0, 0.1),
  part('window-lowest-twentieth', 0, 0.05),
];

const OTHERS: Preset[] = [
  FROM_FILE,
  part('window-dark-half', 0, 0.5),
  part('window-bright-half', 0.5, 1),
  part('window-darkest-tenth', 0, 0.1),
  part('window-brightest-tenth', 0.9, 1),
];

const BY_MODALITY: Record<string, Preset[]> = { CT, PT: NUCLEAR, NM: NUCLEAR };

export function presets(modality: string): Preset[] {
  return BY_MODALITY[modality] ?? OTHERS;
}

const lutOfFile = (frame: Frame): Voi => (frame.kind === 'grey' && frame.voiLut ? { kind: 'lut' } : voiOfFile(frame));

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
export function presetsOfFile(frame: Frame | null): PresetOfFile[] {
  if (frame?.kind !== 'grey') return [];
  const windows = frame.windows.map(({ name, width, center }, number) => ({
    name: name || say('window-values', { width: String(width), level: String(center) }),
    voi: number === 0 ? voiOfFile : windowOfFile(number),
  }));
  return frame.voiLut ? [...windows, { name: say('window-lut'), voi: lutOfFile }] : windows;
}
