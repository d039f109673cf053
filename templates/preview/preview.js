// Keeps an open page as its paper is. When the server says that the paper was saved, the page is asked for again, and only
// what differs is put in its place: scroll position, focus and selection stay. Without this script pages can be reloaded.

const MARKED_FOR = 2500; // milliseconds for which the block that was written last is marked
const BESIDE = matchMedia("(min-width: 60rem)"); // as in preview.css
const MARK = "[data-written] { background: var(--target, transparent); outline: 3px solid; outline-offset: .25rem; }";

const places = new CSSStyleSheet(); // heights and gaps: a policy of the page lets no style stand in its elements
const said = document.getElementById("said");
const main = () => document.getElementById("main");
const frame = () => document.getElementById("form");
const form = () => frame()?.contentDocument;
document.adoptedStyleSheets = [places];

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
  const differs = morph(main(), page.getElementById("main"));
  const written = next ? swap(next) : false;
  document.title = page.title;
  if (!differs && !written) return;
  arrange();
  if (written) show(main().dataset.changed);
  say(main().dataset.said);
}

// The same words twice in a row are read out twice.
function say(words) {
  said.textContent = "";
  setTimeout(() => { said.textContent = words; });
}

// ── Putting in place what differs ───────────────────────────────────────────────────────────────────────────
// Makes `now` like `next`; says whether it was not. Of its children those alike at both ends are left alone.
function morph(now, next) {
  if (now.isEqualNode(next)) return false;
  if (now.nodeName !== next.nodeName || now.nodeType !== Node.ELEMENT_NODE) {
    now.replaceWith(next);
    return true;
  }
  for (const { name } of [...now.attributes]) if (!next.hasAttribute(name)) now.removeAttribute(name);
  for (const { name, value } of next.attributes) if (now.getAttribute(name) !== value) now.setAttribute(name, value);
  const old = [...now.childNodes];
  const young = [...next.childNodes];
  while (old.length && young.length && old[0].isEqualNode(young[0])) {
    old.shift();
    young.shift();
  }
  let end = null;
  while (old.length && young.length && old.at(-1).isEqualNode(young.at(-1))) {
    end = old.pop();
    young.pop();
  }
  const both = Math.min(old.length, young.length);
  for (let at = 0; at < both; at++) morph(old[at], young[at]);
  for (const node of old.slice(both)) node.remove();
  for (const node of young.slice(both)) now.insertBefore(node, end);
  return true;
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

// ── The form and its margin ─────────────────────────────────────────────────────────────────────────────────
const block = (line) => (Number(line) ? [...form().querySelectorAll(`[data-line="${Number(line)}"]`)].at(-1) : undefined);

// Gives the frame the height of its form, and each note the height of its block, or the next below that is free.
function arrange() {
  if (!form()?.body) {
    places.replaceSync("");
    return;
  }
  const height = Math.ceil(form().documentElement.getBoundingClientRect().height) + 4;
  places.replaceSync(`#form { height: ${height}px; }`);
  if (!BESIDE.matches) return;
  const rules = [];
  let moved = 0;
  const top = frame().getBoundingClientRect().top;
  for (const note of document.querySelectorAll("#margin [data-place], #margin [data-beside]")) {
    const beside = note.dataset.beside ? form().querySelector(note.dataset.beside) : block(note.dataset.place);
    const gap = beside ? top + beside.getBoundingClientRect().top - note.getBoundingClientRect().top - moved : 0;
    if (gap <= 0) continue;
    moved += gap;
    rules.push(`#${note.id} { margin-top: ${gap}px; }`);
  }
  for (const rule of rules) places.insertRule(rule);
}

// Brings the block that was written last into view, and marks it for a while.
function show(line) {
  const written = form() && block(line);
  if (!written) return;
  const box = written.getBoundingClientRect();
  const top = frame().getBoundingClientRect().top + box.top;
  const bar = document.querySelector(".bar").getBoundingClientRect().bottom;
  if (top < bar || top + Math.min(box.height, innerHeight / 2) > innerHeight) {
    scrollBy({ top: top - innerHeight / 3, behavior: "instant" });
  }
  written.dataset.written = "";
  setTimeout(() => delete written.dataset.written, MARKED_FOR);
}

// What leads out of the form opens in the whole window, and other sites in one of their own.
function follow(click) {
  const link = click.target.closest("a[href]");
  if (!link || link.getAttribute("href").startsWith("#") || click.ctrlKey || click.metaKey || click.shiftKey) return;
  click.preventDefault();
  if (link.origin === location.origin) location.assign(link.href);
  else open(link.href, "_blank", "noopener");
}

function dress() {
  const page = form();
  const mark = new (frame().contentWindow.CSSStyleSheet)();
  mark.replaceSync(MARK);
  page.adoptedStyleSheets = [mark];
  page.addEventListener("click", follow);
  arrange();
}

// A frame may come with any answer, so its loading is noticed where all events come by.
document.addEventListener("load", (event) => event.target === frame() && dress(), true);
if (form()?.readyState === "complete" && form().URL !== "about:blank") dress();
addEventListener("resize", arrange);
document.addEventListener("toggle", arrange, true);

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
