// A time within which decisions were made, in words: since 2024, before June 2023, after 20 June 2023, 2020 to 2023.

import { timesIn } from "./days.js";

const YEAR = String.raw`(?<![\p{L}\p{N},.£/-])(?:19|20)[0-9]{2}`;
// Neither 2023/24 nor a sum is a year.
const ALONE = String.raw`(?![\p{L}\p{N}/]|[-–,.][0-9])`;
const ONE = new RegExp(YEAR + ALONE, "gu");
const TWO = new RegExp(String.raw`(?:(?:between|from)\s+)?(?<first>${YEAR})(?:\s+(?:to|and)\s+|\s*[-–—]\s*)(?<last>(?:19|20)[0-9]{2})${ALONE}`, "giu");
const BOUNDS = {
  since: (day, time) => day >= time,
  after: (day, time) => day > time,
  before: (day, time) => day < time,
};
const LEAD = /(?<![\p{L}\p{N}])(?<bound>since|after|before)\s+$/iu;

/** The periods in a text, each with its place there and, in `as`, in words; `isIn` tells whether a decision is of it. */
export function periodsIn(text) {
  return [...betweenYears(text), ...[...timesIn(text), ...yearsIn(text)].flatMap((time) => beside(text, time))];
}

function betweenYears(text) {
  const found = [...text.matchAll(TWO)].filter(([words]) => !/\sand\s/i.test(words) || /^between/i.test(words));
  return found.map(({ 0: words, index, groups }) => {
    const [first, last] = [groups.first, groups.last].sort();
    const isIn = ({ day }) => day.slice(0, 4) >= first && day.slice(0, 4) <= last;
    return { start: index, end: index + words.length, as: `dated from ${first} to ${last}`, isIn };
  });
}

function yearsIn(text) {
  return [...text.matchAll(ONE)].map(({ 0: year, index }) => ({ start: index, end: index + 4, when: year, words: year }));
}

function beside(text, { start, end, when, words }) {
  const lead = text.slice(0, start).match(LEAD);
  if (!lead) return [];
  const bound = lead.groups.bound.toLowerCase();
  return [{ start: lead.index, end, as: `dated ${bound} ${words}`, isIn: ({ day }) => BOUNDS[bound](day.slice(0, when.length), when) }];
}
