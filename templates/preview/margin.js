// The findings: each beside its block, or all in a panel of their own where they would run far away from their blocks.

import { findings, focused } from "/findings.js";
import { block, covered, form, frame, isSeen, roof, topOf } from "/frame.js";

const BESIDE = matchMedia("(min-width: 60rem)"); // as in preview.css
const PANEL = "#margin { position: sticky; top: calc(var(--roof) + .5rem); max-height: calc(100vh - var(--roof) - 1rem); overflow-y: auto; }";

const places = new CSSStyleSheet(); // heights and gaps: a policy of the page lets no style stand in its elements
const margin = () => document.getElementById("margin");
let panel = false;
let left; // the finding with the focus, when the paper was last saved
let height; // how far the page was scrolled then
document.adoptedStyleSheets = [places];

// Gives the frame the height of its form, and the findings their places.
export function arrange() {
  const scrolled = margin()?.scrollTop ?? 0;
  const frameHeight = form()?.body ? `#form { height: ${Math.ceil(form().documentElement.getBoundingClientRect().height) + 4}px; }` : "";
  places.replaceSync(`:root { --bar: ${covered(".bar")}px; --roof: ${roof()}px; } ${frameHeight}`);
  panel = false;
  if (!margin() || !form()?.body || !BESIDE.matches) return;
  const { rules, furthest } = gaps();
  panel = furthest > innerHeight;
  for (const rule of panel ? [PANEL] : rules) places.insertRule(rule, places.cssRules.length);
  margin().scrollTop = scrolled;
}

// What puts each card at the height of its block, or the next below that is free; and how far from its place one would be.
function gaps() {
  const rules = [];
  let moved = 0;
  let furthest = 0;
  for (const card of margin().querySelectorAll("[data-place], [data-beside]")) {
    const beside = card.dataset.beside ? form().querySelector(card.dataset.beside) : block(card.dataset.place);
    if (!beside || !card.checkVisibility()) continue;
    const gap = topOf(beside) - card.getBoundingClientRect().top - moved;
    furthest = Math.max(furthest, -gap);
    if (gap <= 0) continue;
    moved += gap;
    rules.push(`#${card.id} { margin-top: ${gap}px; }`);
  }
  const below = margin().getBoundingClientRect().bottom + moved - frame().getBoundingClientRect().bottom;
  return { rules, furthest: Math.max(furthest, below) };
}

// Keeps in the panel the findings of what is being read, unless its reader has come among them since the last save.
export function follow() {
  if (!panel || scrollY === height || margin().matches(":hover")) return;
  if (focused() === undefined || focused() === left) show(roof());
}

// After a save the panel shows what is said of the passage that was written, whoever was among the findings before.
export function followSave(passage) {
  if (panel && passage) show(topOf(passage));
  left = focused();
  height = scrollY;
}

// Brings to the top of the panel the first finding of what stands so far down the window; the one with the focus stays
// where it is as long as its block is seen.
function show(from) {
  const own = block(focused()?.dataset.place);
  if (own && isSeen(own)) return;
  const card = findings().find((one) => margin().contains(one) && isBelow(one, from));
  if (card) margin().scrollTop += card.getBoundingClientRect().top - margin().getBoundingClientRect().top;
}

function isBelow(card, from) {
  const beside = block(card.dataset.place);
  return beside && topOf(beside) + beside.getBoundingClientRect().height / 2 > from;
}
