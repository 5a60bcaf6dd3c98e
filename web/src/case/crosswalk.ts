/** Whether a crosswalk is wanted when the case is done. Asked in Rules, and answered at Share. */
import { signal } from '@preact/signals';

export const crosswalkWanted = signal(false);
