// Saves a paper again and again while Chromium shows its preview, and prints how many milliseconds passed each time from
// the beginning of the save until the new words stood in the page.
//
//   node preview.mjs ADDRESS FILE TIMES

import { readFileSync, writeFileSync } from "node:fs";

import { start } from "../tests/browser/chromium.mjs";

const [address, file, times] = process.argv.slice(2);
const text = readFileSync(file, "utf8").trimEnd();
const browser = await start();
const page = await browser.newPage();
await page.goto(address);
await page.waitForTimeout(500);
const form = page.frame({ name: "form" });
const took = [];
for (let at = 0; at < Number(times); at++) {
  const words = `written as number ${at} of those`;
  const seen = form.waitForFunction((wanted) => document.body.textContent.includes(wanted), words, { polling: "raf" });
  await page.waitForTimeout(100);
  const began = performance.now();
  writeFileSync(file, `${text}\n\nThis was ${words} that are timed.\n`);
  await seen;
  took.push(performance.now() - began);
}
console.log(JSON.stringify(took));
await browser.close();
