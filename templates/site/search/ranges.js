// A range of totals in words: over £4m, between 5 and 10 million, £2.5m to £3m, under £50k, £1m or more.

import { AMOUNT, sumOf } from "./words.js";

const SUM = new RegExp(`(?<pounds>£)?[ \\u00a0]?(?<![0-9.,\\p{L}])${AMOUNT}`, "giu");
const FROM = leading("between|from");
// The first that fits: “no more than” is not “more than”.
const BOUNDS = [
  { as: "up to", lead: leading("up to|at most|(?:no|not) more than|not over|max(?:imum)?(?: of)?"), tail: /^ ?(?:or|and) (?:less|under|below)/i, isIn: (total, sum) => total <= sum },
  { as: "of at least", lead: leading("at least|(?:no|not) less than|not under|min(?:imum)?(?: of)?"), tail: /^ ?(?:\+|(?:or|and) (?:more|over|above))/i, isIn: (total, sum) => total >= sum },
  { as: "over", lead: leading("over|above|(?:more|greater) than|exceeding|>"), isIn: (total, sum) => total > sum },
  { as: "under", lead: leading("under|below|(?:less|smaller) than|<"), isIn: (total, sum) => total < sum },
];
const POUNDS = new Intl.NumberFormat("en-GB", { style: "currency", currency: "GBP", trailingZeroDisplay: "stripIfInteger" });

/** A sum in pounds as people read it. */
export function writeSum(sum) {
  return POUNDS.format(sum);
}

/** The ranges of totals in a text, each with its place there and, in `as`, in words. */
export function rangesIn(text) {
  const sums = [...text.matchAll(SUM)].map((match) => ({ ...match.groups, start: match.index + match[0].search(/\S/), end: match.index + match[0].length }));
  return sums.map((sum, at) => betweenTwo(text, sum, sums[at + 1]) ?? ofOne(text, sum)).filter(Boolean);
}

function betweenTwo(text, first, second) {
  const between = second && text.slice(first.end, second.start).trim();
  const lead = text.slice(0, first.start).match(FROM);
  const isRange = /^(?:to|[-–—])$/i.test(between) || (lead && /^and$/i.test(between));
  if (!isRange || !areMoney(first, second)) return null;
  const scale = first.scale ?? (Number(first.number) < Number(second.number) ? second.scale : undefined);
  const [least, most] = [poundsOf({ ...first, scale }), poundsOf(second)].sort((one, other) => one - other);
  const as = `with a total from ${writeSum(least)} to ${writeSum(most)}`;
  return { start: lead?.index ?? first.start, end: second.end, as, isIn: ({ total }) => total !== null && total >= least && total <= most };
}

function ofOne(text, sum) {
  if (!areMoney(sum)) return null;
  const bound = poundsOf(sum);
  for (const { as, lead, tail, isIn } of BOUNDS) {
    const [before, after] = [text.slice(0, sum.start).match(lead), tail && text.slice(sum.end).match(tail)];
    const [start, end] = [before?.index ?? sum.start, sum.end + (after?.[0].length ?? 0)];
    if (before || after) return { start, end, as: `with a total ${as} ${writeSum(bound)}`, isIn: ({ total }) => total !== null && isIn(total, bound) };
  }
  return null;
}

// At the end of what stands before a sum, with a word that says no more than that it is one.
function leading(words) {
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:(?:decisions?|totals?|sums?|costs?|costing|worth)\\s+)?(?:${words})\\s*$`, "iu");
}

// “Over 500” may be people, and “between 5 and 10” anything.
function areMoney(...sums) {
  return sums.every(sumOf) && sums.some(({ pounds, scale }) => pounds || scale);
}

function poundsOf(sum) {
  return Number(sumOf(sum).slice(1));
}
