import { effect, signal } from '@preact/signals';

/** Dark until somebody asks for light. Remembered nowhere. */
export const light = signal(false);

export function followTheme(): void {
  effect(() => {
    document.documentElement.dataset.theme = light.value ? 'light' : 'dark';
  });
}
