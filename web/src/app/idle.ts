/** Clears a case that was left alone, where the site asks for it: an identity should not stand on a screen overnight. */
import { effect, signal } from '@preact/signals';
import { site } from '../config/site';
import { phase } from '../case/process';
import { making } from '../share/make-paper';
import { upload } from '../share/upload';
import { packing } from '../share/zip';
import { reading } from '../survey/state';
import { clearCase, clearedAfter, hasCase } from './clear';

const WARNING = 60_000;
const LOOK = 1000;
const SIGNS = ['pointerdown', 'pointermove', 'wheel', 'keydown', 'drop'] as const;

/** Seconds until the case is cleared, during the last minute; null otherwise. */
export const secondsLeft = signal<number | null>(null);

// Of the clock on the wall: a computer that slept all night was idle all night.
let last = Date.now();

export function stay(): void {
  last = Date.now();
  secondsLeft.value = null;
}

/** Once the page has asked, only an answer counts: a click that was meant for the question must not reach what is below. */
function sign(): void {
  if (secondsLeft.value === null) last = Date.now();
}

function working(): boolean {
  const busy = packing.value.kind === 'packing' || making.value.kind === 'making' || reading.value.kind === 'reading';
  return ['reading', 'planning', 'cleaning'].includes(phase.value) || busy || upload.value.state === 'running';
}

function look(minutes: number): void {
  if (!hasCase() || working()) return stay();
  const left = last + minutes * 60_000 - Date.now();
  if (left > 0) {
    secondsLeft.value = left <= WARNING ? Math.ceil(left / 1000) : null;
    return;
  }
  clearCase();
  stay();
  clearedAfter.value = minutes;
}

export function watchIdle(): void {
  effect(() => {
    const minutes = site.value.idleMinutes;
    if (minutes === null) return;
    const timer = setInterval(() => look(minutes), LOOK);
    for (const name of SIGNS) window.addEventListener(name, sign, { passive: true, capture: true });
    return () => {
      clearInterval(timer);
      for (const name of SIGNS) window.removeEventListener(name, sign, { capture: true });
    };
  });
}
