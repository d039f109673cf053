// The answers: paragraphs of the public page of a decision, each with the place on it to which a link leads.

import { isMet, sought } from "./query.js";
import { read } from "./words.js";

const TEXTS = "h2, h3, h4, p, tr, dd, .documents li";
// What is the same on every page, or stands beside the answer already.
const LEFT_OUT = ".declaration, .letterhead, article > .title, .word, .chain [aria-current]";
// Where the paper itself speaks: an answer from there comes before one from its frame.
const PAPER = ".part:not(.signed) :not(.question)";
const MARKS = "sup, .number, .mark";
const MOST = 3;
const LONG = 360;
const BEFORE = 90;
const WITHOUT_STYLE = { createHTML: (page) => page.replace(/<style>.*?<\/style>/s, "") };
const PAGES = globalThis.trustedTypes?.createPolicy("pages", WITHOUT_STYLE) ?? WITHOUT_STYLE;
const remembered = new Map();

/** The address of a decision's page from that of the search. */
export function addressOf(slug) {
  return `../decisions/${slug}/`;
}

/** The address of a passage. One without a place of its own is pointed out by its first words, to browsers that can. */
export function addressIn(slug, { id, isAbove, text }) {
  const words = isAbove && !text.includes(" · ") ? text.split(" ").slice(0, 8).join(" ") : "";
  const hint = words && `:~:text=${encodeURIComponent(words).replaceAll("-", "%2D")}`;
  return addressOf(slug) + (id || hint ? `#${encodeURIComponent(id)}${hint}` : "");
}

/** The first passages of a page that meet all terms, and the others that do; where none does, one that meets most. */
export async function passages(slug, terms) {
  const counted = (await textsAt(slug)).map((text) => ({ text, met: terms.filter((term) => isMet(term, text)).length }));
  const most = Math.max(1, ...counted.map(({ met }) => met));
  const best = counted.filter(({ met }) => met === most).map(({ text }) => ({ ...text, pieces: cut(pieces(text, terms)) }));
  return most === terms.length ? { shown: best.slice(0, MOST), more: best.slice(MOST) } : { shown: best.slice(0, 1), more: [] };
}

/** Whether each of these phrases stands in the title, the topics, the recipients or some text of a decision. */
export async function holdPhrases(row, phrases) {
  const texts = [row.titled, row.beside, ...(await textsAt(row.slug))];
  return phrases.every((phrase) => texts.some((text) => isMet(phrase, text)));
}

async function textsAt(slug) {
  if (!remembered.has(slug)) remembered.set(slug, [...textsOf(await pageOf(slug))].sort((one, other) => other.paper - one.paper));
  return remembered.get(slug);
}

// A page is read as a document of its own, in which nothing runs and nothing is loaded. The policy of this page lets
// no other text become one, and no style but its own in, so that of the other is left out.
async function pageOf(slug) {
  const answer = await fetch(new URL(`${addressOf(slug)}index.html`, import.meta.url));
  if (!answer.ok) throw new Error(`${slug}: ${answer.status}`);
  return new DOMParser().parseFromString(PAGES.createHTML(await answer.text()), "text/html");
}

/** Every text of a page that holds no smaller one, with the id and the name of its place: its own, or the last above it. */
function* textsOf(page) {
  let above = { id: "", place: "" };
  for (const element of page.querySelectorAll(`main :is(${TEXTS})`)) {
    if (element.closest(LEFT_OUT) || element.querySelector(TEXTS)) continue;
    const text = textOf(element);
    const own = placeOf(element, text);
    const isHeading = element.matches("h2, h3");
    if (own?.id || isHeading) above = { id: "", ...own, place: named(own?.below ?? own?.place ?? text), isAbove: true };
    if (!isHeading) yield { ...(own ?? above), ...read(text), text, paper: element.matches(PAPER) };
  }
}

function placeOf(element, text) {
  const note = element.closest(".notes li");
  if (note) return { id: note.id, place: `Footnote ${note.id.slice(1)}` };
  if (element.matches(".numbered")) return { id: element.id, ...numbered(element.id.slice(1)) };
  if (element.matches("[id]")) return { id: element.id, place: named(text) };
  const region = element.closest("section[aria-label]:not(:has(h2))");
  return region && { id: "", place: region.getAttribute("aria-label") };
}

function named(place) {
  return place.replace(/:$/, "");
}

function numbered(number) {
  return { place: `Paragraph ${number}`, below: `Below paragraph ${number}` };
}

function textOf(element) {
  const copy = element.cloneNode(true);
  copy.querySelectorAll(MARKS).forEach((mark) => mark.remove());
  const texts = copy.cells ? [...copy.cells].map((cell) => cell.textContent) : [copy.textContent];
  return texts.map((text) => text.replace(/\s+/g, " ").trim()).join(" · ");
}

/** A text in pieces, of which those are marked that the terms look for. */
export function pieces({ text, stretches }, terms) {
  const marked = terms.flatMap((term) => sought(term, stretches)).sort((one, other) => one.start - other.start);
  const found = [];
  let at = 0;
  for (const { start, end } of marked) {
    if (end <= at) continue;
    found.push({ text: text.slice(at, Math.max(at, start)) }, { text: text.slice(Math.max(at, start), end), marked: true });
    at = end;
  }
  return [...found, { text: text.slice(at) }].filter((piece) => piece.text);
}

// Of a long text, what stands round the first word that is marked.
function cut(found) {
  const length = found.reduce((sum, { text }) => sum + text.length, 0);
  if (length <= LONG) return found;
  const first = found.findIndex(({ marked }) => marked);
  const before = found.slice(0, Math.max(first, 0)).map(({ text }) => text).join("");
  const start = before.length > BEFORE ? before.lastIndexOf(" ", before.length - BEFORE) + 1 : 0;
  return [...(start ? [{ text: "… " }] : []), ...within(found, start, start + LONG)];
}

function within(found, start, end) {
  let at = 0;
  const kept = found.map((piece) => {
    const text = piece.text.slice(Math.max(0, start - at), Math.max(0, end - at));
    at += piece.text.length;
    return { ...piece, text };
  });
  if (at <= end) return kept.filter(({ text }) => text);
  const last = kept.findLast(({ text }) => text);
  last.text = last.marked ? last.text : last.text.replace(/\s+\S*$/, "");
  return [...kept.filter(({ text }) => text), { text: " …" }];
}
