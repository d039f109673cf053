// The search page: what is in the form is in the address, and what is in the address is looked for.

import { find, prepare } from "./index.js";
import { poundsOf } from "./query.js";
import { make, Results } from "./results.js";

// Milliseconds without a key, after which a reader who types is answered, and after which they are told that it takes long.
const [QUIET, LONG] = [40, 600];
const page = Object.fromEntries([...document.querySelectorAll("[id^='find-']")].map((one) => [one.id.slice(5), one]));
const { form } = page;
const title = document.title;
// Whether the reader has finished with what the address says: what is typed next is then a new step in the history.
let finished = true;
let current;
let waiting;

function given() {
  return Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, value.trim()]).filter(([, value]) => value));
}

function fill() {
  const asked = new URLSearchParams(location.search);
  for (const field of form.elements) if (field.name) field.value = asked.get(field.name) ?? "";
  for (const field of form.querySelectorAll("select")) field.selectedIndex = Math.max(0, field.selectedIndex);
  page.filters.open ||= [...asked.keys()].some((name) => name !== "q");
}

// What is typed changes the address in its place; what is chosen, or begun anew, is a step to which one can go back.
function follow(isFinished) {
  const [now, before] = [new URLSearchParams(given()), new URLSearchParams(location.search)].map(String);
  if (now !== before) {
    history[finished ? "pushState" : "replaceState"](null, "", now ? `?${now}` : location.pathname);
    search();
  }
  finished = isFinished;
}

function isKept({ year, maker, topic, from, to }) {
  const [least, most] = [from, to].map((text) => (text ? poundsOf(text) : NaN));
  return (row) =>
    (!year || row.day.startsWith(year)) && (!maker || row.maker === maker) && (!topic || row.topics.includes(topic)) &&
    (Number.isNaN(least) || (row.total !== null && row.total >= least)) && (Number.isNaN(most) || (row.total !== null && row.total <= most));
}

// The fields for sums in which there is something else.
function faults() {
  const fields = [form.elements.from, form.elements.to];
  const found = fields.filter((field) => field.value.trim() && Number.isNaN(poundsOf(field.value)));
  for (const field of fields) field.setAttribute("aria-invalid", found.includes(field));
  return found;
}

async function search() {
  const asked = given();
  const mine = (current = Symbol("search"));
  page.found.hidden = !Object.keys(asked).length;
  document.title = asked.q ? `${asked.q} – ${title}` : title;
  offerFeeds();
  const results = new Results(page.results, page.more, asked.q ?? "");
  const [fault] = faults();
  if (fault) results.end();
  if (fault) return tell(`“${fault.value}” is not a sum. Type one such as 84,500 or £1.2m.`);
  if (page.found.hidden) return tell("");
  const slow = setTimeout(() => current === mine && tell("Searching …"), LONG);
  const isCurrent = () => current === mine;
  const said = await answer(asked, results, isCurrent).catch(() => "The search can’t be reached now. Try again later, or look through the lists below.");
  clearTimeout(slow);
  return isCurrent() && tell(said);
}

/** Shows what is found as it is found, for as long as that is what is asked; then says how much it is. */
async function answer(asked, results, isCurrent) {
  let most = false;
  for await (const found of find({ query: asked.q ?? "", year: asked.year, keep: isKept(asked) })) {
    if (!isCurrent()) return "";
    results.add(found.rows);
    most ||= Boolean(found.most);
  }
  if (isCurrent()) results.end();
  return inWords(results.rows.length, most);
}

function inWords(number, most) {
  if (!number) return "No decision was found. Try fewer words, or take a filter away.";
  const decisions = number === 1 ? "One decision" : `${number.toLocaleString(document.documentElement.lang)} decisions`;
  if (!most) return `${decisions} found.`;
  return `No decision has all of these words. ${decisions} ${number === 1 ? "has" : "have"} most of them.`;
}

function tell(words) {
  page.status.textContent = words;
}

// The feeds of what is chosen.
function offerFeeds() {
  const chosen = ["year", "maker", "topic"].map((name) => form.elements[name].selectedOptions[0]).filter((option) => option?.value);
  const feeds = chosen.map((option) => make("li", {}, make("a", { href: `../${option.dataset.folder}feed.xml` }, option.textContent)));
  page.feeds.replaceChildren(...feeds);
  page.follow.hidden = !feeds.length;
}

function typed() {
  clearTimeout(waiting);
  waiting = setTimeout(() => follow(false), QUIET);
}

function chosen() {
  clearTimeout(waiting);
  follow(true);
}

form.addEventListener("focusin", () => prepare().catch(() => {}), { once: true });
form.elements.q.addEventListener("input", typed);
form.addEventListener("change", chosen);
form.addEventListener("submit", (event) => { event.preventDefault(); chosen(); });
addEventListener("popstate", () => { finished = true; fill(); search(); });
fill();
form.hidden = false;
page.unscripted.hidden = true;
search();
