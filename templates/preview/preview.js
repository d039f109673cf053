// Keeps an open page as its paper is. When the server says that the paper was saved, the page is asked for again, and only
// what differs is put in its place. Without this script pages can be reloaded.

import "./findings.js";
import { arrange, dress, frame, showWritten, swap } from "./sheet.js";
import { morph } from "./morph.js";

const said = document.getElementById("said");
const main = () => document.getElementById("main");

// ── Asking again ────────────────────────────────────────────────────────────────────────────────────────────
async function fetched(address, { DOMParser } = window) {
  const answer = await fetch(address);
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

// Many saves in a row: what was asked for while another answer was awaited is asked for once.
let asking = false;
let again = false;
async function refresh() {
  again = true;
  if (asking) return;
  asking = true;
  try {
    while (again) {
      again = false;
      await renew();
      again ||= Number(main().dataset.left) > 0;
    }
  } catch {
    said.textContent = document.body.dataset.stopped;
  } finally {
    asking = false;
  }
}

async function renew() {
  const page = await fetched(location.pathname);
  const shown = frame() && page.getElementById("form");
  const next = shown ? await fetched("form.html", frame().contentWindow) : null; // read where its own style is let in
  const wasOld = main().dataset.old;
  const differs = [...document.querySelectorAll("[data-kept]")].map((one) => morph(one, page.getElementById(one.id))).some(Boolean);
  const written = next ? swap(next) : null;
  document.title = page.title;
  if (!differs && !written) return;
  if (shown && main().dataset.old !== wasOld) dress();
  arrange();
  if (written) showWritten(written, main().dataset.changed);
  say(main().dataset.said);
}

// The same words twice in a row are read out twice.
function say(words) {
  said.textContent = "";
  setTimeout(() => { said.textContent = words; });
}

// ── Being told. A browser keeps few connections open, so a page that nobody sees has none ──────────────────────
let events = null;
function listen() {
  events?.close();
  events = document.hidden ? null : new EventSource("/events");
  events?.addEventListener("open", () => {
    said.textContent = "";
    refresh();
  });
  events?.addEventListener("error", () => { said.textContent = document.body.dataset.stopped; });
  events?.addEventListener("changed", ({ data }) => {
    const { papers, everything } = JSON.parse(data);
    const own = main().dataset.paper;
    if (everything || own === undefined || papers.includes(own)) refresh();
  });
}
document.addEventListener("visibilitychange", listen);
listen();
