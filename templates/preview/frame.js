// The form within its frame, and where its blocks stand in the window.

const MARKS = `
[data-written] { background: var(--target, transparent); outline: 3px solid; outline-offset: .25rem; }
[data-written="gone"] { background: none; outline-style: dotted; }
[data-meant] { outline: 3px dashed; outline-offset: .25rem; }`;

export const main = () => document.getElementById("main");
export const frame = () => document.getElementById("form");
export const form = () => frame()?.contentDocument;

// The block that was typed on that line.
export const block = (line) => (Number(line) ? [...form()?.querySelectorAll(`[data-line="${Number(line)}"]`) ?? []].at(-1) : undefined);

export const topOf = (element) => frame().getBoundingClientRect().top + element.getBoundingClientRect().top;

// What is fixed at the top of the window ends here.
export function roof() {
  return Math.max(0, ...[...document.querySelectorAll(".bar, .broken")].map((one) => one.getBoundingClientRect().bottom));
}

export function isSeen(element) {
  const top = topOf(element);
  return top >= roof() && top + Math.min(element.getBoundingClientRect().height, innerHeight / 3) <= innerHeight;
}

export function bring(element) {
  if (isSeen(element)) return;
  const above = roof();
  scrollBy({ top: topOf(element) - above - (innerHeight - above) / 4, behavior: "instant" });
}

// The look of the marks; of an old form, its documents say that they are old.
export function dress() {
  const sheet = new (frame().contentWindow.CSSStyleSheet)();
  const old = main().dataset.old;
  sheet.replaceSync(old ? `${MARKS} a[href$=".docx"]::after { content: ${JSON.stringify(` (${old})`)}; }` : MARKS);
  form().adoptedStyleSheets = [sheet];
}
