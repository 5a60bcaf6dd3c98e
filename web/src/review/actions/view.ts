import { fullRange } from '../pixels/voi';
import { presets, type Preset } from '../pixels/presets';
import { display, series, setDisplay } from '../state';
import { DEFAULT_DISPLAY } from '../view/viewport';
import { FIT } from '../view/geometry';
import type { Action } from './action';

export const invert: Action = {
  name: 'invert',
  label: 'Invert',
  keys: ['I'],
  icon: 'sun-moon',
  pressed: () => display.value.inverted,
  run: () => setDisplay({ inverted: !display.value.inverted }),
};

export const allValues: Action = {
  name: 'full-range',
  label: 'Full range of values',
  keys: ['F'],
  icon: 'unfold-horizontal',
  pressed: () => display.value.voi === fullRange,
  run: () => setDisplay({ voi: display.value.voi === fullRange ? DEFAULT_DISPLAY.voi : fullRange }),
};

export const fit: Action = {
  name: 'fit',
  label: 'Fit to the window',
  keys: ['0'],
  icon: 'maximize',
  run: () => setDisplay({ view: FIT }),
};

export const reset: Action = {
  name: 'reset',
  label: 'Reset the view',
  keys: ['Space'],
  icon: 'rotate-ccw',
  run: () => setDisplay(DEFAULT_DISPLAY),
};

export function currentPresets(): Preset[] {
  return presets(series.value?.modality ?? '');
}

export const presetActions: Action[] = [1, 2, 3, 4, 5].map((number) => ({
  name: `preset-${number}`,
  label: `Window ${number}`,
  keys: [String(number)],
  run: () => {
    const preset = currentPresets()[number - 1];
    if (preset) setDisplay({ voi: preset.voi });
  },
}));
