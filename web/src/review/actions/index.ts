import type { Action } from './action';
import { help } from './help';
import { linkedScroll, otherViewport, twoViewports } from './layout';
import { cine, faster, first, last, nextImage, pageDown, pageUp, previousImage, slower } from './navigate';
import { contactSheet, projection } from './sheet';
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
export const SECTIONS: { title: string; actions: Action[] }[] = [
  { title: 'Images', actions: [nextImage, previousImage, pageDown, pageUp, first, last, cine, faster, slower] },
  { title: 'At a glance', actions: [contactSheet, projection] },
  { title: 'Window', actions: [...presetActions, allValues, invert, reset] },
  { title: 'View', actions: [fit, actualSize, magnifier, turnRight, turnLeft, mirrorAcross, mirrorDown, words] },
  { title: 'Side by side', actions: [twoViewports, otherViewport, linkedScroll] },
  { title: 'Tools', actions: [windowTool, scrollTool, panTool, zoomTool, redactTool, ellipseTool, polygonTool, cropTool, escape] },
  { title: 'Redactions', actions: [addAction, insideAction, closeAction, copyAction, pasteAction, compareAction, deleteAction, undoAction, redoAction] },
  { title: 'Teaching', actions: [...annotateTools, addDrawing, starAction] },
  { title: 'A selected redaction or drawing', actions: moveActions },
  { title: 'Series', actions: [approve, nextSeries, leaveOutImage, leaveOutSeries, help] },
];

export const ACTIONS: Action[] = SECTIONS.flatMap(({ actions }) => actions);
