/**
 * What is wrong with the layout of the page as it stands: texts that are cut or stick out, things that lie upon each other, things
 * that cannot be reached. Run in the page with the lists of what may be so on purpose; elements are named by their classes, never by
 * their text.
 */
({ upon, cut: mayBeCut }) => {
  const SLACK = 1;
  const faults = new Set();
  const style = new Map();
  const styleOf = (element) => style.get(element) ?? style.set(element, getComputedStyle(element)).get(element);
  // A modal dialog or an open menu is all that can be used.
  const top = [...document.querySelectorAll('dialog:modal, :popover-open')].at(-1);
  const root = top ?? document.body;

  const own = (element) => `${element.localName}${[...element.classList].map((each) => `.${each}`).join('')}`;
  const name = (element) => (element.classList.length || element === root ? own(element) : `${own(element.parentElement)}>${own(element)}`);
  const isScroller = (element, axis) =>
    /auto|scroll/.test(styleOf(element)[`overflow${axis}`]) && styleOf(element).scrollbarWidth !== 'none';
  const clips = (element, axis) => styleOf(element)[`overflow${axis}`] !== 'visible' && !isScroller(element, axis);
  const ancestors = (element) => {
    const found = [];
    for (let at = element; at && at !== root.parentElement; at = at.parentElement) found.push(at);
    return found;
  };
  const isHidden = (element) =>
    !element.checkVisibility({ visibilityProperty: true }) || ancestors(element).some((each) => each.matches('[hidden], svg:not([role])') || styleOf(each).clipPath === 'inset(50%)');
  const scrollerOf = (element) => ancestors(element).find((each) => isScroller(each, 'X') || isScroller(each, 'Y')) ?? null;
  const meet = (a, b) => ({
    left: Math.max(a.left, b.left), top: Math.max(a.top, b.top), right: Math.min(a.right, b.right), bottom: Math.min(a.bottom, b.bottom),
  });
  const isEmpty = ({ left, top: above, right, bottom }) => right - left <= SLACK || bottom - above <= SLACK;
  /** What is left of a rectangle in an element behind the edges of all that is around it. */
  const cut = (rect, element, byScrollers) => {
    let left = meet(rect, rect);
    for (const each of ancestors(element)) {
      const edges = each.getBoundingClientRect();
      for (const [axis, from, to] of [['X', 'left', 'right'], ['Y', 'top', 'bottom']]) {
        if (clips(each, axis) || (byScrollers && isScroller(each, axis))) {
          left = { ...left, [from]: Math.max(left[from], edges[from]), [to]: Math.min(left[to], edges[to]) };
        }
      }
    }
    return left;
  };
  const isOn = (element, list) => list.some((selector) => element.closest(selector));

  // Texts, line by line.
  const texts = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const element = node.parentElement;
    if (!node.data.trim() || element.closest('select, textarea, style, script') || isHidden(element) || isOn(element, upon)) continue;
    if (element.closest('details:not([open])') && !element.closest('summary')) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const rect of range.getClientRects()) if (!isEmpty(rect)) texts.push({ element, rect });
  }
  for (const { element, rect } of texts) {
    const title = element.closest('[title]') !== null || isOn(element, mayBeCut);
    let left = rect;
    for (const each of ancestors(element)) {
      const { display, position, textOverflow, webkitLineClamp, whiteSpaceCollapse } = styleOf(each);
      if (display === 'inline' || display === 'contents') continue;
      if (isScroller(each, 'X')) break;
      const box = each.getBoundingClientRect();
      // Where spaces are kept one may hang over the end of a line.
      const hanging = whiteSpaceCollapse === 'preserve' ? 8 : 0;
      const beyond = left.left < box.left - SLACK || left.right > box.right + SLACK + hanging;
      const below = clips(each, 'Y') && (left.top < box.top - SLACK || left.bottom > box.bottom + SLACK);
      if (beyond && !(title && textOverflow === 'ellipsis' && clips(each, 'X'))) faults.add(`text is too wide for ${name(each)}`);
      if (below && !(title && webkitLineClamp !== 'none')) faults.add(`text is too high for ${name(each)}`);
      if (beyond || below) left = meet(left, box);
      if (isEmpty(left) || position === 'absolute' || position === 'fixed') break;
    }
  }

  // What a field says before somebody types, and what a choice says.
  const ink = document.createElement('canvas').getContext('2d');
  for (const field of root.querySelectorAll('input, select, textarea')) {
    if (isHidden(field) || isEmpty(field.getBoundingClientRect())) continue;
    const { fontWeight, fontSize, fontFamily, paddingLeft, paddingRight, textOverflow } = styleOf(field);
    const words = field.localName === 'select' ? field.selectedOptions[0]?.textContent.trim() : field.placeholder;
    if (!words || field.localName === 'textarea') continue;
    ink.font = `${fontWeight} ${fontSize} ${fontFamily}`;
    const arrow = field.localName === 'select' ? 22 : 0;
    const room = field.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight) - arrow;
    // All of a choice stands in the list that it opens.
    const title = field.localName === 'select' || field.closest('[title]') !== null;
    if (ink.measureText(words).width > room + 2 && !(textOverflow === 'ellipsis' && title)) faults.add(`words are too long for ${name(field)}`);
  }

  // What can be pressed lies within the window, and all of it is there.
  const USABLE = 'button, a[href], input:not([type=file]), select, textarea, summary, [role=slider], [role=option], [role=row][tabindex]';
  const usable = [...root.querySelectorAll(USABLE)].filter((each) => !isHidden(each) && !isEmpty(each.getBoundingClientRect()));
  const screen = { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
  for (const element of usable) {
    const rect = element.getBoundingClientRect();
    const around = ancestors(element);
    const scrolls = (axis) => around.some((each) => each !== element && isScroller(each, axis));
    const out = (edges, axis) =>
      axis === 'X' ? rect.left < edges.left - SLACK || rect.right > edges.right + SLACK : rect.top < edges.top - SLACK || rect.bottom > edges.bottom + SLACK;
    for (const axis of ['X', 'Y']) {
      const cutter = around.slice(1).find((each) => isScroller(each, axis) || (clips(each, axis) && out(each.getBoundingClientRect(), axis)));
      if (cutter && !isScroller(cutter, axis)) faults.add(`${name(element)} is cut by ${name(cutter)}`);
      if (out(screen, axis) && !scrolls(axis)) faults.add(`${name(element)} is outside of the window`);
    }
  }

  // Nothing lies upon anything else.
  const things = [...usable.map((element) => ({ element, rect: element.getBoundingClientRect() })), ...texts]
    .map(({ element, rect }) => ({
      element, scroller: scrollerOf(element), whole: cut(rect, element, false), seen: cut(rect, element, true),
      // What stays while other things pass under it.
      sticks: ancestors(element).some((each) => styleOf(each).position === 'sticky'),
    }))
    .filter(({ element, whole }) => !isEmpty(whole) && !isOn(element, upon))
    .sort((a, b) => a.whole.top - b.whole.top);
  things.forEach((a, at) => {
    for (const b of things.slice(at + 1)) {
      if (b.whole.top >= a.whole.bottom) break;
      if (a.element.contains(b.element) || b.element.contains(a.element) || a.sticks !== b.sticks) continue;
      const same = a.scroller === b.scroller;
      if (!isEmpty(same ? meet(a.whole, b.whole) : meet(a.seen, b.seen))) faults.add(`${name(a.element)} and ${name(b.element)} lie upon each other`);
    }
  });

  // Words stand around an image and never over it, where something may be burned in.
  for (const words of root.querySelectorAll('.words > span, .edge, .scale, .rewriting-others')) {
    if (isHidden(words)) continue;
    const port = words.closest('.viewport').getBoundingClientRect();
    const margin = 24 * Number(styleOf(words).getPropertyValue('--scale'));
    const inner = { left: port.left + margin, top: port.top + margin, right: port.right - margin, bottom: port.bottom - margin };
    if (!isEmpty(meet(words.getBoundingClientRect(), inner))) faults.add(`${name(words)} lies over the image`);
  }

  // Nothing scrolls sideways.
  for (const element of root.querySelectorAll('*')) {
    if (/auto|scroll/.test(styleOf(element).overflowX) && element.scrollWidth > element.clientWidth + SLACK && !isHidden(element)) {
      faults.add(`${name(element)} scrolls sideways`);
    }
  }
  if (document.documentElement.scrollWidth > innerWidth) faults.add('the page scrolls sideways');
  return [...faults].sort();
}
