/** Keeps the tab from losing work, and a file that misses the drop zone from replacing the page. */
import { allItems, takenAway } from '../case/store';

export function guard(): void {
  window.addEventListener('beforeunload', (event) => {
    if (allItems().length > 0 && !takenAway.value) event.preventDefault();
  });
  for (const type of ['dragover', 'drop'] as const) {
    window.addEventListener(type, (event) => {
      if (event.defaultPrevented) return;
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = 'none';
    });
  }
}
