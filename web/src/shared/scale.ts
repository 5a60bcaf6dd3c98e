/** How much larger everything but images is drawn on a large screen (tokens.css). */
export function screenScale(): number {
  return Number(getComputedStyle(document.documentElement).getPropertyValue('--scale'));
}
