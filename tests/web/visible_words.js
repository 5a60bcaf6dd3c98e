/** Every text on the page that somebody sees or hears: text nodes, choices, names, tips and placeholders. */
() => {
  const found = new Set([document.title]);
  const NAMES = ['aria-label', 'aria-roledescription', 'aria-valuetext', 'title', 'placeholder', 'alt', 'label'];
  for (const element of document.querySelectorAll('body *')) {
    if (element.matches('script, style') || (!element.checkVisibility() && !element.closest('select'))) continue;
    for (const name of NAMES) if (element.hasAttribute(name)) found.add(element.getAttribute(name));
    // A text on an image stands in lines, and is one text all the same.
    if (element.matches('text')) found.add([...element.children].map((line) => line.textContent.trim()).join(' '));
    if (element.matches('text > tspan')) continue;
    for (const node of element.childNodes) if (node.nodeType === Node.TEXT_NODE) found.add(node.data.trim());
  }
  return [...found];
}
