// Keeps an open page as its paper is. When the server says that the paper was saved, the page is asked for again, and only
// what differs is put in its place. Without this script pages can be reloaded.

import { keepFocus, lead, step } from "/findings.js";
import { dress, form, frame, main } from "/frame.js";
import { arrange, follow, followSave } from "/margin.js";
import { morph } from "/morph.js";
import { showWritten } from "/written.js";

const said = document.getElementById("said");
const tools = (page) => page.getElementById("tools");

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
  morph(tools(document), tools(page));
  let differs = false;
  keepFocus(() => { differs = morph(main(), page.getElementById("main")); });
  const written = next ? swap(next) : false;
  document.title = page.title;
  if (!differs && !written) return;
  settle();
}

// The form within its frame; a new style needs its page anew, as that lets in no other.
function swap(next) {
  const look = (page) => [...page.querySelectorAll("style, meta")].map((one) => one.outerHTML).join();
  const now = form();
  if (now.readyState !== "complete" || look(now) !== look(next)) {
    frame().contentWindow.location.reload();
    return true;
  }
  return morph(now.body, next.body);
}

// Puts all in its place once something is another, and says what.
function settle() {
  if (form()?.body) dress();
  arrange();
  const { said: words, written } = main().dataset;
  const { changed, passage } = form()?.body ? showWritten() : {};
  followSave(passage);
  say(changed ? `${words} ${written} ${changed}.` : words);
}

// The same words twice in a row are read out twice.
function say(words) {
  said.textContent = "";
  setTimeout(() => { said.textContent = words; });
}

// ── What readers do ─────────────────────────────────────────────────────────────────────────────────────────
// What leads out of the form opens in the whole window, and other sites in one of their own.
function leave(click) {
  const link = click.target.closest("a[href]");
  if (!link || link.getAttribute("href").startsWith("#") || click.ctrlKey || click.metaKey || click.shiftKey) return;
  click.preventDefault();
  if (link.origin === location.origin) location.assign(link.href);
  else open(link.href, "_blank", "noopener");
}

function press(event) {
  const { key, shiftKey, altKey, ctrlKey, metaKey } = event;
  if (key !== "F8" || altKey || ctrlKey || metaKey) return;
  event.preventDefault();
  step(shiftKey ? -1 : 1);
}

function choose(click) {
  const go = click.target.closest("[data-step]");
  const link = click.target.closest('.note a[target="form"]');
  if (go) step(Number(go.dataset.step));
  if (!link || !form()) return;
  click.preventDefault();
  lead(link.closest(".note"));
}

function enter() {
  form().addEventListener("click", leave);
  form().addEventListener("keydown", press);
  dress();
  arrange();
  showWritten();
}

// A frame may come with any answer, so its loading is noticed where all events come by.
document.addEventListener("load", (event) => event.target === frame() && enter(), true);
if (form()?.readyState === "complete" && form().URL !== "about:blank") enter();
document.addEventListener("click", choose);
document.addEventListener("keydown", press);
document.addEventListener("change", arrange);
document.addEventListener("toggle", arrange, true);
addEventListener("resize", arrange);
addEventListener("scroll", follow);

// ── Being told. A browser keeps few connections open, so a page that nobody sees has none ──────────────────────
let events = null;
function listen() {
  events?.close();
  events = document.hidden ? null : new EventSource("/events");
  events?.addEventListener("open", () => {
    if (said.textContent === document.body.dataset.stopped) said.textContent = "";
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
