// Opens pages in Chromium and says what is wrong with them: accessibility (axe, WCAG 2.2 AA and best practice), what
// the console complains of, any request that leaves the page, and a page that scrolls sideways.
//
//   node axe.mjs [--json] FILE-OR-FOLDER…      exit 0: nothing found, 1: findings, 2: could not check
//
// The browser is $CHROMIUM, or the first of the usual names on the path.

import { execFileSync } from "node:child_process";
import { readdirSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

// `require` and not `import`: it also looks where NODE_PATH says.
const require = createRequire(import.meta.url);

const WIDTHS = [320, 1280];
const SCHEMES = ["light", "dark"];
const BROWSERS = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
const SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
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
  const axe = require("axe-core");
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate((tags) => globalThis.axe.run({ runOnly: tags, preload: false }), TAGS);
  for (const { id, help, nodes } of violations) {
    for (const { target } of nodes) say(`axe ${id}`, `${help}: ${target.join(" ")}`);
  }
}

async function checkWidth(page, say) {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (over > 0) say("sideways-scroll", `the page is ${over} px wider than the screen`);
}

async function checkPage(browser, file, width, scheme) {
  const findings = [];
  const say = (kind, text) => findings.push({ file, width, scheme, kind, text });
  const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme: scheme });
  const url = pathToFileURL(file).href;
  listen(page, url, say);
  await page.goto(url);
  await checkWidth(page, say);
  await checkAxe(page, say);
  await page.close();
  return findings;
}

async function checkAll(files) {
  const { chromium } = require("playwright-core");
  const browser = await chromium.launch({ executablePath: findBrowser(), headless: true, args: SWITCHES });
  const findings = [];
  try {
    for (const file of files) {
      for (const width of WIDTHS) {
        for (const scheme of SCHEMES) findings.push(...(await checkPage(browser, file, width, scheme)));
      }
    }
  } finally {
    await browser.close();
  }
  return findings;
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
