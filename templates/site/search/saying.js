// What was found, in sentences: how much, and what is not there and why.

import { load, register } from "./index.js";
import { make } from "./results.js";

const { lang } = document.documentElement;

/** The sentences, as texts and links, once everything is found; `isNarrowed` where there are filters. */
export async function said(found) {
  const told = await register();
  const lost = found.wanted.terms.filter(({ name, number }) => name || number).flatMap((term) => aboutReference(term, told, found));
  const unmet = found.absent.filter(({ name, number, phrase }) => !name && !number && !phrase);
  const spelling = unmet.length ? await aboutSpelling(unmet, found.wanted, told.blocks) : [];
  return [...lost, ...spelling, ...aboutNumber(found, unmet, lost.length > 0), ...aboutUnread(found.unread)];
}

// Of a reference that is not among the results: what the register says of it.
function aboutReference({ text, name, number }, { rows, missing }, found) {
  const isIt = (one) => (name ? one.name === name : one.number === number);
  if (found.rows.some(isIt)) return [];
  const held = rows.find(isIt);
  if (held) return [found.isNarrowed ? `${held.reference} is in the register, but the filters leave it out.` : `${held.reference} is in the register, but does not have the other words.`];
  const gaps = missing.filter(isIt);
  return name && !gaps.length ? [`${text.toUpperCase()} is not in the register.`] : gaps.flatMap(aboutGap);
}

function aboutGap({ reference, reason, slug }) {
  const why = /[.!?]$/.test(reason) ? reason : `${reason}.`;
  if (slug) return [`${reference} was published and taken back. ${why}`, make("a", { href: `../decisions/${slug}/` }, `What is left of ${reference}`)];
  return [`${reference} is not in the register. ${why}`, make("a", { href: "../register/gaps/" }, "Numbers without a decision")];
}

async function aboutSpelling(unmet, { query, terms }, blocks) {
  const none = `No decision has ${quoted(unmet, "or")}.`;
  const [{ nearestTo }, ...read] = await Promise.all([import("./nearest.js"), ...blocks.map(load)]);
  const meant = nearestTo(unmet.map(({ ways }) => ways.at(-1).at(-1)), read.filter(({ sorted }) => sorted));
  if (!meant.some(Boolean)) return [none];
  const better = terms.reduceRight((words, term) => {
    const word = meant[unmet.indexOf(term)];
    return word ? words.slice(0, term.start) + word + words.slice(term.end) : words;
  }, query);
  return [none, "Did you mean:", linkTo(better)];
}

function aboutNumber({ rows, wanted, most, unread }, unmet, isLost) {
  const [{ terms, ranges }, number] = [wanted, rows.length];
  if (!number) return isLost || unmet.length ? [] : nothing(wanted, unread);
  if (isLost && !most) return [`${decisions(number)} ${terms.length > 1 ? "found" : number === 1 ? "mentions it" : "mention it"}.`];
  if (most) return [mostly(number, most, terms, terms.filter((term) => !term.name && !unmet.includes(term)))];
  const term = terms.length === 1 && terms[0].as ? terms[0] : null;
  const meant = term ? rows.filter(term.of).length : 0;
  if (term && (meant || !term.likely)) return [exactly(meant, number, together(term.as, ...within(ranges)))];
  return [`${together(decisions(number), ...within(ranges))} found.`];
}

function exactly(number, all, as) {
  const others = all - number;
  const mentions = others === 1 ? "mentions it" : "mention it";
  if (!number) return `No decision ${as} was found. ${decisions(all)} ${mentions}.`;
  return `${decisions(number)} ${as} found${others ? `, and ${others === 1 ? "one more that" : `${others.toLocaleString(lang)} more that`} ${mentions}` : ""}.`;
}

function mostly(number, most, terms, others) {
  const has = number === 1 ? "has" : "have";
  if (most === others.length && others.length < terms.length) return `${decisions(number)} ${has} ${quoted(others, "and")}.`;
  return `No decision has all of these words. ${decisions(number)} ${has} most of them.`;
}

function nothing({ query, terms, ranges }, unread) {
  const such = together("No decision", ...terms.map(({ as }) => as), ...within(ranges));
  if (terms.every(({ as }) => as) && (ranges.length || terms.length === 1)) return [`${such} was found.`];
  if (ranges.length) return [`${such} has ${quoted(terms.filter(({ as }) => !as), "and")}.`];
  const plain = query.replace(/["“”„]/g, "");
  if (plain === query) return ["No decision was found. Try fewer words, or take a filter away."];
  return [`${unread ? "None of the newest decisions" : "No decision"} has these words side by side. Without quotation marks:`, linkTo(plain)];
}

function aboutUnread(number) {
  const [have, were] = number === 1 ? ["has", "was"] : ["have", "were"];
  return number ? [`${decisions(number)} that ${have} the same words somewhere ${were} not read through. Add a word or a filter to search fewer.`] : [];
}

function within(ranges) {
  return ranges.map(({ as }) => as);
}

function together(...parts) {
  return parts.filter(Boolean).join(" ");
}

function quoted(terms, and) {
  return terms.map(({ text }) => `“${text.replace(/["“”„]/g, "")}”`).join(` ${and} `);
}

/** A link to the same search with other words. */
function linkTo(query) {
  const asked = new URLSearchParams(location.search);
  asked.set("q", query);
  return make("a", { href: `?${asked}` }, query);
}

function decisions(number) {
  return number === 1 ? "One decision" : `${number.toLocaleString(lang)} decisions`;
}
