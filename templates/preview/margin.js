// The findings: each beside its block, or all in a panel of their own where they would run far away from their blocks.

import { block, bring, covered, form, frame, main, roof, topOf } from "/frame.js";

const BESIDE = matchMedia("(min-width: 60rem)"); // as in preview.css
const PANEL = "#margin { position: sticky; top: calc(var(--roof) + .5rem); max-height: calc(100vh - var(--roof) - 1rem); overflow-y: auto; }";

const places = new CSSStyleSheet(); // heights and gaps: a policy of the page lets no style stand in its elements
const margin = () => document.getElementById("margin");
const isShown = (element) => element.checkVisibility();
let panel = false;
document.adoptedStyleSheets = [places];

// Gives the frame the height of its form, and the findings their places.
export function arrange() {
  const scrolled = margin()?.scrollTop ?? 0;
  const height = form()?.body ? `#form { height: ${Math.ceil(form().documentElement.getBoundingClientRect().height) + 4}px; }` : "";
  places.replaceSync(`:root { --bar: ${covered(".bar")}px; --roof: ${roof()}px; } ${height}`);
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
    if (!beside || !isShown(card)) continue;
    const gap = topOf(beside) - card.getBoundingClientRect().top - moved;
    furthest = Math.max(furthest, -gap);
    if (gap <= 0) continue;
    moved += gap;
    rules.push(`#${card.id} { margin-top: ${gap}px; }`);
  }
  const below = margin().getBoundingClientRect().bottom + moved - frame().getBoundingClientRect().bottom;
  return { rules, furthest: Math.max(furthest, below) };
}

// Keeps in the panel the findings of what is being read, unless its reader is among them.
export function follow() {
  if (!panel || margin().contains(document.activeElement) || margin().matches(":hover")) return;
  const above = roof();
  const card = findings().find((one) => margin().contains(one) && isBelow(one, above));
  if (card) margin().scrollTop += card.getBoundingClientRect().top - margin().getBoundingClientRect().top;
}

function isBelow(card, height) {
  const beside = block(card.dataset.place);
  return beside && topOf(beside) + beside.getBoundingClientRect().height / 2 > height;
}

// ── From one finding to the next ────────────────────────────────────────────────────────────────────────────
const findings = () => [...main().querySelectorAll(".note")].filter(isShown);
let at = -1;

// Leads to the finding so many steps further on; after the last comes the first.
export function step(by) {
  const all = findings();
  if (!all.length) return;
  const here = all.indexOf(document.activeElement?.closest(".note"));
  const from = here >= 0 ? here : Math.min(at, all.length - 1);
  at = from < 0 && by < 0 ? all.length - 1 : (from + by + all.length) % all.length;
  const card = all[at];
  card.focus({ preventScroll: true });
  const beside = point(card);
  if (beside && BESIDE.matches) bring(beside);
  card.scrollIntoView({ block: "nearest" });
}

// Leads from a finding to what it is about.
export function lead(card) {
  at = findings().indexOf(card);
  const beside = point(card);
  if (!beside) return;
  bring(beside);
  beside.tabIndex = -1;
  beside.focus({ preventScroll: true });
}

// Marks the block of a finding, and that alone.
function point(card) {
  for (const one of form()?.querySelectorAll("[data-meant]") ?? []) delete one.dataset.meant;
  const beside = block(card.dataset.place);
  if (beside) beside.dataset.meant = "";
  return beside;
}
