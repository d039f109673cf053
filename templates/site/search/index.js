// What was found, from the catalogue of all decisions and the blocks of their words; each is loaded once, when needed.

import { isMet, meet, nameOf, termsOf } from "./query.js";
import { wordsIn } from "./words.js";

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
// So many blocks are on their way at once: the newest is there soonest, and of a search that is given up few come.
const AHEAD = 5;
const loaded = new Map();

/** A file beside this one. */
function load(name) {
  if (!loaded.has(name)) {
    const coming = fetch(new URL(name, import.meta.url)).then((answer) => {
      if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
      return answer.json();
    });
    coming.catch(() => loaded.delete(name));
    loaded.set(name, coming);
  }
  return loaded.get(name);
}

/** The catalogue, with a row for each decision in place of its columns. */
async function catalogue() {
  const columns = await load("catalogue.json");
  columns.rows ??= columns.slug.map((slug, at) => {
    const topics = columns.on[at].map((topic) => columns.topics[topic]);
    const [reference, title, day, total] = ["reference", "title", "day", "total"].map((name) => columns[name][at]);
    const [maker, office] = columns.makers[columns.maker[at]] ?? ["", ""];
    const keys = wordsIn([reference, title, ...topics.map(([, name]) => name)].join(" ")).map(({ key }) => key);
    return { slug, reference, title, day, total, maker, office, topics: topics.map(([key]) => key), name: nameOf(reference), keys };
  });
  return columns;
}

/** Loads what the first answer will need. */
export async function prepare() {
  const { blocks } = await catalogue();
  await Promise.all(blocks.slice(0, 1).map(load));
}

/** The decisions that a reader asks for, in lists as they are found, the best first and then the newest.
 *
 * First those of that reference, then those whose title, topics or reference have all words, then those whose text has
 * them. Where none has all, `most` is set, and those follow that have most.
 */
export async function* find({ query, keep, year }) {
  const { blocks, rows } = await catalogue();
  const terms = termsOf(query);
  if (query && !terms.length) return;
  const kept = rows.filter(keep);
  const named = kept.filter((row) => isNamed(row, nameOf(query)));
  const titled = kept.filter((row) => !named.includes(row) && terms.every((term) => isMet(term, row.keys)));
  yield { rows: [...named, ...titled] };
  const names = blocks.filter((name) => !year || name.startsWith(`words-${year}-`));
  if (terms.length) yield* findInTexts({ names, kept, terms, told: new Set([...named, ...titled]) });
}

async function* findInTexts({ names, kept, terms, told }) {
  const met = new Map();
  for (const [at, name] of names.entries()) {
    names.slice(at, at + AHEAD).forEach(load);
    for (const [slug, number] of count(await load(name), terms)) met.set(slug, number);
    const whole = kept.filter((row) => !told.has(row) && met.get(row.slug) === terms.length);
    whole.forEach((row) => told.add(row));
    yield { rows: whole };
  }
  const most = Math.max(0, ...kept.map((row) => met.get(row.slug) ?? 0));
  if (!told.size && most) yield { rows: kept.filter((row) => met.get(row.slug) === most), most: true };
}

// The whole reference, or its number alone.
function isNamed({ name, slug }, wanted) {
  return wanted !== "" && (name === wanted || slug.split("-").at(-1) === wanted);
}

/** How many of the terms each decision of a block meets, by its slug. */
function count(block, terms) {
  const words = (block.sorted ??= block.words.split(" "));
  const having = (block.having ??= block.in.split(" "));
  const has = (key, open) => {
    const found = new Set();
    for (let at = placeOf(words, key); open ? words[at]?.startsWith(key) : words[at] === key; at++) {
      for (const letter of having[at]) found.add(letter);
    }
    return found;
  };
  const all = ([first, ...others]) => new Set([...first].filter((letter) => others.every((one) => one.has(letter))));
  const any = (sets) => new Set(sets.flatMap((one) => [...one]));
  const met = terms.map((term) => meet(term, has, all, any));
  return block.decisions.map((slug, at) => [slug, met.filter((one) => one.has(LETTERS[at])).length]);
}

/** Where a word stands in a sorted list, or would. */
function placeOf(words, word) {
  let [low, high] = [0, words.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (words[middle] < word) low = middle + 1;
    else high = middle;
  }
  return low;
}
