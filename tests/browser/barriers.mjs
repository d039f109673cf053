// What stands in the way of readers in a page as it is shown: what axe finds (WCAG 2.2 AA and best practice), and a page
// that scrolls sideways.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

// `require` and not `import`: it also looks where NODE_PATH says.
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

export const WIDTHS = [320, 1280]; // 320 px is also what a page of 1280 px has at 400 %
export const SCHEMES = ["light", "dark"];
export const WAYS = WIDTHS.flatMap((width) => SCHEMES.map((scheme) => ({ width, scheme })));

/** Changes the width and the colours under a page, as when a reader turns a phone. */
export async function show(page, { width, height = 800, scheme }) {
  await page.setViewportSize({ width, height });
  await page.emulateMedia({ colorScheme: scheme });
}

/** The barriers in a page, or in a frame without those within it: [{ kind, text }]. */
export async function barriers(frame) {
  if (!(await frame.evaluate(() => "axe" in globalThis))) await frame.evaluate(AXE);
  const [violations, over] = await frame.evaluate(async (tags) => {
    const { scrollWidth, clientWidth } = document.documentElement;
    const options = { runOnly: tags, preload: false, resultTypes: ["violations"] };
    const found = await globalThis.axe.run({ exclude: [["iframe"]] }, options);
    return [found.violations, scrollWidth - clientWidth];
  }, TAGS);
  const found = violations.flatMap(({ id, help, nodes }) => nodes.map(({ target }) => ({ kind: `axe ${id}`, text: `${help}: ${target.join(" ")}` })));
  return over > 0 ? [...found, { kind: "sideways-scroll", text: `the page is ${over} px wider than the screen` }] : found;
}
