// What was written since: the passages of the form now, compared with those of the last form that stood in the page. That
// form stays while the paper can't be built, so it is always the last one that was.

import { bring, form, isSeen, topOf } from "/frame.js";

const PASSAGES = "h1, h2, h3, h4, p, li, tr, dd";
// Numbers that follow from the order of the text: a passage that has another is not one that was written.
const NUMBERS = ".number, .mark, sup a";
const POINTERS = 'a[href^="#p"]';

let last = [];

// Marks every passage that prints other words than before, or stands elsewhere, and brings into view the one that the
// writer is most likely at. Gives that passage, and how many there are.
export function showWritten() {
  const now = passagesOf(form());
  const before = last;
  last = now.map(({ words, numbers }) => ({ words, numbers }));
  if (!before.length) return {};
  const { written, renumbered, gone } = compared(before, now);
  const marked = [...written, ...renumbered];
  if (!marked.length && !gone) return {};
  for (const one of form().querySelectorAll("[data-written]")) delete one.dataset.written;
  for (const one of marked) one.dataset.written = "";
  if (gone && !marked.length) gone.dataset.written = "gone";
  const prose = written.filter((one) => one.closest("[data-line]"));
  const passage = goTo([prose, written, gone ? [gone] : [], renumbered].find((some) => some.length));
  return { changed: marked.length, passage };
}

// Stays where enough of a run is in view; otherwise goes to the nearest, and to the first of those about there. Gives the
// passage that is seen first then.
function goTo(elements) {
  const runs = runsOf(elements);
  const seen = runs.find(isEnough);
  if (seen) return seen.find(isSeen);
  const away = (run) => Math.min(...run.map((one) => Math.abs(topOf(one) - innerHeight / 2)));
  const nearest = runs.reduce((best, run) => (away(run) < away(best) ? run : best));
  const first = runs.find((run) => topOf(run[0]) > topOf(nearest[0]) - innerHeight / 2);
  bring(first[0], heightOf(first));
  return first[0];
}

// Those that follow one another closely, together: they were most likely pasted or written at once.
function runsOf(elements) {
  const runs = [];
  for (const one of elements) {
    const above = runs.at(-1);
    if (above && topOf(one) - footOf(above.at(-1)) < innerHeight / 8) above.push(one);
    else runs.push([one]);
  }
  return runs;
}

const footOf = (element) => topOf(element) + element.getBoundingClientRect().height;
const heightOf = (run) => footOf(run.at(-1)) - topOf(run[0]);

// Most of a run, or as much of it as fills a third of the window.
function isEnough(run) {
  const seen = run.filter(isSeen);
  return seen.length === run.length || (seen.length > 0 && heightOf(seen) >= Math.min(heightOf(run) * 0.6, innerHeight / 3));
}

// The passages in the order of reading. `words` holds where a passage stands, what it prints, and as which of several
// alike; `numbers` are those of the paragraphs that it points to.
function passagesOf(page) {
  const times = new Map();
  let part = "";
  const found = [];
  for (const element of page.querySelectorAll(PASSAGES)) {
    if (element.matches("h2[id], h3[id]")) part = element.id;
    if (element.querySelector(PASSAGES) || element.closest("footer")) continue;
    const fact = element.matches("dd") ? element.parentElement.querySelector("dt")?.textContent : "";
    const own = `${part} ${fact} ${printed(element)}`;
    times.set(own, (times.get(own) ?? 0) + 1);
    const numbers = [...element.querySelectorAll(POINTERS)].filter((one) => !one.matches(NUMBERS)).map((one) => one.textContent).join();
    found.push({ element, words: `${own} ${times.get(own)}`, numbers });
  }
  return found;
}

function printed(element) {
  if (!element.querySelector(`${NUMBERS}, ${POINTERS}`)) return element.innerHTML;
  const copy = element.cloneNode(true);
  for (const one of copy.querySelectorAll(`${NUMBERS}, ${POINTERS}`)) one.remove();
  return copy.innerHTML;
}

// What was written, what only points to another number now, and where nothing was: what stands before what is gone.
function compared(before, now) {
  const was = new Map(before.map(({ words }, at) => [words, at]));
  const places = now.map(({ words }) => was.get(words));
  const kept = inOrder(places);
  const stayed = new Set([...kept].map((at) => places[at]));
  const first = before.findIndex((_, at) => !stayed.has(at));
  const above = [...kept].filter((at) => places[at] < first).sort((one, other) => one - other).at(-1) ?? 0;
  return {
    written: now.filter((_, at) => !kept.has(at)).map(({ element }) => element),
    renumbered: now.filter(({ numbers }, at) => kept.has(at) && before[places[at]].numbers !== numbers).map(({ element }) => element),
    gone: first < 0 ? undefined : now[above]?.element,
  };
}

// The most places that stand in their order, by where they stand; what was there before and is not among them was moved.
function inOrder(places) {
  const ends = [];
  const above = [];
  places.forEach((place, at) => {
    if (place === undefined) return;
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (places[ends[middle]] < place) low = middle + 1;
      else high = middle;
    }
    above[at] = ends[low - 1];
    ends[low] = at;
  });
  const run = new Set();
  for (let at = ends.at(-1); at !== undefined; at = above[at]) run.add(at);
  return run;
}
