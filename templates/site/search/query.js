// What a reader asks for: terms, each of which can be met in one way or another.

import { AMOUNT, fold, sumOf, wordsIn } from "./words.js";

const TERM = new RegExp(`(?<pounds>£)?[ \\u00a0]?(?<![0-9.,])${AMOUNT}|[\\p{L}\\p{N}][\\p{L}\\p{N}\\p{M}\\p{Cf}]*`, "giu");

/** The terms of a query. The last word of the last one may go on. */
export function termsOf(query) {
  const terms = [...query.matchAll(TERM)].map(termOf).filter(({ ways }) => ways.length);
  return terms.map((term, at) => ({ ...term, open: at === terms.length - 1 }));
}

// A sum is looked for as that sum; a number on its own may be just a number too. PCD1462 is PCD 1462.
function termOf({ 0: text, groups }) {
  const sum = groups.number && sumOf(groups);
  if (sum && (groups.pounds || groups.scale)) return { ways: [[sum]] };
  const words = wordsIn(text).map(({ key }) => key);
  const apart = words.flatMap((word) => word.match(/\p{N}+|[^\p{N}]+/gu));
  return { ways: [sum ? [sum] : apart, words].filter((way) => way.length) };
}

/** What `all` makes of the term: `has` tells of one word, or of all that begin with it, what `all` and `any` put together. */
export function meet({ ways, open }, has, all, any) {
  return any(ways.map((way) => all(way.map((key, at) => has(key, open && at === way.length - 1 && !key.startsWith("£"))))));
}

/** Whether a list of words meets the term. */
export function isMet(term, keys) {
  const has = (key, open) => keys.some((one) => (open ? one.startsWith(key) : one === key));
  return meet(term, has, (found) => found.every(Boolean), (found) => found.some(Boolean));
}

/** The words in a list of stretches that the term looks for. */
export function sought({ ways, open }, stretches) {
  const wanted = ways.flat();
  const last = open ? ways.map((way) => way.at(-1)).filter((key) => !key.startsWith("£")) : [];
  return stretches.filter(({ key }) => wanted.includes(key) || last.some((start) => key.startsWith(start)));
}

/** A reference without what people write differently in it: PCD 0462, pcd-462 and PCD462 are one. */
export function nameOf(reference) {
  const parts = fold(reference).match(/[a-z]+|[0-9]+/g) ?? [];
  return parts.map((part) => part.replace(/^0+(?=[0-9])/, "")).join("");
}

/** A sum that a reader typed, in pounds, with or without the sign; NaN where it is none. */
export function poundsOf(text) {
  const match = text.trim().match(new RegExp(`^£?[ \\u00a0]?${AMOUNT}$`, "iu"));
  return Number((match && sumOf(match.groups))?.slice(1) ?? NaN);
}
