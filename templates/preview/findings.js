// The findings of a paper: the way from one to the next, and the focus of whoever is among them.

import { block, bring, form, main } from "/frame.js";

const BESIDE = matchMedia("(min-width: 60rem)"); // as in preview.css

export const findings = () => [...main().querySelectorAll(".note")].filter((one) => one.checkVisibility());
export const focused = () => document.activeElement?.closest(".note") ?? undefined;

let at = -1;
let heir; // the finding that has the focus since it took the place of one that is gone

// Leads to the finding so many steps further on; after the last comes the first.
export function step(by) {
  const all = findings();
  if (!all.length) return;
  const here = all.indexOf(focused());
  const from = here < 0 ? Math.min(at, all.length - 1) : all[here] === heir && by > 0 ? here - 1 : here;
  at = from < 0 && by < 0 ? all.length - 1 : (from + by + all.length) % all.length;
  const card = all[at];
  heir = undefined;
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

// Has the findings renewed. The focus stays on the one that has it; where that is gone, on what stands in its place.
export function keepFocus(renew) {
  const held = document.activeElement;
  const card = focused();
  const place = findings().indexOf(card);
  const about = card?.dataset.about;
  renew();
  if (document.activeElement === held && held.checkVisibility()) return;
  const all = findings();
  const same = card && all.find((one) => one.dataset.about === about);
  heir = card && !same ? all[Math.min(place, all.length - 1)] : undefined;
  (same ?? heir ?? document.getElementById("margin"))?.focus({ preventScroll: true });
}
