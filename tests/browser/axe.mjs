// Opens pages in Chromium and says what is wrong with them: accessibility (axe, WCAG 2.2 AA and best practice), what
// the console complains of, any request that leaves the page, and a page that scrolls sideways.
//
//   node axe.mjs [--json] FILE-OR-FOLDER…      exit 0: nothing found, 1: findings, 2: could not check

import { readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

import { barriers, SCHEMES, show, WAYS, WIDTHS } from "./barriers.mjs";
import { start } from "./chromium.mjs";

const AT_ONCE = 2;

function pagesIn(path) {
  if (!statSync(path).isDirectory()) return [resolve(path)];
  return readdirSync(path, { recursive: true }).filter((name) => name.endsWith(".html")).sort().map((name) => resolve(join(path, name)));
}

// Notes what a page does beyond showing itself.
function listen(page, url, say) {
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && say("console", message.text()));
  page.on("pageerror", (error) => say("console", error.message));
  page.on("request", (request) => request.url() !== url && say("request", request.url()));
}

// A page is loaded once, and then shown in each way.
async function checkPage(page, file) {
  const findings = [];
  let shown = WAYS[0];
  const say = (kind, text) => findings.push({ file, ...shown, kind, text });
  const url = pathToFileURL(file).href;
  listen(page, url, say);
  await show(page, shown);
  await page.goto(url);
  for (shown of WAYS) {
    await show(page, shown);
    for (const { kind, text } of await barriers(page)) say(kind, text);
  }
  page.removeAllListeners();
  return findings;
}

async function checkAll(files) {
  const browser = await start();
  const findings = new Map();
  const waiting = [...files];
  const work = async () => {
    const page = await browser.newPage();
    for (let file = waiting.shift(); file; file = waiting.shift()) findings.set(file, await checkPage(page, file));
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  } finally {
    await browser.close();
  }
  return files.flatMap((file) => findings.get(file));
}

function report(files, findings, asJson) {
  if (asJson) {
    console.log(JSON.stringify({ pages: files.length, findings }, null, 2));
    return;
  }
  for (const { file, width, scheme, kind, text } of findings) console.log(`${file} [${width} ${scheme}] ${kind}: ${text}`);
  console.log(`${files.length} pages at ${WIDTHS.join(" and ")} px, ${SCHEMES.join(" and ")}: ${findings.length || "no"} findings`);
}

try {
  const given = process.argv.slice(2);
  const files = given.filter((word) => word !== "--json").flatMap(pagesIn);
  if (files.length === 0) throw new Error("Nothing to check: give pages, or a folder that holds some.");
  const findings = await checkAll(files);
  report(files, findings, given.includes("--json"));
  process.exitCode = findings.length ? 1 : 0;
} catch (error) {
  console.error(error.message);
  process.exitCode = 2;
}
