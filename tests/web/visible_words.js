/** Every text on the page that somebody sees or hears: text nodes, choices, names, tips and placeholders. */
() => {
  const found = new Set([document.title]);
  const NAMES = ['aria-label', 'aria-roledescription', 'aria-valuetext', 'title', 'placeholder', 'alt', 'label'];
  for (const element of document.querySelectorAll('body *')) {
    if (element.matches('script, style') || (!element.checkVisibility() && !element.closest('select'))) continue;
    for (const name of NAMES) if (element.hasAttribute(name)) found.add(element.getAttribute(name));
    for (const node of element.childNodes) if (node.nodeType === Node.TEXT_NODE) found.add(node.data.trim());
  }
  return [...found];
}
