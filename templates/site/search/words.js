// The words of a text, read as decisionforms/publish/words.py reads them: what is looked for must be what was indexed.

const WORD = /(?<![0-9])[0-9]{1,3}(?:,[0-9]{3})+(?!\.?[0-9])|[\p{L}\p{N}][\p{L}\p{N}\p{M}\p{Cf}]*/gu;
// A reference is one word too: pcd-1462, of DMPCD 2013 96 dmpcd-2013-96.
const REFERENCE = /(?<![\p{L}\p{N}])([A-Z]{2,})[ \u00a0]?[/–-]?([0-9]{1,6})(?![0-9])(?:[ \u00a0/–-]([0-9]{1,6})(?![0-9]))?/gu;
// So is a day or a month of a year, that it be found where its parts stand together: june-2023-20, june-2023.
const DAY = /(?<![\p{L}\p{N}])(?:([0-9]{1,2})[\p{L}\p{Nl}\p{No}]{0,3}[ \u00a0])?([\p{L}\p{Nl}\p{No}]{3,})[ \u00a0]((?:19|20)[0-9]{2})(?![\p{L}\p{N}])/gu;
// And so is a financial year: 2023-24.
const TWO_YEARS = /(?<![\p{L}\p{N}])((?:19|20)[0-9]{2})[/–-](?:19|20)?([0-9]{2})(?![\p{L}\p{N}])/gu;
const LETTERS = /[\p{L}\p{N}]+/gu;
const SCALES = { thousand: 1e3, k: 1e3, million: 1e6, mill: 1e6, mil: 1e6, mn: 1e6, m: 1e6, billion: 1e9, bn: 1e9 };
const NUMBER = /^(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?$/;
// The lookahead takes all that can belong to a number, so that £300m2 is not read as £30.
export const AMOUNT = String.raw`(?=(?<number>[0-9](?:[0-9,.]*[0-9])?))\k<number>(?:[ \u00a0]?(?<scale>millions?|billions?|thousands?|bn|mn|mill?|m|k))?(?![\p{L}\p{N}])`;
const SUM = new RegExp(`£[ \\u00a0]?${AMOUNT}`, "giu");
// Of “£5–10m” and “£5 to 10 million” the first is in millions too.
const REST_OF_RANGE = new RegExp(`(?:[ \\u00a0]?[-–—][ \\u00a0]?(?<pounds>£?)|[ \\u00a0]to[ \\u00a0])${AMOUNT}`, "iuy");

/** The text in small letters, without accents and signs that don't show. */
export function fold(text) {
  return text.normalize("NFKD").replace(/[\p{M}\p{Cf}]/gu, "").toLowerCase();
}

/** A sum as it stands in the index, £1200000 or £84500.50; undefined where it can't be read. */
export function sumOf({ number, scale = "" }) {
  if (!NUMBER.test(number)) return undefined;
  const times = SCALES[scale.toLowerCase().replace(/s$/, "")] ?? 1;
  const pence = Math.round(Number(number.replaceAll(",", "")) * times * 100);
  return `£${pence % 100 ? (pence / 100).toFixed(2) : pence / 100}`;
}

/** The words of a text in order, each with the stretch of it that is to be marked where it is found. */
export function wordsIn(text) {
  return [...text.matchAll(WORD)].flatMap((match) => {
    const keys = fold(match[0]).replaceAll(",", "").match(LETTERS) ?? [];
    return keys.map((key) => stretch(key, match));
  });
}

/** Its references, as wordsIn gives words. */
export function referencesIn(text) {
  return [...text.matchAll(REFERENCE)].flatMap((match) => {
    const [letters, number, further] = [match[1].toLowerCase(), Number(match[2]), Number(match[3])];
    return [`${letters}-${number}`, ...(match[3] ? [`${letters}-${number}-${further}`] : [])].map((key) => stretch(key, match));
  });
}

/** Its days and months of a year, as wordsIn gives words. */
export function daysIn(text) {
  return [...text.matchAll(DAY)].map((match) => stretch(keyOfDay(...match.slice(1)), match));
}

/** Its financial years, as wordsIn gives words. */
export function financialYearsIn(text) {
  return [...text.matchAll(TWO_YEARS)].map((match) => stretch(`${match[1]}-${match[2]}`, match));
}

/** A day or a month as it stands in the index: that of a month is the beginning of those of its days. */
export function keyOfDay(day, name, year) {
  return [...(fold(`${name} ${year}`).match(LETTERS) ?? []), ...(day ? [Number(day)] : [])].join("-");
}

/** All by which a text is found: stretches of it, their keys, and in `line` its words as they follow one another. */
export function read(text) {
  const words = wordsIn(text);
  const stretches = [...words, ...referencesIn(text), ...daysIn(text), ...financialYearsIn(text), ...sumsIn(text)];
  return { stretches, keys: stretches.map(({ key }) => key), line: lineOf(words) };
}

/** Words as they follow one another, with a space round each. */
export function lineOf(words) {
  return ` ${words.map(({ key }) => key).join(" ")} `;
}

/** Its sums of money, as wordsIn gives words; of a range both ends. */
export function sumsIn(text) {
  if (!text.includes("£")) return [];
  const found = [...text.matchAll(SUM)].map((match) => ({ match, rest: restOfRange(text, match) }));
  const sums = found.map(({ match, rest }) => stretch(sumOf({ ...match.groups, scale: scaleOf(match.groups, rest) }), match));
  const ends = found.filter(({ rest }) => rest && !rest.groups.pounds).map(({ rest }) => ({ ...stretch(sumOf(rest.groups), rest), start: rest.index + rest[0].search(/[0-9]/) }));
  return [...sums, ...ends].filter(({ key }) => key);
}

// What follows a sum and makes it a range that ends in thousands, millions or billions.
function restOfRange(text, match) {
  REST_OF_RANGE.lastIndex = match.index + match[0].length;
  const rest = REST_OF_RANGE.exec(text);
  return rest?.groups.scale ? rest : null;
}

function scaleOf({ number, scale }, rest) {
  const isSmall = rest && /^[0-9]{1,3}(?:\.[0-9]+)?$/.test(number) && Number(number) < Number(rest.groups.number);
  return scale ?? (isSmall ? rest.groups.scale : undefined);
}

function stretch(key, match) {
  return { key, start: match.index, end: match.index + match[0].length };
}
