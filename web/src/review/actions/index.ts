import type { Action } from './action';
import { cine, first, last, nextImage, pageDown, pageUp, previousImage } from './navigate';
import { approve, leaveOutImage, leaveOutSeries, nextSeries } from './series';
import { addAction, deleteAction, redoAction, undoAction } from './shapes';
import { escape, panTool, redactTool, windowTool, zoomTool } from './tools';
import { allValues, fit, invert, presetActions, reset } from './view';

/** The toolbar from left to right, in groups. */
export const TOOLBAR: Action[][] = [
  [windowTool, panTool, zoomTool],
  [redactTool, deleteAction],
  [undoAction, redoAction],
  [invert, allValues, reset],
];

export const ACTIONS: Action[] = [
  ...TOOLBAR.flat(),
  addAction,
  fit,
  escape,
  ...presetActions,
  nextImage,
  previousImage,
  pageDown,
  pageUp,
  first,
  last,
  cine,
  approve,
  nextSeries,
  leaveOutImage,
  leaveOutSeries,
];
