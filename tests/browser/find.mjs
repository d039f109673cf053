// Uses the search of a site as a reader would, and says what went wrong in each story.
//
//   node find.mjs ADDRESS [STORY…]      prints { story: [what was wrong] }; exit 0: nothing, 1: findings, 2: could not check
//
// ADDRESS is that of the site made from tests/corpus, on a server of this machine.

import { barriers, show, WAYS } from "./barriers.mjs";
import { start } from "./chromium.mjs";

const PATIENCE = 10_000;
const AT_ONCE = 4;
const DESK = { width: 1280, height: 900 };

/** Tells in the page, as `answered`, whether what the address asks has been answered. */
function tellWhenAnswered() {
  const ask = () => { globalThis.answered = false; };
  for (const name of ["pushState", "replaceState"]) {
    const change = history[name].bind(history);
    history[name] = (...given) => {
      const before = location.search;
      change(...given);
      if (location.search !== before) ask();
    };
  }
  addEventListener("popstate", ask);
  new MutationObserver((changes) => {
    const status = changes.map(({ target }) => target).find(({ id }) => id === "find-status");
    if (status) globalThis.answered = status.textContent !== "Searching …";
  }).observe(document, { childList: true, subtree: true });
}

/** What a reader does, and sees. */
class Reader {
  constructor(page, address, say) {
    Object.assign(this, { page, address, say });
  }

  /** Notes everything that a page does and should not. */
  static async at(context, address, say) {
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE);
    await page.addInitScript(tellWhenAnswered);
    page.on("console", (message) => ["error", "warning"].includes(message.type()) && say(`console: ${message.text()}`));
    page.on("pageerror", (error) => say(`error: ${error.message}`));
    page.on("request", (request) => request.url().startsWith(address) || say(`request: ${request.url()}`));
    return new Reader(page, address, say);
  }

  async open(path) {
    await this.page.goto(this.address + path);
    if (path.startsWith("search/") && path.includes("?")) await this.answered();
  }

  /** Until everything that was asked has been answered. */
  async answered() {
    await this.page.waitForLoadState("networkidle");
    await this.page.waitForFunction(() => globalThis.answered);
  }

  /** Until the address asks this, and it has been answered. */
  async asked(query) {
    await this.page.waitForURL(({ search }) => search === query);
    await this.answered();
  }

  async type(words) {
    await this.page.locator("#q").fill("");
    await this.page.locator("#q").pressSequentially(words, { delay: 5 });
    await this.page.waitForFunction((asked) => new URLSearchParams(location.search).get("q") === asked, words.trim());
    await this.answered();
  }

  /** The references of what was found, in order. */
  found() {
    return this.page.locator("#find-results h3").allTextContents().then((texts) => texts.map((text) => text.split(":")[0]));
  }

  async passages() {
    await this.page.locator(".passage").first().waitFor();
    return this.page.locator(".passage").allTextContents();
  }

  said() {
    return this.page.locator("#find-status").textContent();
  }

  query() {
    return this.page.evaluate(() => location.search);
  }

  same(what, seen, wanted) {
    if (JSON.stringify(seen) !== JSON.stringify(wanted)) this.say(`${what}: ${JSON.stringify(seen)} and not ${JSON.stringify(wanted)}`);
  }

  async hasNoBarriers(state) {
    for (const { kind, text } of await barriers(this.page)) this.say(`${state}: ${kind}: ${text}`);
  }
}

const WRITINGS = { "PCD 9002": ["PCD 9002", "pcd9002", "PCD-9002", "9002", "  pcd/9002 ", "PCD 09002"], "DMPCD 2013 9001": ["dmpcd 2013 9001", "DMPCD2013/9001", "DMPCD-2013-9001"] };
const SUMS = { "PCD 1462": ["£84,500", "84500", "84,500", "£84.5k"], "PCD 9004": ["£1.2m", "£1.2 million", "1.2 million", "1.2m", "£1,200,000", "1200000"] };
const STATES = {
  "before anything is typed": "search/",
  "with results": "search/?q=advice",
  "with filters set": "search/?q=advice&year=2025&topic=victims&from=%C2%A3100%2C000",
  "with an outcome that is said": "search/?q=translation+devices",
  "with a number that is missing": "search/?q=PCD+9099",
  "with a word that is misspelt": "search/?q=advise+servise",
  "with filters alone": "search/?topic=victims",
  "with no result": "search/?q=zeppelin",
  "with most of the words": "search/?q=zeppelin+custody",
  "with a fault in a filter": "search/?q=advice&from=plenty",
  "on the first page": "",
  "on a list": "register/topic/victims/",
};

const STORIES = {
  async "a reference in any writing comes first"(reader) {
    await reader.open("search/");
    for (const [reference, writings] of Object.entries(WRITINGS)) {
      for (const writing of writings) {
        await reader.type(writing);
        reader.same(writing, (await reader.found())[0], reference);
      }
    }
  },

  async "a reference is found by the address of its page"(reader) {
    await reader.open("search/?q=dmpcd20139001");
    reader.same("found", await reader.found(), ["DMPCD 2013 9001"]);
  },

  async "a number finds the decision and then those that mention it"(reader) {
    await reader.open("search/?q=9001");
    const found = await reader.found();
    reader.same("first", found.slice(0, 2).sort(), ["DMPCD 2013 9001", "PCD 9001"]);
    reader.same("then", found.includes("PCD 9002"), true);
  },

  async "words find paragraphs with their number, marked"(reader) {
    await reader.open("search/");
    await reader.type("specification rewrit");
    reader.same("found", await reader.found(), ["PCD 9002"]);
    const [first] = await reader.passages();
    reader.same("passage", first.startsWith("Paragraph 1.2 A tender for a longer service"), true);
    reader.same("marks", await reader.page.locator(".passage").first().locator("mark").allTextContents(), ["specification", "rewritten"]);
  },

  async "a sum in any writing finds its decision"(reader) {
    await reader.open("search/");
    for (const [reference, writings] of Object.entries(SUMS)) {
      for (const writing of writings) {
        await reader.type(writing);
        reader.same(writing, await reader.found(), [reference]);
      }
    }
    await reader.page.locator(".passage mark", { hasText: /^£1\.2 million$/ }).first().waitFor();
  },

  async "a topic finds its decisions"(reader) {
    await reader.open("search/?q=front+counters");
    reader.same("found", (await reader.found())[0], "PCD 9008");
  },

  async "a link to a paragraph opens there, and the paragraph is marked"(reader) {
    await reader.open("search/?q=rewritten+specification");
    await reader.page.locator(".passage a").first().click();
    await reader.page.waitForURL("**/decisions/pcd-9002/#p1.2");
    const seen = await reader.page.evaluate(() => {
      const target = document.querySelector(":target");
      const { top, bottom } = target.getBoundingClientRect();
      return [target.id, top >= 0 && bottom <= innerHeight, getComputedStyle(target).backgroundColor];
    });
    reader.same("target", seen, ["p1.2", true, "rgb(255, 243, 196)"]);
    await reader.page.goBack();
    await reader.answered();
    reader.same("back", await reader.found(), ["PCD 9002"]);
  },

  async "filters narrow, the way back widens, and the address can be shared"(reader) {
    await reader.open("search/");
    await reader.type("advice");
    const all = await reader.found();
    await reader.page.locator("#find-narrow").click();
    await reader.page.locator("#year").selectOption("2025");
    await reader.asked("?q=advice&year=2025");
    const some = await reader.found();
    reader.same("narrowed", some, ["PCD 9009", "PCD 9004", "PCD 9002"]);
    reader.same("address", await reader.query(), "?q=advice&year=2025");
    await reader.page.locator("#topic").selectOption("victims");
    await reader.asked("?q=advice&year=2025&topic=victims");
    reader.same("both", [await reader.found(), await reader.query()], [some, "?q=advice&year=2025&topic=victims"]);
    reader.same("feeds", await reader.page.locator("#find-feeds a").evaluateAll((links) => links.map((link) => link.getAttribute("href"))), ["../register/2025/feed.xml", "../register/topic/victims/feed.xml"]);
    await reader.page.goBack();
    await reader.asked("?q=advice&year=2025");
    await reader.page.goBack();
    await reader.asked("?q=advice");
    reader.same("back", [await reader.found(), await reader.query()], [all, "?q=advice"]);
    await reader.page.goBack();
    await reader.asked("");
    reader.same("back to the start", [await reader.page.locator("#find-found").isVisible(), await reader.query()], [false, ""]);
    await reader.page.goForward();
    await reader.asked("?q=advice");
    await reader.page.goForward();
    await reader.asked("?q=advice&year=2025");
    reader.same("forward", await reader.found(), some);
    const other = await Reader.at(reader.page.context(), reader.address, reader.say);
    await other.open("search/?q=advice&year=2025");
    reader.same("shared", await other.found(), some);
    reader.same("shared filter", [await other.page.locator("#year").inputValue(), await other.page.locator("#find-narrow").textContent()], ["2025", "Filters: Year: 2025"]);
  },

  async "totals are filtered by sums in any writing"(reader) {
    await reader.open("search/?from=%C2%A31.2m");
    reader.same("from", await reader.found(), ["PCD 9004", "PCD 9001"]);
    await reader.open("search/?from=84%2C500&to=%C2%A384.5k");
    reader.same("between", await reader.found(), ["PCD 1462"]);
    await reader.open("search/?from=plenty");
    const fault = reader.page.locator("#find-fault");
    reader.same("fault", [await reader.found(), await fault.isVisible(), (await fault.textContent()).includes("“plenty” is not a sum")], [[], true, true]);
    await reader.open("search/?from=2m&to=1m");
    reader.same("turned round", [await reader.found(), (await fault.textContent()).includes("(£2,000,000) is more than")], [[], true]);
  },

  async "everything is done with the keyboard"(reader) {
    const { keyboard } = reader.page;
    await reader.open("");
    for (let at = 0; at < 5 && (await reader.page.evaluate(() => document.activeElement.id)) !== "q"; at++) await keyboard.press("Tab");
    await keyboard.type("custody");
    await keyboard.press("Enter");
    await reader.page.waitForURL("**/search/?q=custody");
    await reader.answered();
    reader.same("found", await reader.found(), ["PCD 9007", "DMPCD 2013 9001"]);
    await reader.page.locator("#q").focus();
    const passed = [];
    for (let at = 0; at < 9; at++) {
      await keyboard.press("Tab");
      passed.push(await reader.page.evaluate(() => [document.activeElement.tagName, getComputedStyle(document.activeElement).outlineStyle !== "none"]));
      if (passed.length === 2) await keyboard.press("Enter");
    }
    reader.same("stops", passed.map(([tag]) => tag), ["BUTTON", "SUMMARY", "SELECT", "SELECT", "SELECT", "SELECT", "INPUT", "INPUT", "A"]);
    reader.same("focus is seen", passed.every(([, seen]) => seen), true);
    await keyboard.press("Tab");
    await keyboard.press("Enter");
    await reader.page.waitForURL("**/decisions/pcd-9007/");
  },

  async "where no decision has all words, those with most are shown"(reader) {
    await reader.open("search/?q=zeppelin+custody");
    reader.same("found", await reader.found(), ["PCD 9007", "DMPCD 2013 9001"]);
    reader.same("said", await reader.said(), "No decision has “zeppelin”. 2 decisions have “custody”.");
    await reader.open("search/?q=custody+telephone+zither");
    reader.same("no word is strange", (await reader.said()).startsWith("No decision has all of these words."), true);
    await reader.open("search/?q=%3F%21");
    reader.same("no word", await reader.found(), []);
    await reader.open("search/?q=zeppelin");
    reader.same("none", [await reader.found(), await reader.said()], [[], "No decision has “zeppelin”."]);
  },

  async "text that is not a number's leads to the nearest place above"(reader) {
    await reader.open("search/?q=telephone");
    const places = await reader.page.locator(".passage a").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
    for (const place of places) {
      const answer = await reader.page.request.get(new URL(place, `${reader.address}search/`).href);
      const id = place.split("#")[1]?.split(":~:")[0];
      if (id && !(await answer.text()).includes(`id="${id}"`)) reader.say(`${place} leads nowhere`);
    }
    reader.same("some", places.length > 0, true);
  },

  async "of a number without a decision it is said why"(reader) {
    const told = {
      "PCD 9005": "PCD 9005 is not in the register. Publication deferred until 1 March 2027. Numbers without a decision",
      9099: "PCD 9099 is not in the register. Given out twice by mistake. Numbers without a decision",
      pcd8999: "PCD 8999 was published and taken back. It named an invented person. What is left of PCD 8999",
      "PCD 9010": "PCD 9010 is not in the register.",
      "PCD 9999": "PCD 9999 is not in the register.",
    };
    for (const [asked, words] of Object.entries(told)) {
      await reader.open(`search/?q=${asked}`);
      reader.same(asked, [await reader.said(), await reader.found()], [words, []]);
    }
    await reader.open("search/?q=PCD+9001&year=2024");
    reader.same("filtered", (await reader.said()).startsWith("PCD 9001 is in the register, but the filters leave it out."), true);
    await reader.open("search/?q=PCD+9099");
    await reader.page.locator("#find-status a").click();
    await reader.page.waitForURL("**/register/gaps/");
  },

  async "a reference finds references and no sums"(reader) {
    await reader.open("search/?q=PCD+126400");
    reader.same("a total", await reader.found(), []);
    await reader.open("search/?q=PCD+900");
    reader.same("the beginning of others", await reader.found(), []);
    await reader.open("search/?q=PCD+9004+and+PCD+9001");
    reader.same("two", (await reader.found()).slice(0, 2), ["PCD 9004", "PCD 9001"]);
    await reader.open("search/?q=decision+1462");
    reader.same("by its number", (await reader.found())[0], "PCD 1462");
  },

  async "what was refused or withdrawn says so, and can be chosen"(reader) {
    await reader.open("search/?q=translation+devices");
    reader.same("refused", (await reader.page.locator(".about").first().textContent()).split(" · ")[0], "Refused");
    await reader.open("search/?outcome=withdrawn");
    reader.same("withdrawn", await reader.found(), ["PCD 9009"]);
    await reader.open("search/?q=refused");
    reader.same("first", (await reader.found())[0], "PCD 9008");
  },

  async "totals can be asked for in words"(reader) {
    const asked = { "over £1.2m": ["PCD 9001"], "at least 1.2 million": ["PCD 9004", "PCD 9001"], "under £50k": ["DMPCD 2013 9001"], "between 1 and 1.25 million": ["PCD 9004"], "£80k to £90,000": ["PCD 9003", "PCD 1462"], "advice £1.2m or more": ["PCD 9004", "PCD 9001"] };
    for (const [words, references] of Object.entries(asked)) {
      await reader.open(`search/?q=${encodeURIComponent(words)}`);
      reader.same(words, await reader.found(), references);
    }
    await reader.open("search/?q=over+%C2%A34m");
    reader.same("none", await reader.said(), "No decision with a total over £4,000,000 was found.");
  },

  async "a time can be asked for in words"(reader) {
    const asked = { "since September 2025": ["PCD 9009", "PCD 9004"], "before 3 March 2019": ["DMPCD 2013 9001"], "2020 to 2021": ["PCD 9007", "PCD 9006"], "between 2020 and 2021": ["PCD 9007", "PCD 9006"], "2021–2020": ["PCD 9007", "PCD 9006"], "advice since 2025": ["PCD 9009", "PCD 9004", "PCD 9002"], "over £1m after 8 June 2023": ["PCD 9004"] };
    for (const [words, references] of Object.entries(asked)) {
      await reader.open(`search/?q=${encodeURIComponent(words)}`);
      reader.same(words, await reader.found(), references);
    }
    reader.same("said", await reader.said(), "One decision with a total over £1,000,000 dated after 8 June 2023 found.");
    await reader.open("search/?q=2015+to+2018");
    reader.same("none", await reader.said(), "No decision dated from 2015 to 2018 was found.");
  },

  async "a financial year is found where its two years stand together"(reader) {
    // Others hold 2023 and, in “CEOD 24-2023”, 24.
    for (const year of ["2024%2F25", "2024-25", "2024%E2%80%9325"]) {
      await reader.open(`search/?q=${year}`);
      reader.same(year, await reader.found(), ["PCD 9008", "PCD 9003", "PCD 9001", "PCD 1462"]);
    }
    reader.same("marked", (await reader.page.locator(".passage mark").allTextContents()).includes("2024/25"), true);
  },

  async "a total is told apart from a mention"(reader) {
    await reader.open("search/?q=%C2%A3500%2C000");
    reader.same("mentions", /^No decision with a total of £500,000 was found\. [0-9]+ decisions mention it\.$/.test(await reader.said()), true);
    await reader.open("search/?q=%C2%A3160%2C000");
    reader.same("totals first", [(await reader.found()).slice(0, 2), (await reader.said()).split(" found")[0]], [["PCD 9009", "PCD 9002"], "2 decisions with a total of £160,000"]);
  },

  async "a date in any writing finds what was decided then"(reader) {
    for (const day of ["20 June 2023", "20/06/2023", "2023-06-20", "20th June, 2023", "June 20 2023", "20.6.2023", "20/6/23"]) {
      await reader.open(`search/?q=${day}`);
      reader.same(day, [(await reader.found())[0], (await reader.said()).startsWith("One decision dated 20 June 2023")], ["PCD 1462", true]);
    }
    await reader.open("search/?q=June+2023");
    reader.same("month", [(await reader.found()).slice(0, 2), (await reader.said()).startsWith("2 decisions dated June 2023 found")], [["PCD 1462", "PCD 9001"], true]);
    await reader.open("search/?q=2023");
    reader.same("year", (await reader.found()).slice(0, 2), ["PCD 1462", "PCD 9001"]);
    await reader.open("search/?q=30+September+2025");
    reader.same("marked", (await reader.page.locator(".passage mark").allTextContents()).includes("30 September 2025"), true);
  },

  async "a date is mentioned where its day, month and year stand together"(reader) {
    // PCD 9003 runs “for 9 months, from 1 September 2024 to 31 May 2025”.
    await reader.open("search/?q=9+September+2025");
    reader.same("day", [await reader.found(), await reader.said()], [["PCD 9004"], "One decision dated 9 September 2025 found."]);
    await reader.open("search/?q=9+September+2024");
    reader.same("no day", [await reader.found(), await reader.said()], [[], "No decision has “9 September 2024”."]);
  },

  async "a date and a total are both told apart from a mention"(reader) {
    await reader.open("search/?q=2023+over+%C2%A31m");
    reader.same("year", await reader.said(), "One decision dated 2023 with a total over £1,000,000 found, and one more that mentions it.");
    await reader.open("search/?q=May+2025+over+%C2%A350,000");
    reader.same("none", [await reader.found(), await reader.said()], [["PCD 9003"], "No decision dated May 2025 with a total over £50,000 was found. One decision mentions it."]);
    await reader.open("search/?q=custody+over+%C2%A31m");
    reader.same("words", [await reader.found(), await reader.said()], [[], "No decision with a total over £1,000,000 has “custody”."]);
    await reader.open("search/?q=January+2014+over+%C2%A31m");
    reader.same("neither", [await reader.found(), await reader.said()], [[], "No decision dated January 2014 with a total over £1,000,000 was found."]);
  },

  async "words in quotation marks stand side by side"(reader) {
    await reader.open("search/?q=%22example+partnership%22");
    reader.same("phrase", await reader.found(), ["PCD 9009", "PCD 9002", "PCD 9001"]);
    await reader.open("search/?q=%22partnership+example%22");
    reader.same("turned round", [await reader.found(), (await reader.said()).startsWith("No decision has these words side by side.")], [[], true]);
    await reader.page.locator("#find-status a").click();
    await reader.answered();
    reader.same("without", (await reader.found()).length > 2, true);
  },

  async "titles come before topics and recipients, and these before texts"(reader) {
    await reader.open("search/?q=custody");
    reader.same("title", (await reader.found())[0], "PCD 9007");
    await reader.open("search/?q=victims");
    reader.same("title before topic", (await reader.found())[0], "PCD 9006");
  },

  async "a word that is nowhere is named, with the one that may be meant"(reader) {
    const meant = { drvie: "drive", perpetrater: "perpetrator", translating: "translation", "domestc abuse": "domestic abuse" };
    for (const [asked, words] of Object.entries(meant)) {
      await reader.open(`search/?q=${asked}`);
      reader.same(asked, await reader.page.locator("#find-status a").textContent(), words);
    }
    await reader.page.locator("#find-status a").click();
    await reader.answered();
    reader.same("followed", await reader.found(), ["PCD 1462"]);
  },

  async "the way back leads to as many decisions as were shown, and to the one that was opened"(reader) {
    await reader.open("search/?q=zither");
    await reader.page.locator("#find-more").click();
    await reader.page.locator("#find-results h3 a").nth(11).click();
    await reader.page.waitForURL("**/decisions/**");
    await reader.page.goBack();
    await reader.answered();
    reader.same("shown", (await reader.found()).length, 12);
    reader.same("focus", await reader.page.evaluate(() => document.activeElement.textContent.split(":")[0]), (await reader.found())[11]);
  },

  async "an address with a filter that there is not says so"(reader) {
    await reader.open("search/?q=advice&topic=nonesuch");
    const fault = reader.page.locator("#find-fault");
    reader.same("said", [await fault.textContent(), await fault.isVisible(), await reader.found()], ["The register has no topic “nonesuch”. Choose another, or start again.", true, []]);
    await reader.page.locator("#topic").selectOption("victims");
    await reader.page.locator("#find-results h3").first().waitFor();
    reader.same("mended", [await fault.isVisible(), (await reader.found()).length > 0], [false, true]);
  },

  async "the page says what was asked, in its title and above the results, on paper too"(reader) {
    await reader.open("search/?q=advice&topic=victims&from=100000");
    const asked = "advice · Topic: victims · Total from: 100000";
    reader.same("title", (await reader.page.title()).startsWith(`${asked} – `), true);
    await reader.page.emulateMedia({ media: "print" });
    const heading = reader.page.locator("#find-heading");
    reader.same("heading", [await heading.textContent(), await heading.isVisible()], [`Results: ${asked}`, true]);
  },

  async "further passages are shown when asked"(reader) {
    await reader.open("search/?q=drive");
    const more = reader.page.locator(".results details").first();
    const hidden = await more.locator(".passage").first().isVisible();
    await more.locator("summary").click();
    reader.same("shown", [hidden, await more.locator(".passage").first().isVisible()], [false, true]);
  },

  async "ten decisions are shown, and more when asked, where the keyboard then goes on"(reader) {
    await reader.open("search/?q=zither");
    reader.same("said", await reader.said(), "12 decisions found.");
    reader.same("first", (await reader.found()).length, 10);
    await reader.page.locator("#find-more").focus();
    await reader.page.keyboard.press("Enter");
    reader.same("goes on", await reader.page.evaluate(() => document.activeElement.textContent.split(":")[0]), (await reader.found())[10]);
    reader.same("once each", new Set(await reader.found()).size, 12);
  },

  async "signs of markup stay text"(reader) {
    await reader.open(`search/?q=${encodeURIComponent("<img src=x onerror=alert(1)> advice")}`);
    reader.same("pictures", await reader.page.locator("img").count(), 0);
    reader.same("typed", await reader.page.locator("#q").inputValue(), "<img src=x onerror=alert(1)> advice");
  },

  async "a list brings its filter along"(reader) {
    await reader.open("register/topic/victims/");
    await reader.page.locator("#q").fill("extension");
    await reader.page.locator("#q").press("Enter");
    await reader.page.waitForURL("**/search/?q=extension&topic=victims");
    await reader.answered();
    reader.same("found", (await reader.found()).includes("PCD 1462"), false);
  },

  async "before a reader begins, nothing is loaded but the page, its style and its scripts"(reader) {
    const loaded = [];
    reader.page.on("request", (request) => loaded.push(request.url().slice(reader.address.length)));
    await reader.open("search/");
    await reader.page.waitForLoadState("networkidle");
    reader.same("data", loaded.filter((path) => !/^(search\/(\w+\.js)?|style\.css)$/.test(path)), []);
  },
};

async function withoutScripts(browser, address, say) {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: DESK });
  const reader = await Reader.at(context, address, say);
  await reader.open("");
  reader.same("a box that would lose its words", await reader.page.locator("#q").isVisible(), false);
  await reader.page.goto(`${address}search/?q=custody`);
  reader.same("said", await reader.page.locator("#find-unscripted").isVisible(), true);
  reader.same("form", await reader.page.locator("#find-form").isVisible(), false);
  await reader.page.getByRole("link", { name: "custody" }).click();
  await reader.page.waitForURL("**/register/topic/custody/");
  reader.same("list", await reader.page.locator("tbody th").allTextContents(), ["PCD 9007", "DMPCD 2013 9001"]);
  await context.close();
}

async function inEveryState(browser, address, say) {
  const heights = { 320: 256, 1280: 1024 };
  const reader = await Reader.at(browser, address, say);
  const shown = (way) => show(reader.page, { ...way, height: heights[way.width] });
  for (const [state, path] of Object.entries(STATES)) {
    await shown(WAYS[0]);
    await reader.open(path);
    for (const way of WAYS) {
      await shown(way);
      await reader.hasNoBarriers(`${state}, ${way.width} px, ${way.scheme}`);
    }
  }
  await reader.page.close();
}

async function tell(browser, context, address, name) {
  const findings = [];
  const say = (text) => findings.push(text);
  try {
    await (OTHERS[name] ? OTHERS[name](browser, address, say) : STORIES[name](await Reader.at(context, address, say)));
  } catch (fault) {
    say(fault.message);
  }
  await Promise.all(context.pages().map((page) => page.close()));
  return findings;
}

const OTHERS = { "without scripts the page leads to the lists": withoutScripts, "no state has barriers or scrolls sideways": inEveryState };

try {
  const [address, ...chosen] = process.argv.slice(2);
  const browser = await start();
  const told = {};
  try {
    const names = Object.keys({ ...OTHERS, ...STORIES }).filter((one) => !chosen.length || chosen.includes(one));
    // Most of a story is waiting, so several are told at once. Each begins with a new page; a new context takes longer
    // than most stories.
    const tellAll = async () => {
      const context = await browser.newContext({ viewport: DESK, reducedMotion: "reduce" });
      for (let name = names.shift(); name; name = names.shift()) told[name] = await tell(browser, context, address, name);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, tellAll));
  } finally {
    await browser.close();
  }
  console.log(JSON.stringify(told, null, 2));
  process.exitCode = Object.values(told).some((findings) => findings.length) ? 1 : 0;
} catch (error) {
  console.error(error.message);
  process.exitCode = 2;
}
