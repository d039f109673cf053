// What a reader asks for: terms, each of which a decision can meet in one way or another, and ranges of totals and days.

import { daysIn } from "./days.js";
import { periodsIn } from "./periods.js";
import { rangesIn, writeSum } from "./ranges.js";
import { AMOUNT, financialYearsIn, fold, lineOf, sumOf, wordsIn } from "./words.js";

const PHRASE = /["“„”]([^"“„”]+)["“”]/gu;
const TERM = new RegExp(`(?<pounds>£)?[ \\u00a0]?(?<![0-9.,])${AMOUNT}|[\\p{L}\\p{N}][\\p{L}\\p{N}\\p{M}\\p{Cf}]*`, "giu");
const NUMBERED = /(?<![\p{L}\p{N}])(?:decision|reference|number|paper|ref|no)\b\.?[ \u00a0]*(?<number>[0-9]+)(?![\p{L}\p{N},.])/giu;
const YEAR = /^(?:19|20)[0-9]{2}$/;
// How well a decision meets a term: it is the one that is meant, its title or a fact does, its topics or recipients, its text.
export const [NAMED, TITLED, BESIDE, WRITTEN] = [8, 4, 2, 1];

/** The terms of a query in order, and the `ranges` of totals and days for which it asks; the last word of all may go on. */
export function readQuery(query, register) {
  const found = [];
  let left = query;
  for (const reader of [phrasesIn, rangesIn, referencesIn, numbersIn, periodsIn, daysIn, yearsIn, wordsAndSums]) {
    const some = reader(left, register);
    found.push(...some);
    for (const { start, end } of some) left = left.slice(0, start) + " ".repeat(end - start) + left.slice(end);
  }
  const terms = found.filter(({ ways }) => ways?.length).sort((one, other) => one.start - other.start);
  return { query, ranges: found.filter(({ isIn }) => isIn), terms: withoutAnd(terms) };
}

/** How well a decision of the catalogue meets a term; 0 where only its text may. */
export function placeIn(term, row) {
  const known = term.of?.(row) ?? 0;
  return known || (isMet(term, row.titled) ? TITLED : isMet(term, row.beside) ? BESIDE : 0);
}

function phrasesIn(text) {
  return [...text.matchAll(PHRASE)].map((match) => ({ match, words: wordsIn(match[1]) }))
    .map(({ match, words }) => ({ ...placed(match), phrase: lineOf(words), ways: words.length ? [words.map(({ key }) => key)] : [] }));
}

// Of the series that the register has: PCD 1462, pcd1462 and PCD-01462 are one.
function referencesIn(text, { series }) {
  return (series ? [...text.matchAll(series)] : []).map((match) => named(match, nameOf(match[0])));
}

function named(match, name) {
  return { ...placed(match), name, ways: [[name]], of: (row) => (row.name === name ? NAMED : 0) };
}

// “Decision 1462”, where there is or was one of that number.
function numbersIn(text, { numbers }) {
  return [...text.matchAll(NUMBERED)].map((match) => ({ ...numberOf(match.groups.number, numbers), ...placed(match) })).filter(({ number }) => number);
}

// Of 2023/24 the two years stand together.
function yearsIn(text) {
  return financialYearsIn(text).map(({ key, start, end }) => ({ text: text.slice(start, end), start, end, ways: [[key]] }));
}

// A sum is looked for as that sum; a number on its own may be a reference, a year, or just a number.
function wordsAndSums(text, { numbers }) {
  const length = text.trimEnd().length;
  return [...text.matchAll(TERM)].map((match) => {
    const [sum, place] = [match.groups.number && sumOf(match.groups), placed(match)];
    if (sum && (match.groups.pounds || match.groups.scale)) return { ...place, ...totalOf(sum), ways: [[sum]] };
    if (sum) return { ...totalOf(sum), ...numberOf(match[0].trim(), numbers, sum), ...place };
    const words = wordsIn(match[0]).map(({ key }) => key);
    const apart = words.flatMap((word) => word.match(/\p{N}+|[^\p{N}]+/gu));
    return { ...place, ways: [apart, words].filter((way) => way.length), open: place.end === length && !/[0-9]/.test(match[0]) };
  });
}

function totalOf(sum) {
  const pounds = Number(sum.slice(1));
  return { as: `with a total of ${writeSum(pounds)}`, of: ({ total }) => (total === pounds ? TITLED : 0) };
}

function numberOf(text, numbers, sum = `£${text}`) {
  const [number, pounds] = [nameOf(text), Number(sum.slice(1))];
  const words = wordsIn(text).map(({ key }) => key);
  const isYear = YEAR.test(text);
  const of = (row) => (row.number === number ? NAMED : (isYear ? row.day.startsWith(text) : row.total === pounds) ? TITLED : 0);
  return { ways: [[sum], words], of, likely: true, ...(isYear && { as: `dated ${text}` }), ...(numbers.has(number) && { number }) };
}

function placed(match) {
  return { text: match[0].trim(), start: match.index, end: match.index + match[0].length };
}

// Several references may stand with words between them that ask for nothing.
function withoutAnd(terms) {
  const others = terms.filter(({ name, text }) => name || !/^(?:and|or)$/i.test(text));
  return others.length > 1 && others.every(({ name, number }) => name || number) ? others : terms;
}

/** Whether a text that was read meets the term. */
export function isMet({ ways, open, phrase }, { keys, line }) {
  if (phrase) return line.includes(phrase);
  return ways.some((way) => way.every((key, at) => (open && at === way.length - 1 ? keys.some((one) => one.startsWith(key)) : keys.includes(key))));
}

/** The words in a list of stretches that the term looks for. */
export function sought({ ways, open }, stretches) {
  const wanted = ways.flat();
  const last = open ? ways.map((way) => way.at(-1)) : [];
  return stretches.filter(({ key }) => wanted.includes(key) || last.some((start) => key.startsWith(start)));
}

/** A reference without what people write differently in it: of PCD 0462, pcd-462 and PCD462 it is pcd-462. */
export function nameOf(reference) {
  const parts = fold(reference).match(/[a-z]+|[0-9]+/g) ?? [];
  return parts.map((part) => part.replace(/^0+(?=[0-9])/, "")).join("-");
}

/** A sum that a reader typed, in pounds, with or without the sign; NaN where it is none. */
export function poundsOf(text) {
  const match = text.trim().match(new RegExp(`^£?[ \\u00a0]?${AMOUNT}$`, "iu"));
  return Number((match && sumOf(match.groups))?.slice(1) ?? NaN);
}
