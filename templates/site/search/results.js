// What was found, as a list on the page: a heading for each decision, and the paragraphs that answer.

import { addressIn, addressOf, passages, pieces } from "./passages.js";
import { writeSum } from "./ranges.js";

const AT_ONCE = 10;
const { lang } = document.documentElement;
const DAY = new Intl.DateTimeFormat(lang, { dateStyle: "long", timeZone: "UTC" });

/** A list of results that grows; `list` is its element, `more` the button below it, `outcomes` name what is no approval.
 *
 * How many are shown, and which one the reader left for, is kept with the address, for the way back.
 */
export class Results {
  constructor({ list, more, outcomes }) {
    const { most = AT_ONCE, left } = history.state ?? {};
    Object.assign(this, { list, more, outcomes, terms: [], rows: [], shown: 0, most, left, fresh: true });
    more.onclick = () => this.#showMore();
    list.onclick = (event) => this.#leave(event.target.closest("a"));
  }

  add(rows) {
    this.rows.push(...rows);
    this.#show();
  }

  /** Once nothing more will come, what stood there before must go even if nothing was found. */
  end() {
    this.#clear();
    this.more.hidden = this.shown >= this.rows.length;
    if (this.left) [...this.list.querySelectorAll("h3 a")].find(({ href }) => href === this.left)?.focus();
  }

  #leave(link) {
    const left = link?.closest(".results > li").querySelector("h3 a").href;
    if (left) history.replaceState({ ...history.state, left }, "");
  }

  #showMore() {
    const next = this.shown;
    this.most += AT_ONCE;
    history.replaceState({ most: this.most }, "");
    this.#show();
    this.list.children[next]?.querySelector("a").focus();
  }

  // What was found before stands until there is something to take its place.
  #clear() {
    if (this.fresh) this.list.replaceChildren();
    this.fresh = false;
  }

  #show() {
    if (this.rows.length) this.#clear();
    const coming = this.rows.slice(this.shown, this.most);
    this.list.append(...coming.map((row) => this.#result(row)));
    this.shown += coming.length;
    this.more.hidden = this.shown >= this.rows.length;
  }

  #result(row) {
    const title = marked(pieces({ text: row.title, ...row.titled }, this.terms));
    const link = make("a", { href: addressOf(row.slug) }, `${row.reference}: `, ...title);
    const outcome = row.outcome === "approved" ? [] : [make("strong", {}, this.outcomes[row.outcome] ?? row.outcome), " · "];
    const day = make("time", { dateTime: row.day }, DAY.format(new Date(row.day)));
    const facts = [row.office, row.total === null ? "" : writeSum(row.total)].filter(Boolean).map((fact) => ` · ${fact}`);
    const result = make("li", {}, make("h3", {}, link), make("p", { className: "about" }, ...outcome, day, ...facts));
    if (this.terms.length) this.#answer(result, row);
    return result;
  }

  // A page that can't be had leaves its heading: that is an answer too.
  async #answer(result, row) {
    const { shown, more } = await passages(row.slug, this.terms).catch(() => ({ shown: [], more: [] }));
    result.append(...shown.map((passage) => answer(row, passage)));
    const name = more.length === 1 ? "One more passage" : `${more.length} more passages`;
    if (more.length) result.append(make("details", {}, make("summary", {}, `${name} in ${row.reference}`), ...more.map((passage) => answer(row, passage))));
  }
}

function answer({ slug }, passage) {
  const href = addressIn(slug, passage);
  return make("p", { className: "passage" }, make("a", { href }, passage.place || "On this page"), " ", ...marked(passage.pieces));
}

function marked(found) {
  return found.map((piece) => (piece.marked ? make("mark", {}, piece.text) : piece.text));
}

/** An element with these properties and children; a text among them stays text. */
export function make(name, properties, ...children) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
}
