// A browser that does as it is told: one command a line as JSON, one answer a line. `Browser` in tests/browsing.py speaks to it.
//
//   {"do": "open", "address": "http://127.0.0.1:8000/"}      {"answer": null}
//
// What the console complains of, and any request that leaves this machine, is kept and told when it is asked for.

import { createInterface } from "node:readline";

import { barriers, show } from "./barriers.mjs";
import { start } from "./chromium.mjs";

const WITHIN = 5000; // milliseconds for which words are awaited

const browser = await start();
const page = await browser.newPage();
const complaints = [];
page.on("console", (message) => ["error", "warning"].includes(message.type()) && complaints.push(message.text()));
page.on("pageerror", (error) => complaints.push(error.message));
page.on("request", (request) => ["127.0.0.1", ""].includes(new URL(request.url()).hostname) || complaints.push(request.url()));

const all = () => page.frames();

// The element that holds these words, in the page or in a frame of it.
async function find({ words }) {
  for (const frame of all()) {
    const found = frame.getByText(words).last();
    if (await found.count()) return found;
  }
  throw new Error(`nowhere on the page: ${words}`);
}

const commands = {
  open: ({ address }) => page.goto(address).then(() => null),
  resize: (way) => show(page, way),
  // Waits until the words are there, or gone.
  until: async ({ words, gone }) => {
    const there = () => all().map((frame) => frame.waitForFunction(([text, away]) => document.body?.innerText.includes(text) !== away, [words, gone], { timeout: WITHIN }));
    await (gone ? Promise.all(there()) : Promise.any(there()));
    return null;
  },
  text: ({ inside }) => page.locator(inside).innerText(),
  count: ({ selector }) => page.locator(selector).count(),
  run: ({ script }) => page.evaluate(script),
  press: ({ key }) => page.keyboard.press(key).then(() => null),
  click: async ({ words }) => (await find({ words })).click(),
  // Where the words stand in the window: their top, their foot, and the height of the window.
  place: async ({ words }) => {
    const box = await (await find({ words })).boundingBox();
    return { top: box.y, foot: box.y + box.height, window: page.viewportSize().height };
  },
  barriers: async () => {
    const said = [];
    for (const frame of all()) {
      said.push(...(await barriers(frame)).map(({ kind, text }) => `${frame.url()}: ${kind}: ${text}`));
    }
    return said;
  },
  complaints: () => complaints.splice(0),
  picture: ({ file }) => page.screenshot({ path: file, fullPage: true }).then(() => null),
};

for await (const line of createInterface({ input: process.stdin })) {
  const command = JSON.parse(line);
  try {
    console.log(JSON.stringify({ answer: (await commands[command.do](command)) ?? null }));
  } catch (error) {
    console.log(JSON.stringify({ fault: String(error.errors?.[0]?.message ?? error.message) }));
  }
}
await browser.close();
