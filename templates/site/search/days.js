// Days and months in what a reader typed, in the usual writings: 20 June 2023, 20/06/2023, 20/6/23, 2023-06-20, June 2023.

import { keyOfDay } from "./words.js";

const { lang } = document.documentElement;
const nameOfMonth = new Intl.DateTimeFormat(lang, { month: "long", timeZone: "UTC" });
const MONTHS = Array.from({ length: 12 }, (_, month) => nameOfMonth.format(Date.UTC(2024, month)).toLowerCase());
const MONTH = String.raw`(?<month>[0-9]{1,2}|\p{L}{3,})`;
const YEAR = String.raw`(?<year>(?:19|20)[0-9]{2})(?![0-9])`;
const WRITINGS = [
  String.raw`(?<day>[0-9]{1,2})(?:st|nd|rd|th)?[ \u00a0/.-]+${MONTH}[ \u00a0/.,-]+${YEAR}`,
  String.raw`(?<day>[0-9]{1,2})/(?<month>[0-9]{1,2})/(?<short>[0-9]{2})(?![0-9/])`,
  String.raw`(?<year>(?:19|20)[0-9]{2})[-/](?<month>[0-9]{2})(?:[-/](?<day>[0-9]{2}))?(?![0-9])`,
  String.raw`(?<month>\p{L}{3,})\.?[ \u00a0]+(?<day>[0-9]{1,2})(?:st|nd|rd|th)?,?[ \u00a0]+${YEAR}`,
  String.raw`(?<month>\p{L}{3,}\.?[ \u00a0]+|[0-9]{1,2}/)${YEAR}`,
].map((writing) => new RegExp(`(?<![\\p{L}\\p{N}])${writing}`, "giu"));

/** The days and months of a text as terms: met by the decisions of that time, and by texts that name it. */
export function daysIn(text) {
  return timesIn(text).map(({ when, words, key, ...term }) => ({ ...term, ways: [[key]], as: `dated ${words}`, of: (row) => (row.day.startsWith(when) ? 4 : 0) }));
}

/** The days and months of a text, each with its place there: 20 June 2023 and `when` it is, 2023-06-20. */
export function timesIn(text) {
  const found = WRITINGS.flatMap((writing) => [...text.matchAll(writing)].flatMap(timeOf));
  return found.filter(({ start, end }, at) => !found.slice(0, at).some((one) => one.start < end && start < one.end));
}

function timeOf({ 0: text, index, groups: { day, month, short, year = `20${short}` } }) {
  const number = numberOf(month.replace(/[^\p{L}0-9]/gu, "").toLowerCase());
  if (!number || Number(day ?? 1) < 1 || Number(day ?? 1) > 31) return [];
  const name = MONTHS[number - 1];
  const when = [year, number, ...(day ? [Number(day)] : [])].map((part) => String(part).padStart(2, "0")).join("-");
  const words = [...(day ? [Number(day)] : []), name.replace(/^\p{L}/u, (first) => first.toUpperCase()), year].join(" ");
  return [{ text, start: index, end: index + text.length, when, words, key: keyOfDay(day, name, year), open: !day }];
}

// Of a month by its number or by the first letters of its name; 0 where it is none.
function numberOf(month) {
  if (/^[0-9]/.test(month)) return Number(month) <= 12 ? Number(month) : 0;
  return MONTHS.findIndex((name) => name.startsWith(month) || (month === "sept" && name === "september")) + 1;
}
