// The catalogue of all decisions and the blocks of their words; each is loaded once, when needed.

import { nameOf } from "./query.js";
import { read } from "./words.js";

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
// What stands between the parts of a reference.
const BETWEEN = "[ \\u00a0/–-]";
const [loaded, known] = [new Map(), new Map()];

/** A file beside this one. */
export function load(name) {
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

/** The register: a row for each decision, the numbers that are `missing`, and how references are written. */
export async function register() {
  const columns = await load("catalogue.json");
  return (columns.register ??= registerOf(columns));
}

/** Loads what the first answer will need. */
export async function prepare() {
  const { blocks } = await register();
  await Promise.all(blocks.slice(0, 1).map(load));
}

function registerOf(columns) {
  const rows = columns.slug.map((slug, at) => rowOf(columns, slug, at));
  const missing = columns.missing.map((one) => ({ ...one, ...namesOf(one.reference) }));
  const held = [...rows, ...missing];
  return { blocks: columns.blocks, rows, missing, numbers: new Set(held.map(({ number }) => number)), series: seriesOf(held.map(({ name }) => name)) };
}

function rowOf(columns, slug, at) {
  const topics = columns.on[at].map((topic) => columns.topics[topic]);
  const recipients = columns.to[at].map((one) => columns.recipients[one]);
  const [reference, title, day, outcome, total] = ["reference", "title", "day", "outcome", "total"].map((name) => columns[name][at]);
  const [maker, office] = columns.makers[columns.maker[at]] ?? ["", ""];
  const names = namesOf(reference);
  const parts = names.name.split("-");
  const beside = together([{ keys: [...parts, parts.join("")], line: "" }, ...[outcome, ...topics.map(([, name]) => name), ...recipients].map(readOnce)]);
  return { slug, ...names, reference, title, day, outcome, total, maker, office, topics: topics.map(([key]) => key), titled: read(title), beside };
}

// The same few names stand in most rows.
function readOnce(name) {
  if (!known.has(name)) known.set(name, read(name));
  return known.get(name);
}

function together(texts) {
  return { keys: texts.flatMap(({ keys }) => keys), line: texts.map(({ line }) => line).join("|") };
}

function namesOf(reference) {
  const name = nameOf(reference);
  return { name, number: name.split("-").at(-1) };
}

// What finds the references of these series in a query, each with as many numbers as it has.
function seriesOf(names) {
  const shapes = [...new Set(names.map((name) => name.replace(/[0-9]+/g, "0")))].sort().reverse();
  const writings = shapes.map((shape) => shape.replace("-0", `${BETWEEN}*[0-9]+`).replaceAll("-0", `${BETWEEN}+[0-9]+`));
  return writings.length ? new RegExp(`(?<![\\p{L}\\p{N}])(?:${writings.join("|")})(?![\\p{L}\\p{N}])`, "giu") : null;
}

/** Which of the terms each decision of a block has in its words, by its slug. */
export function lookUp(block, terms) {
  const words = (block.sorted ??= block.words.split(" "));
  const having = (block.having ??= block.in.split(" "));
  const has = (key, open) => {
    const found = new Set();
    for (let at = placeOf(words, key); open ? words[at]?.startsWith(key) : words[at] === key; at++) {
      for (const letter of having[at]) found.add(letter);
    }
    return found;
  };
  const all = ([first, ...others]) => [...first].filter((letter) => others.every((one) => one.has(letter)));
  const met = terms.map(({ ways, open }) => new Set(ways.flatMap((way) => all(way.map((key, at) => has(key, open && at === way.length - 1))))));
  return new Map(block.decisions.map((slug, at) => [slug, met.map((one) => one.has(LETTERS[at]))]));
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
