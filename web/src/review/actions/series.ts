import { approveSeries, leaveOut } from '../../case/approve';
import { allSeries, item } from '../../case/store';
import { statusOf } from '../../case/status';
import { choose, series, shownItem, status } from '../state';
import type { Action } from './action';

export const approve: Action = {
  name: 'approve',
  label: 'Approve series',
  keys: ['A'],
  icon: 'check',
  enabled: () => status.value?.state === 'ready',
  run: () => approveSeries(series.value!),
};

const DONE = new Set(['approved', 'waived', 'left out']);

/** The next one that still needs somebody, round the end; else simply the next. */
export const nextSeries: Action = {
  name: 'next-series',
  label: 'Next series',
  keys: ['N'],
  icon: 'skip-forward',
  enabled: () => allSeries.value.length > 1,
  run: () => {
    const all = allSeries.value;
    const at = all.findIndex((each) => each.uid === series.value?.uid);
    const round = [...all.slice(at + 1), ...all.slice(0, at)];
    const open = round.find((each) => !DONE.has(statusOf(each, item).state));
    const to = open ?? round[0];
    if (to) choose(to.uid);
  },
};

export const leaveOutImage: Action = {
  name: 'leave-out-image',
  label: 'Leave this image out',
  keys: ['X'],
  icon: 'eye-off',
  pressed: () => shownItem.value?.leftOut ?? false,
  enabled: () => shownItem.value !== null,
  run: () => leaveOut([shownItem.value!.id], !shownItem.value!.leftOut),
};

export const leaveOutSeries: Action = {
  name: 'leave-out-series',
  label: 'Leave this series out',
  keys: ['Shift+X'],
  run: () => leaveOut(series.value!.ids, status.value?.state !== 'left out'),
  enabled: () => series.value !== null,
};
