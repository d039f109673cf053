// The form within its frame, and where its blocks stand in the window.

const MARKS = `
[data-written] { background: var(--target, transparent); outline: 1px solid; outline-offset: .25rem; }
[data-written="gone"] { background: none; outline: 3px dotted; }
[data-meant] { outline: 3px dashed; outline-offset: .25rem; }`;

export const main = () => document.getElementById("main");
export const frame = () => document.getElementById("form");
export const form = () => frame()?.contentDocument;

// The block that was typed on that line.
export const block = (line) => (Number(line) ? [...form()?.querySelectorAll(`[data-line="${Number(line)}"]`) ?? []].at(-1) : undefined);

export const topOf = (element) => frame().getBoundingClientRect().top + element.getBoundingClientRect().top;

// How much of the top of the window stays covered: by this, and by all that does.
export function covered(by) {
  const element = document.querySelector(by);
  return element && getComputedStyle(element).position === "sticky" ? element.getBoundingClientRect().height : 0;
}
export const roof = () => covered(".bar") + covered(".broken");

export function isSeen(element) {
  const top = topOf(element);
  return top >= roof() && top + Math.min(element.getBoundingClientRect().height, innerHeight / 3) <= innerHeight;
}

// Brings an element into view, and what follows below it as far as that height.
export function bring(element, height = 0) {
  if (isSeen(element) && height === 0) return;
  const above = roof();
  const room = innerHeight - above;
  scrollBy({ top: topOf(element) - above - Math.max(8, Math.min(room / 4, room - height)), behavior: "instant" });
}

// The look of the marks; of an old form, its documents say that they are old.
export function dress() {
  const sheet = new (frame().contentWindow.CSSStyleSheet)();
  const old = main().dataset.old;
  sheet.replaceSync(old ? `${MARKS} a[href$=".docx"]::after { content: ${JSON.stringify(` (${old})`)}; }` : MARKS);
  form().adoptedStyleSheets = [sheet];
}
