// Puts in place only what differs between two pages, so that scroll position, focus and selection stay.

/** Makes `now` like `next`; says whether it was not. Of its children those alike at both ends are left alone. */
export function morph(now, next) {
  if (now.isEqualNode(next)) return false;
  if (now.nodeName !== next.nodeName || now.nodeType !== Node.ELEMENT_NODE) {
    now.replaceWith(next);
    return true;
  }
  dress(now, next);
  const old = [...now.childNodes];
  const young = [...next.childNodes];
  while (old.length && young.length && old[0].isEqualNode(young[0])) {
    old.shift();
    young.shift();
  }
  let end = null;
  while (old.length && young.length && old.at(-1).isEqualNode(young.at(-1))) {
    end = old.pop();
    young.pop();
  }
  const both = Math.min(old.length, young.length);
  for (let at = 0; at < both; at++) morph(old[at], young[at]);
  for (const node of old.slice(both)) node.remove();
  for (const node of young.slice(both)) now.insertBefore(node, end);
  return true;
}

// What the reader has opened stays open.
const isReaders = (name) => name === "open";

function dress(now, next) {
  for (const { name } of [...now.attributes]) if (!next.hasAttribute(name) && !isReaders(name)) now.removeAttribute(name);
  for (const { name, value } of next.attributes) if (now.getAttribute(name) !== value && !isReaders(name)) now.setAttribute(name, value);
}
