// The form in its frame: putting a new one in place, marking what was written, and the notes beside it.

import { morph } from "./morph.js";

const MARKED_FOR = 2500; // milliseconds for which what was written is marked
const BESIDE = matchMedia("(min-width: 60rem)"); // as in preview.css
const MARK = "[data-written] { background: var(--target, transparent); outline: 3px solid; outline-offset: .25rem; }";
const TEXTS = "h1, h2, h3, h4, p, li, td, th, dt, dd";
const NUMBERS = ".number, .mark";

const places = new CSSStyleSheet(); // heights and gaps: a policy of the page lets no style stand in its elements
document.adoptedStyleSheets = [places];

export const frame = () => document.getElementById("form");
const form = () => frame()?.contentDocument;
const isOld = () => document.getElementById("main").dataset.old !== undefined;

/** Puts the new form in place; gives what was written since the one before, or null where it is the same. */
export function swap(next) {
  const look = (page) => [...page.querySelectorAll("style, meta")].map((one) => one.outerHTML).join();
  const now = form();
  if (now.readyState !== "complete" || look(now) !== look(next)) {
    frame().contentWindow.location.reload(); // a new style needs its page anew, as that lets in no other
    return [];
  }
  const before = counted(now.body);
  return morph(now.body, next.body) ? written(now.body, before) : null;
}

// How often each text stands in a form, whatever its number.
function counted(body) {
  const counts = new Map();
  for (const [, words] of texts(body)) counts.set(words, (counts.get(words) ?? 0) + 1);
  return counts;
}

function written(body, before) {
  const isNew = ([, words]) => {
    const left = before.get(words) ?? 0;
    before.set(words, left - 1);
    return left < 1;
  };
  return texts(body).filter(isNew).map(([element]) => element);
}

function texts(body) {
  const innermost = [...body.querySelectorAll(TEXTS)].filter((element) => !element.querySelector(TEXTS) && !element.closest("footer"));
  return innermost.map((element) => [element, wordsOf(element)]);
}

function wordsOf(element) {
  const own = element.cloneNode(true);
  for (const number of own.querySelectorAll(NUMBERS)) number.remove();
  return own.textContent.trim();
}

const block = (line) => (Number(line) ? [...(form()?.querySelectorAll(`[data-line="${Number(line)}"]`) ?? [])].at(-1) : undefined);

/** Shows what was written, or where something was taken out. */
export function showWritten(elements, line) {
  show(elements.length ? elements : [block(line)].filter(Boolean));
}

/** Shows the block that was typed on this line. */
export function showLine(line) {
  show([block(line)].filter(Boolean));
}

// Marks these for a while, and brings the first into view where none is.
function show(elements) {
  if (!elements.length) return;
  if (!elements.some(isInView)) {
    scrollBy({ top: topOf(elements[0]) - innerHeight / 3, behavior: "instant" });
  }
  for (const element of elements) element.dataset.written = "";
  setTimeout(() => { for (const element of elements) delete element.dataset.written; }, MARKED_FOR);
}

const topOf = (element) => frame().getBoundingClientRect().top + element.getBoundingClientRect().top;

function isInView(element) {
  const bar = document.querySelector(".bar").getBoundingClientRect().bottom;
  const top = topOf(element);
  return top >= bar && top + Math.min(element.getBoundingClientRect().height, innerHeight / 2) <= innerHeight;
}

/** Gives the frame the height of its form, and each note the height of its block, or the next below that is free. */
export function arrange() {
  if (!form()?.body) {
    places.replaceSync("");
    return;
  }
  const height = Math.ceil(form().documentElement.getBoundingClientRect().height) + 4;
  places.replaceSync(`#form { height: ${height}px; }`);
  if (!BESIDE.matches) return;
  const rules = [];
  let moved = 0;
  const top = frame().getBoundingClientRect().top;
  for (const note of document.querySelectorAll("#margin [data-place], #margin [data-beside]")) {
    if (!note.checkVisibility()) continue;
    const beside = note.dataset.beside ? form().querySelector(note.dataset.beside) : block(note.dataset.place);
    const gap = beside ? top + beside.getBoundingClientRect().top - note.getBoundingClientRect().top - moved : 0;
    if (gap <= 0) continue;
    moved += gap;
    rules.push(`#${note.id} { margin-top: ${gap}px; }`);
  }
  for (const rule of rules) places.insertRule(rule);
}

// What leads out of the form opens in the whole window, and other sites in one of their own.
function follow(click) {
  const link = click.target.closest("a[href]");
  if (!link || link.getAttribute("href").startsWith("#") || click.ctrlKey || click.metaKey || click.shiftKey) return;
  click.preventDefault();
  if (link.origin === location.origin) location.assign(link.href);
  else open(link.href, "_blank", "noopener");
}

/** Makes the form at home in its frame; the Word document of an old one is not offered. */
export function dress() {
  const page = form();
  const look = new (frame().contentWindow.CSSStyleSheet)();
  look.replaceSync(MARK + (isOld() ? ".word { display: none; }" : ""));
  page.adoptedStyleSheets = [look];
  page.addEventListener("click", follow);
  arrange();
}

// A frame may come with any answer, so its loading is noticed where all events come by.
document.addEventListener("load", (event) => event.target === frame() && dress(), true);
if (form()?.readyState === "complete" && form().URL !== "about:blank") dress();
addEventListener("resize", arrange);
document.addEventListener("toggle", arrange, true);
