// Times the search of a site: milliseconds from the last key to the first heading and the first paragraph that answers.
//
//   node answer-time.mjs ADDRESS QUERY…      prints { loaded: { page: bytes }, answers: [{ query, typed: { heading, passage }, pasted, bytes }] }
//
// A reference may be answered by a heading alone; `passage` is then left out. Each query is asked on a page that was
// just opened: typed key by key, and pasted.

import { start } from "./chromium.mjs";

const PATIENCE = 10_000;
const KEY = 80; // milliseconds for each key: a quick typist
const QUIET = 40; // as in search.js

/** Enters a query, with so many milliseconds for each key or at once, and looks for a second at what answers it. */
async function ask({ query, key, quiet }) {
  const list = document.querySelector("#find-results");
  const field = document.querySelector("#q");
  const enter = (words) => {
    field.value = words;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const wait = (time) => new Promise((resolve) => { setTimeout(resolve, time); });
  field.focus();
  for (let at = 1; key && at < query.length; at++) {
    enter(query.slice(0, at));
    await wait(key);
  }
  const told = {};
  const began = performance.now();
  new MutationObserver((changes) => {
    const passed = performance.now() - began;
    const added = changes.flatMap((change) => [...change.addedNodes]);
    // Before a moment is past, what comes answers what was typed earlier.
    if (passed > quiet && added.some((node) => node.matches?.("li"))) told.heading ??= passed;
    if (told.heading && added.some((node) => node.matches?.(".passage"))) told.passage ??= passed;
  }).observe(list, { childList: true, subtree: true });
  enter(query);
  await wait(1000);
  return told;
}

async function pageThatCounts(context) {
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  const coming = [];
  page.on("response", (answer) => coming.push(answer.body().then((body) => body.length)));
  const weigh = async () => (await Promise.all(coming)).reduce((sum, size) => sum + size, 0);
  return { page, weigh };
}

async function bytesOf(browser, address) {
  const context = await browser.newContext();
  const { page, weigh } = await pageThatCounts(context);
  await page.goto(address);
  await page.waitForLoadState("networkidle");
  const bytes = await weigh();
  await context.close();
  return bytes;
}

async function timesOf(browser, address, query, key) {
  const context = await browser.newContext();
  const { page, weigh } = await pageThatCounts(context);
  await page.goto(`${address}search/`);
  await page.waitForLoadState("networkidle");
  const times = await page.evaluate(ask, { query, key, quiet: QUIET });
  await page.waitForLoadState("networkidle");
  const bytes = await weigh();
  await context.close();
  return { times, bytes };
}

try {
  const [address, ...queries] = process.argv.slice(2);
  const browser = await start();
  try {
    const loaded = { "first page": await bytesOf(browser, address), "search page": await bytesOf(browser, `${address}search/`) };
    const answers = [];
    for (const query of queries) {
      const [typed, pasted] = [await timesOf(browser, address, query, KEY), await timesOf(browser, address, query, 0)];
      answers.push({ query, typed: typed.times, pasted: pasted.times, bytes: pasted.bytes });
    }
    console.log(JSON.stringify({ loaded, answers }));
  } finally {
    await browser.close();
  }
} catch (error) {
  console.error(error.message);
  process.exitCode = 2;
}
