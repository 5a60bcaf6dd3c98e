import { allSeries } from '../../case/store';
import { viewports } from '../state';
import { isLinked, link, showOne, showTwo, useOther } from '../view/layout';
import type { Action } from './action';

const two = () => viewports.value.length > 1;

export const twoViewports: Action = {
  name: 'two-viewports',
  label: 'action-two-viewports',
  keys: ['D'],
  icon: 'columns-2',
  pressed: two,
  enabled: () => allSeries.value.length > 0,
  run: () => (two() ? showOne() : showTwo()),
};

export const otherViewport: Action = {
  name: 'other-viewport',
  label: 'action-other-viewport',
  keys: ['Shift+D'],
  icon: 'arrow-right-left',
  enabled: two,
  run: useOther,
};

export const linkedScroll: Action = {
  name: 'linked-scroll',
  label: 'action-linked-scroll',
  keys: ['L'],
  icon: 'link',
  pressed: isLinked,
  enabled: two,
  run: () => link(!isLinked()),
};
