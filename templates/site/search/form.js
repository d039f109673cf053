// The form of the search: what is given in it, how that reads, and what is wrong with it.

import { poundsOf } from "./query.js";
import { writeSum } from "./ranges.js";

export const form = document.querySelector("#find-form");
const [from, to] = [form.elements.from, form.elements.to];
let strange = "";

/** What is given, by the names of the fields. */
export function given() {
  return Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, value.trim()]).filter(([, value]) => value));
}

/** Fills the form from an address; what a list does not offer stays a fault until something else is asked. */
export function fill(asked) {
  for (const field of form.elements) if (field.name) field.value = asked.get(field.name) ?? "";
  const lost = [...form.querySelectorAll("select")].filter((field) => field.selectedIndex < 0);
  strange = lost.map((field) => `The register has no ${labelOf(field).toLowerCase()} “${asked.get(field.name)}”. Choose another, or start again.`).join(" ");
  for (const field of lost) field.selectedIndex = 0;
}

/** Something else is asked than the address said. */
export function forget() {
  strange = "";
}

/** What each value of a list is called. */
export function namesIn(list) {
  return Object.fromEntries([...form.elements[list].options].map(({ value, text }) => [value, text]));
}

/** The filters that are set, in words. */
export function filters() {
  const set = [...form.elements].filter(({ name, value }) => name && name !== "q" && value.trim());
  return set.map((field) => `${labelOf(field)}: ${field.selectedOptions?.[0].text ?? field.value.trim()}`);
}

/** The feeds of what is chosen, by their folders. */
export function feeds() {
  return [...form.querySelectorAll("select")].map((field) => field.selectedOptions[0]).filter(({ dataset }) => dataset.folder);
}

/** Which decisions the filters let through. */
export function keeping({ year, maker, topic, outcome, from: least, to: most }) {
  const [low, high] = [least ? poundsOf(least) : -Infinity, most ? poundsOf(most) : Infinity];
  return (row) =>
    (!year || row.day.startsWith(year)) && (!maker || row.maker === maker) && (!topic || row.topics.includes(topic)) && (!outcome || row.outcome === outcome) &&
    (!(least || most) || (row.total !== null && row.total >= low && row.total <= high));
}

/** What is wrong with the filters, in a sentence; empty where nothing is. */
export function fault() {
  const wrong = [from, to].filter((field) => field.value.trim() && Number.isNaN(poundsOf(field.value)));
  const [low, high] = [from, to].map((field) => poundsOf(field.value));
  const isTurned = low > high;
  for (const field of [from, to]) field.setAttribute("aria-invalid", isTurned || wrong.includes(field));
  if (wrong.length) return `“${wrong[0].value}” is not a sum. Type one such as 84,500 or £1.2m.`;
  if (isTurned) return `“${labelOf(from)}” (${writeSum(low)}) is more than “${labelOf(to)}” (${writeSum(high)}), so no decision can be between them. Change one of the two.`;
  return strange;
}

function labelOf(field) {
  return field.labels[0].textContent;
}
