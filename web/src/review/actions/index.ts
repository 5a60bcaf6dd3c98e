import type { Plain } from '../../words';
import type { Action } from './action';
import { help } from './help';
import { linkedScroll, otherViewport, twoViewports } from './layout';
import { cine, faster, first, last, nextImage, pageDown, pageUp, previousImage, slower } from './navigate';
import { boxActions, contactSheet, projection } from './sheet';
import { addDrawing, annotateTools, starAction } from './teaching';
import { approve, leaveOutImage, leaveOutSeries, nextSeries } from './series';
import {
  addAction, closeAction, compareAction, copyAction, deleteAction, insideAction, moveActions, pasteAction, redoAction, undoAction,
} from './shapes';
import { cropTool, ellipseTool, escape, panTool, polygonTool, redactTool, scrollTool, windowTool, zoomTool } from './tools';
import {
  actualSize, allValues, fit, invert, magnifier, mirrorAcross, mirrorDown, presetActions, reset, turnLeft, turnRight, words,
} from './view';

/** The toolbar from left to right, in groups. */
export const TOOLBAR: Action[][] = [
  [windowTool, scrollTool, panTool, zoomTool],
  [redactTool, ellipseTool, polygonTool, cropTool],
  [compareAction, undoAction, redoAction],
  [invert, allValues],
  [contactSheet, projection],
];

/** The menu beside it. */
export const VIEW_MENU: Action[][] = [
  [turnRight, turnLeft, mirrorAcross, mirrorDown],
  [fit, actualSize, magnifier, reset],
  [twoViewports, otherViewport, linkedScroll],
  [words],
];

/** Everything that has a key, as the help sheet tells it. */
export const SECTIONS: { title: Plain; actions: Action[] }[] = [
  { title: 'help-images', actions: [nextImage, previousImage, pageDown, pageUp, first, last, cine, faster, slower] },
  { title: 'help-glance', actions: [contactSheet, projection, ...boxActions] },
  { title: 'help-window', actions: [...presetActions, allValues, invert, reset] },
  { title: 'help-view', actions: [fit, actualSize, magnifier, turnRight, turnLeft, mirrorAcross, mirrorDown, words] },
  { title: 'help-side-by-side', actions: [twoViewports, otherViewport, linkedScroll] },
  { title: 'help-tools', actions: [windowTool, scrollTool, panTool, zoomTool, redactTool, ellipseTool, polygonTool, cropTool, escape] },
  { title: 'help-redactions', actions: [addAction, insideAction, closeAction, copyAction, pasteAction, compareAction, deleteAction, undoAction, redoAction] },
  { title: 'help-teaching', actions: [...annotateTools, addDrawing, starAction] },
  { title: 'help-selected', actions: moveActions },
  { title: 'help-series', actions: [approve, nextSeries, leaveOutImage, leaveOutSeries, help] },
];

export const ACTIONS: Action[] = SECTIONS.flatMap(({ actions }) => actions);
