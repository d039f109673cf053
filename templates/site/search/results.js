// What was found, as a list on the page: a heading for each decision, and the paragraphs that answer.

import { addressOf, passages, pieces } from "./passages.js";
import { termsOf } from "./query.js";
import { sumsIn, wordsIn } from "./words.js";

const AT_ONCE = 10;
const { lang } = document.documentElement;
const DAY = new Intl.DateTimeFormat(lang, { dateStyle: "long", timeZone: "UTC" });
const SUM = new Intl.NumberFormat(lang, { style: "currency", currency: "GBP", trailingZeroDisplay: "stripIfInteger" });

/** A list of results that grows; `list` is its element, `more` the button below it. */
export class Results {
  constructor(list, more, query) {
    Object.assign(this, { list, more, terms: termsOf(query), rows: [], shown: 0, most: AT_ONCE, fresh: true });
    more.onclick = () => this.#showMore();
  }

  add(rows) {
    this.rows.push(...rows);
    this.#show();
  }

  /** Once nothing more will come, what stood there before must go even if nothing was found. */
  end() {
    this.#clear();
    this.more.hidden = this.shown >= this.rows.length;
  }

  #showMore() {
    const next = this.shown;
    this.most += AT_ONCE;
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
    const stretches = wordsIn(row.title).concat(sumsIn(row.title));
    const title = marked(pieces({ text: row.title, stretches }, this.terms));
    const link = make("a", { href: addressOf(row.slug) }, `${row.reference}: `, ...title);
    const facts = [row.office, row.total === null ? "" : SUM.format(row.total)].filter(Boolean);
    const day = make("time", { dateTime: row.day }, DAY.format(new Date(row.day)));
    const result = make("li", {}, make("h3", {}, link), make("p", { className: "about" }, day, ...facts.map((fact) => ` · ${fact}`)));
    if (this.terms.length) this.#answer(result, row);
    return result;
  }

  // A page that can't be had leaves its heading: that is an answer too.
  async #answer(result, row) {
    const { shown, more } = await passages(row.slug, this.terms).catch(() => ({ shown: [], more: 0 }));
    result.append(...shown.map((passage) => answer(row, passage)));
    if (more) result.append(make("p", { className: "about" }, more === 1 ? "One more passage in this decision." : `${more} more passages in this decision.`));
  }
}

function answer({ slug }, { id, place, pieces: found }) {
  const href = addressOf(slug) + (id && `#${encodeURIComponent(id)}`);
  return make("p", { className: "passage" }, make("a", { href }, place || "On this page"), " ", ...marked(found));
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
