import { measured } from '../view/drawing';
import { FIT, mirrored, oneToOne, turned, type ImageSize, type Size, type View } from '../view/geometry';
import { DEFAULT_DISPLAY } from '../view/viewport';
import { presets, type Preset } from '../pixels/presets';
import { fullRange } from '../pixels/voi';
import { display, magnifying, series, setDisplay, texts, viewport } from '../state';
import type { Action } from './action';

export const invert: Action = {
  name: 'invert',
  label: 'action-invert',
  keys: ['I'],
  icon: 'sun-moon',
  pressed: () => display.value.inverted,
  run: () => setDisplay({ inverted: !display.value.inverted }),
};

export const allValues: Action = {
  name: 'full-range',
  label: 'action-full-range',
  keys: ['F'],
  icon: 'unfold-horizontal',
  pressed: () => display.value.voi === fullRange,
  run: () => setDisplay({ voi: display.value.voi === fullRange ? DEFAULT_DISPLAY.voi : fullRange }),
};

/** What changes with where the image stands in the viewport. */
function viewing(
  action: Omit<Action, 'run' | 'enabled'>,
  next: (view: View, size: Size, image: ImageSize) => View,
): Action {
  return {
    ...action,
    enabled: () => measured(viewport.value) !== null,
    run: () => setDisplay({ view: next(display.value.view, viewport.value.size.value, measured(viewport.value)!) }),
  };
}

export const fit = viewing(
  {
    name: 'fit',
    label: 'action-fit',
    keys: ['0'],
    icon: 'maximize',
    pressed: () => display.value.view.zoom === 1,
  },
  (view) => ({ ...view, zoom: FIT.zoom, pan: FIT.pan }),
);

export const actualSize = viewing(
  { name: 'one-to-one', label: 'action-one-to-one', keys: ['='], icon: 'equal-square' },
  (view, size, image) => oneToOne(view, size, image, window.devicePixelRatio || 1),
);

export const turnRight = viewing(
  { name: 'turn-right', label: 'action-turn-right', keys: ['.'], icon: 'rotate-cw-square' },
  (view, size, image) => turned(view, 1, size, image),
);

export const turnLeft = viewing(
  { name: 'turn-left', label: 'action-turn-left', keys: [','], icon: 'rotate-ccw-square' },
  (view, size, image) => turned(view, 3, size, image),
);

export const mirrorAcross = viewing(
  { name: 'mirror-across', label: 'action-mirror-across', keys: ['H'], icon: 'flip-vertical-2' },
  (view, size, image) => mirrored(view, true, size, image),
);

export const mirrorDown = viewing(
  { name: 'mirror-down', label: 'action-mirror-down', keys: ['Shift+H'], icon: 'flip-horizontal-2' },
  (view, size, image) => mirrored(view, false, size, image),
);

export const reset: Action = {
  name: 'reset',
  label: 'action-reset',
  keys: ['Space'],
  icon: 'rotate-ccw',
  run: () => setDisplay(DEFAULT_DISPLAY),
};

/** The key has to be held; a button switches it on and off. */
export const magnifier: Action = {
  name: 'magnifier',
  label: 'action-magnifier',
  keys: ['M'],
  icon: 'search',
  pressed: () => magnifying.value,
  run: () => {
    magnifying.value = !magnifying.value;
  },
  release: () => {
    magnifying.value = false;
  },
};

export const words: Action = {
  name: 'words',
  label: 'action-words',
  keys: ['T'],
  icon: 'type',
  pressed: () => texts.value,
  run: () => {
    texts.value = !texts.value;
  },
};

/** Those on keys. */
export function currentPresets(): Preset[] {
  return presets(series.value?.modality ?? '');
}

export const presetActions: Action[] = ([1, 2, 3, 4, 5] as const).map((number): Action => ({
  name: `preset-${number}`,
  label: `action-preset-${number}`,
  keys: [String(number)],
  run: () => {
    const preset = currentPresets()[number - 1];
    if (preset) setDisplay({ voi: preset.voi });
  },
}));
