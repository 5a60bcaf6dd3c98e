/**
 * The whole state of a case, in one place and in memory only.
 *
 * Records stand in a plain map, so that ten thousand files cost no copies; two counters tell the page when to draw.
 */
import { computed, signal } from '@preact/signals';
import type { Annotation } from './annotations';
import { EMPTY, type Drawing } from './history';
import { group } from './group';
import { newItem, type Item } from './model';
import type { Shape } from './shapes';

const items = new Map<string, Item>();

/** Rises when files or candidates came or went: lists are grouped and sorted anew. */
export const structure = signal(0);
/** Rises when something was seen, approved or left out. */
export const marks = signal(0);
/** The redactions and annotations with their history. */
export const drawing = signal<Drawing>(EMPTY);
/** False again as soon as something changes after a download in what would leave. */
export const takenAway = signal(false);

const pending = { structure: false, marks: false };

/** Milliseconds that it took to group and draw the case the last time. */
let cost = 0;

/** Many changes of one moment are drawn once, and a large case rarely: drawing takes a tenth of the time, the work has the rest. */
function announce(kind: 'structure' | 'marks'): void {
  if (!pending.structure && !pending.marks) setTimeout(settle, Math.min(Math.max(10 * cost, 32), 2000));
  pending[kind] = true;
}

/** Makes what was announced visible at once; called where a person waits for it. */
export function settle(): void {
  const began = performance.now();
  if (pending.structure) structure.value += 1;
  if (pending.structure || pending.marks) {
    marks.value += 1;
    setTimeout(() => (cost = performance.now() - began));
  }
  pending.structure = false;
  pending.marks = false;
}

export function item(id: string): Item | undefined {
  return items.get(id);
}

export function allItems(): Item[] {
  return [...items.values()];
}

let lastId = 0;

export function addFile(file: File, path: string): Item {
  lastId += 1;
  const fresh = newItem(`f${lastId}`, file, path);
  items.set(fresh.id, fresh);
  takenAway.value = false;
  announce('structure');
  return fresh;
}

let lastShape = 0;

/** A new redaction with a name that no other of this page has. */
export function named(shape: Omit<Shape, 'id'>): Shape {
  lastShape += 1;
  return { ...shape, id: `r${lastShape}` };
}

/** The same for an annotation. */
export function numbered(annotation: Omit<Annotation, 'id'>): Annotation {
  lastShape += 1;
  return { ...annotation, id: `a${lastShape}` };
}

export function forget(id: string): void {
  items.delete(id);
  announce('structure');
}

const MARKS = new Set<keyof Item>(['seen', 'approval', 'leftOut', 'cannotShow']);

export function patch(id: string, change: Partial<Item>): void {
  const old = items.get(id);
  if (!old) return;
  items.set(id, { ...old, ...change });
  if ('approval' in change || 'leftOut' in change) takenAway.value = false;
  const structural = Object.keys(change).some((key) => !MARKS.has(key as keyof Item));
  announce(structural ? 'structure' : 'marks');
}

/** All files as they stand; draws again with every change. */
export const current = computed(() => {
  void marks.value;
  return allItems();
});

/** What came out clean, by patient, study and series. */
export const patients = computed(() => {
  void structure.value;
  return group(allItems());
});

export const allSeries = computed(() =>
  patients.value.flatMap((patient) => patient.studies.flatMap((study) => study.series)),
);
