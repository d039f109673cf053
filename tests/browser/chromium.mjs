// Starts Chromium: $CHROMIUM, or the first of the usual names on the path.

import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";

// `require` and not `import`: it also looks where NODE_PATH says.
const require = createRequire(import.meta.url);

const BROWSERS = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
const SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

function findBrowser() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  for (const name of BROWSERS) {
    try {
      return execFileSync("which", [name], { encoding: "utf8" }).trim();
    } catch { /* not this one */ }
  }
  throw new Error("No browser: install Chromium, or set CHROMIUM to its path.");
}

/** The browser, of which nothing is shown. */
export function start() {
  const { chromium } = require("playwright-core");
  return chromium.launch({ executablePath: findBrowser(), headless: true, args: SWITCHES });
}
