// What is found: first by the catalogue, then by the words of the texts.

import { load, lookUp, register } from "./index.js";
import { holdPhrases } from "./passages.js";
import { NAMED, placeIn, WRITTEN } from "./query.js";

// So many blocks are on their way at once: the newest is there soonest, and of a search that is given up few come.
const AHEAD = 5;
// So many pages are read for words in quotation marks, which no list of words can tell.
const [PAGES, PAGES_AT_ONCE] = [60, 6];

/** The decisions that a reader asks for, in lists as they are found.
 *
 * First those of these references, and those of which title, day, total, topics and recipients meet all terms, the best
 * first; then those whose text does, from the newest. Where none meets all, those follow that meet most, and `most`
 * tells how many. `absent` are the terms that nothing meets, `unread` how many texts were not searched for a phrase.
 */
export async function* find({ wanted, keep, year }) {
  const { blocks, rows } = await register();
  const { terms, ranges, query } = wanted;
  if (query && !terms.length && !ranges.length) return;
  const kept = rows.filter((row) => keep(row) && ranges.every(({ isIn }) => isIn(row)));
  const places = new Map(kept.map((row) => [row.slug, { row, at: terms.map((term) => placeIn(term, row)) }]));
  const told = new Set();
  yield { rows: tell(told, [...places.values()].filter(isFirst(terms)).sort(byRank)) };
  const names = blocks.filter((name) => !year || name.startsWith(`words-${year}-`));
  if (terms.length) yield* findInTexts({ names, places, terms, told });
}

// Those that are meant by their reference, whichever of several; else those that meet all.
function isFirst(terms) {
  const areNames = terms.length > 0 && terms.every(({ name, number }) => name || number);
  return ({ at }) => at.every(Boolean) || (areNames && at.includes(NAMED));
}

// In the order in which references were typed, then by how well each term is met; what is equal stays from the newest.
function byRank({ at: one }, { at: other }) {
  const rank = (at) => (at.includes(NAMED) ? 1000 - at.indexOf(NAMED) : at.reduce((sum, place) => sum + place, 0));
  return rank(other) - rank(one);
}

function tell(told, found) {
  const fresh = found.map(({ row }) => row).filter((row) => !told.has(row));
  fresh.forEach((row) => told.add(row));
  return fresh;
}

async function* findInTexts({ names, places, terms, told }) {
  const seen = terms.map((_, at) => [...places.values()].some((one) => one.at[at]));
  const phrases = terms.filter(({ phrase }) => phrase);
  let [left, unread] = [PAGES, 0];
  for (const [number, name] of names.entries()) {
    names.slice(number, number + AHEAD).forEach(load);
    const whole = inBlock(lookUp(await load(name), terms), places, seen).filter(({ at, row }) => at.every(Boolean) && !told.has(row));
    const read = phrases.length ? whole.slice(0, left) : whole;
    left -= phrases.length ? read.length : 0;
    unread += whole.length - read.length;
    const step = phrases.length ? PAGES_AT_ONCE : read.length || 1;
    for (let at = 0; at < read.length; at += step) yield { rows: tell(told, await withPhrases(read.slice(at, at + step), phrases)) };
  }
  const absent = terms.filter((_, at) => !seen[at]);
  yield { rows: [], absent, unread };
  if (!told.size) yield* findMost(places, terms, told);
}

/** The decisions of a block, now with what their words meet; notes in `seen` what any text does, be it kept or not. */
function inBlock(found, places, seen) {
  const here = [];
  for (const [slug, met] of found) {
    met.forEach((one, at) => { seen[at] ||= one; });
    const one = places.get(slug);
    if (one) here.push({ row: one.row, at: (one.at = one.at.map((place, at) => place || (met[at] ? WRITTEN : 0))) });
  }
  return here.sort(byRank);
}

async function withPhrases(some, phrases) {
  const held = await Promise.all(some.map(({ row }) => !phrases.length || holdPhrases(row, phrases).catch(() => false)));
  return some.filter((_, at) => held[at]);
}

// A reference is met or not: papers of the same series have nothing else in common with it.
async function* findMost(places, terms, told) {
  const plain = terms.map(({ name, phrase }) => !name && !phrase);
  const some = [...places.values()].map(({ row, at }) => ({ row, at: at.filter((_, place) => plain[place]) }));
  const numberOf = ({ at }) => at.filter(Boolean).length;
  const most = Math.max(0, ...some.map(numberOf));
  if (most) yield { rows: tell(told, some.filter((one) => numberOf(one) === most).sort(byRank)), most };
}
