/** False while a part of an element lies outside of the window or under something else. */
export function uncovered(element: HTMLElement): boolean {
  const box = element.getBoundingClientRect();
  return [0.02, 0.5, 0.97].every((across) =>
    [0.02, 0.5, 0.97].every((down) => {
      return element.contains(document.elementFromPoint(box.left + box.width * across, box.top + box.height * down));
    }),
  );
}
