// Opens pages in Chromium and says what is wrong with them: accessibility (axe, WCAG 2.2 AA and best practice), what
// the console complains of, any request that leaves the page, and a page that scrolls sideways.
//
//   node axe.mjs [--json] FILE-OR-FOLDER…      exit 0: nothing found, 1: findings, 2: could not check
//
// The browser is $CHROMIUM, or the first of the usual names on the path.

import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

// `require` and not `import`: it also looks where NODE_PATH says.
const require = createRequire(import.meta.url);

const WIDTHS = [320, 1280];
const SCHEMES = ["light", "dark"];
const WAYS = WIDTHS.flatMap((width) => SCHEMES.map((scheme) => ({ width, scheme })));
const BROWSERS = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
const SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const AT_ONCE = 2;
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

function pagesIn(path) {
  if (!statSync(path).isDirectory()) return [resolve(path)];
  return readdirSync(path, { recursive: true }).filter((name) => name.endsWith(".html")).sort().map((name) => resolve(join(path, name)));
}

function findBrowser() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  for (const name of BROWSERS) {
    try {
      return execFileSync("which", [name], { encoding: "utf8" }).trim();
    } catch { /* not this one */ }
  }
  throw new Error("No browser: install Chromium, or set CHROMIUM to its path.");
}

// Notes what a page does beyond showing itself.
function listen(page, url, say) {
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && say("console", message.text()));
  page.on("pageerror", (error) => say("console", error.message));
  page.on("request", (request) => request.url() !== url && say("request", request.url()));
}

async function checkAxe(page, say) {
  const options = { runOnly: TAGS, preload: false, resultTypes: ["violations"] };
  const violations = await page.evaluate(async (given) => (await globalThis.axe.run(given)).violations, options);
  for (const { id, help, nodes } of violations) {
    for (const { target } of nodes) say(`axe ${id}`, `${help}: ${target.join(" ")}`);
  }
}

async function checkWidth(page, say) {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (over > 0) say("sideways-scroll", `the page is ${over} px wider than the screen`);
}

async function show(page, { width, scheme }) {
  await page.setViewportSize({ width, height: 800 });
  await page.emulateMedia({ colorScheme: scheme });
}

// A page is loaded once: its width and colours are then changed under it, as when a reader turns a phone.
async function checkPage(page, file) {
  const findings = [];
  let shown = WAYS[0];
  const say = (kind, text) => findings.push({ file, ...shown, kind, text });
  const url = pathToFileURL(file).href;
  listen(page, url, say);
  await show(page, shown);
  await page.goto(url);
  await page.evaluate(AXE);
  for (shown of WAYS) {
    await show(page, shown);
    await checkWidth(page, say);
    await checkAxe(page, say);
  }
  page.removeAllListeners();
  return findings;
}

async function checkAll(files) {
  const { chromium } = require("playwright-core");
  const browser = await chromium.launch({ executablePath: findBrowser(), headless: true, args: SWITCHES });
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
