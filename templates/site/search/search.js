// The search page: what is in the form is in the address, and what is in the address is looked for.

import { find } from "./find.js";
import { fault, feeds, fill, filters, forget, form, given, keeping, namesIn } from "./form.js";
import { prepare, register } from "./index.js";
import { readQuery } from "./query.js";
import { make, Results } from "./results.js";
import { said } from "./saying.js";

// Milliseconds without a key, after which a reader who types is answered, and after which they are told that it takes long.
const [QUIET, LONG] = [40, 600];
const page = Object.fromEntries([...document.querySelectorAll("[id^='find-']")].map((one) => [one.id.slice(5), one]));
const [title, results, narrow] = [document.title, page.heading.textContent, page.narrow.textContent];
const outcomes = namesIn("outcome");
// Whether the reader has finished with what the address says: what is typed next is then a new step in the history.
let finished = true;
let current;
let waiting;

// What is typed changes the address in its place; what is chosen, or begun anew, is a step to which one can go back.
function follow(isFinished) {
  const [now, before] = [new URLSearchParams(given()), new URLSearchParams(location.search)].map(String);
  if (now !== before) {
    history[finished ? "pushState" : "replaceState"](null, "", now ? `?${now}` : location.pathname);
    forget();
    search();
  }
  finished = isFinished;
}

async function search() {
  const asked = given();
  const mine = (current = Symbol("search"));
  const isCurrent = () => current === mine;
  const wrong = fault();
  describe(asked, wrong);
  const list = new Results({ list: page.results, more: page.more, outcomes });
  if (wrong || page.found.hidden) list.end();
  if (wrong || page.found.hidden) return tell(wrong ? ["Nothing was searched for: see the filters."] : []);
  const slow = setTimeout(() => isCurrent() && tell(["Searching …"]), LONG);
  const words = await answer(asked, list, isCurrent).catch(() => ["The search can’t be reached now. Try again later, or look through the lists below."]);
  clearTimeout(slow);
  return isCurrent() && tell(words);
}

// What is asked, in the name of the page, above the results and on the closed filters.
function describe(asked, wrong) {
  const set = filters();
  const words = [...(asked.q ? [asked.q] : []), ...set].join(" · ");
  document.title = words ? `${words} – ${title}` : title;
  page.heading.textContent = words ? `${results}: ${words}` : results;
  page.narrow.textContent = [narrow, set.join(" · ")].filter(Boolean).join(": ");
  page.found.hidden = !words || Boolean(wrong);
  page.fault.textContent = wrong;
  page.filters.open ||= Boolean(wrong);
  page.feeds.replaceChildren(...feeds().map((option) => make("li", {}, make("a", { href: `../${option.dataset.folder}feed.xml` }, option.text))));
  page.follow.hidden = !page.feeds.children.length;
}

/** Shows what is found as it is found, for as long as that is what is asked; then says what there is. */
async function answer(asked, list, isCurrent) {
  const wanted = readQuery(asked.q ?? "", await register());
  const found = { wanted, rows: list.rows, absent: [], isNarrowed: filters().length > 0 };
  if (isCurrent()) list.terms = wanted.terms;
  for await (const { rows, ...told } of find({ wanted, year: asked.year, keep: keeping(asked) })) {
    if (!isCurrent()) return [];
    list.add(rows);
    Object.assign(found, told);
  }
  const words = await said(found);
  if (isCurrent()) {
    list.end();
    page.found.hidden = !list.rows.length;
  }
  return words;
}

function tell(words) {
  page.status.replaceChildren(...words.flatMap((part) => [part, " "]).slice(0, -1));
}

function typed() {
  clearTimeout(waiting);
  waiting = setTimeout(() => follow(false), QUIET);
}

function chosen() {
  clearTimeout(waiting);
  follow(true);
}

function open() {
  fill(new URLSearchParams(location.search));
  search();
}

form.addEventListener("focusin", () => prepare().catch(() => {}), { once: true });
form.elements.q.addEventListener("input", typed);
form.addEventListener("change", chosen);
form.addEventListener("submit", (event) => { event.preventDefault(); chosen(); });
addEventListener("popstate", () => { finished = true; open(); });
form.hidden = false;
page.unscripted.hidden = true;
open();
