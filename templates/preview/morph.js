// Puts in place only what differs: scroll position, focus and selection stay.

// What readers open, and what the page marks by itself, is not in what the server sends.
const OWN = new Set(["open", "tabindex", "data-written", "data-meant"]);

// Makes `now` like `next`; says whether it was not. Of its children those alike at both ends are left alone.
export function morph(now, next) {
  if (now.isEqualNode(next)) return false;
  if (now.nodeName !== next.nodeName || now.nodeType !== Node.ELEMENT_NODE) {
    now.replaceWith(next);
    return true;
  }
  const renamed = attributes(now, next);
  return children(now, next) || renamed;
}

function attributes(now, next) {
  const gone = [...now.attributes].filter(({ name }) => !next.hasAttribute(name) && !OWN.has(name));
  const other = [...next.attributes].filter(({ name, value }) => now.getAttribute(name) !== value);
  for (const { name } of gone) now.removeAttribute(name);
  for (const { name, value } of other) now.setAttribute(name, value);
  return gone.length + other.length > 0;
}

function children(now, next) {
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
  let differs = old.length !== young.length;
  for (let at = 0; at < both; at++) differs = morph(old[at], young[at]) || differs;
  for (const node of old.slice(both)) node.remove();
  for (const node of young.slice(both)) now.insertBefore(node, end);
  return differs;
}
