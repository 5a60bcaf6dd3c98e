import { approveSeries, leaveOut } from '../../case/approve';
import type { Series } from '../../case/group';
import { onceAnswered } from '../../case/question';
import { allSeries, item } from '../../case/store';
import { statusOf } from '../../case/status';
import { choose, series, shownItem, status } from '../state';
import type { Action } from './action';

export const approve: Action = {
  name: 'approve',
  label: 'action-approve',
  keys: ['A'],
  icon: 'check',
  enabled: () => status.value?.state === 'ready',
  run: () => {
    const now = series.value!;
    onceAnswered(() => approveSeries(now));
  },
};

const DONE = new Set(['approved', 'waived', 'left out']);

function after(all: readonly Series[]): Series | undefined {
  const at = all.findIndex((each) => each.uid === series.value?.uid);
  const next = all[(at + 1) % all.length];
  return next?.uid === series.value?.uid ? undefined : next;
}

/** Of those that still need somebody the one that needs it most; from one of them to the next, round the end. Else simply the next. */
export const nextSeries: Action = {
  name: 'next-series',
  label: 'action-next-series',
  keys: ['N'],
  icon: 'skip-forward',
  enabled: () => allSeries.value.length > 1,
  run: () => {
    const all = allSeries.value;
    const open = all.filter((each) => !DONE.has(statusOf(each, item).state)).sort((a, b) => a.risk.rank - b.risk.rank);
    const to = after(open) ?? after(all);
    if (to) choose(to.uid);
  },
};

export const leaveOutImage: Action = {
  name: 'leave-out-image',
  label: 'action-leave-out-image',
  keys: ['X'],
  icon: 'eye-off',
  pressed: () => shownItem.value?.leftOut ?? false,
  enabled: () => shownItem.value !== null,
  run: () => leaveOut([shownItem.value!.id], !shownItem.value!.leftOut),
};

export const leaveOutSeries: Action = {
  name: 'leave-out-series',
  label: 'action-leave-out-series',
  keys: ['Shift+X'],
  run: () => leaveOut(series.value!.ids, status.value?.state !== 'left out'),
  enabled: () => series.value !== null,
};
