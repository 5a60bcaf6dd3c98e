/** What of the annotations is shown and chosen just now. */
import { computed, signal } from '@preact/signals';
import { drawnOn, keyOf, type Annotation, type Form } from '../../case/annotations';
import { drawing } from '../../case/store';
import { place, tab, tool } from '../state';

/** What the tool draws next. */
export const form = signal<Form>('arrow');
export const chosenId = signal<string | null>(null);
/** One that is being drawn or moved, as it is just now; a new one has no id yet. */
export const inHand = signal<Annotation | null>(null);
/** Typed texts that name a patient. */
export const naming = signal<ReadonlySet<string>>(new Set());

/** They lie over the image only while somebody works with them. */
export const areShown = computed(() => tab.value === 'teaching' || tool.value === 'annotate');

export const hereDrawn = computed<Annotation[]>(() =>
  place.value ? drawnOn(drawing.value.annotations, place.value.id, place.value.frame) : [],
);

export const hereKey = computed<Annotation | undefined>(() =>
  place.value ? keyOf(drawing.value.annotations, place.value.id, place.value.frame) : undefined,
);

/** The selected one, where it is on the shown frame and the keys are for it. */
export const chosen = computed(() =>
  tool.value === 'annotate' ? (hereDrawn.value.find(({ id }) => id === chosenId.value) ?? null) : null,
);

/** True while drawings cover a part of the image in use, which so does not count as seen. */
export const isCovered = computed(() => areShown.value && (hereDrawn.value.length > 0 || inHand.value !== null));

export function forgetAnnotations(): void {
  chosenId.value = null;
  inHand.value = null;
  naming.value = new Set();
  // A computed value remembers its last answer until it is asked again.
  for (const derived of [hereDrawn, hereKey, chosen]) void derived.value;
}
