// The findings in the margin: which of them are shown, and going from one to the next.

import { arrange, showLine } from "./sheet.js";

const STEP = "F8"; // as in editors; with the shift key back

const shown = () => [...document.querySelectorAll(".note")].filter((note) => note.checkVisibility());

// Goes on from the finding that has the focus, round the end.
function step(by) {
  const notes = shown();
  if (!notes.length) return;
  const at = notes.findIndex((note) => note.contains(document.activeElement));
  const next = notes[at < 0 ? (by > 0 ? 0 : notes.length - 1) : (at + by + notes.length) % notes.length];
  showLine(next.dataset.place);
  next.tabIndex = -1;
  next.focus({ preventScroll: false });
}

document.addEventListener("change", ({ target }) => target.name === "shown" && arrange());
document.addEventListener("click", (click) => {
  const { step: by, show: line } = click.target.dataset;
  if (by) step(Number(by));
  if (line) {
    click.preventDefault();
    showLine(line);
  }
});
document.addEventListener("keydown", (press) => {
  if (press.key !== STEP) return;
  press.preventDefault();
  step(press.shiftKey ? -1 : 1);
});
