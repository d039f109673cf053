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
  let differs = old.length !== young.length;
  for (const node of young) {
    const mate = mateOf(node, old);
    for (const gone of old.splice(0, mate)) gone.remove();
    if (mate < 0) now.insertBefore(node, old[0] ?? end);
    else differs = morph(old.shift(), node) || differs;
    differs ||= mate !== 0;
  }
  for (const node of old) node.remove();
  return differs;
}

// Which of the old children goes on as this one: for what says what it is about, one that says the same, or none; for
// anything else the next, unless that may go on as another.
function mateOf(node, old) {
  const about = node.dataset?.about;
  if (about !== undefined) return old.findIndex((one) => one.dataset?.about === about);
  return old.length && old[0].dataset?.about === undefined ? 0 : -1;
}
