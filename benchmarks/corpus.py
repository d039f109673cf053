"""Makes a folder of made-up decisions in the project's own source format, the same bytes for the same seed.

    python -m benchmarks.corpus FOLDER [--decisions 200] [--seed 1462]

Every decision is complete but for the signatures, cites only earlier ones of its corpus, and has sums that add up. It
uses nothing that the recipes cannot set as well (no footnotes, no links to paragraphs), so that all do the same task.
"""

import argparse
import calendar
import datetime as dt
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks import phrases

FIRST_NUMBER = 10_001
FIRST_MONDAY = dt.date(2023, 1, 9)
DECISIONS_A_WEEK = 70
APRIL = 4
# From this sum on, a business case goes up.
LARGE = 500_000
# Words each numbered section aims for, as a share of the whole body.
SHARES = {
    "Introduction and background": 0.19,
    "Issues for consideration": 0.24,
    "Financial Comments": 0.10,
    "Legal Comments": 0.13,
    "Commercial Issues": 0.12,
    "Public Health Approach": 0.06,
    "GDPR and Data Privacy": 0.07,
    "Equality Comments": 0.09,
}
# Of a hundred sentences, four emphasise a power, three cite a decision, one links to a page.
EMPHASISED, CITING, LINKING = 0.04, 0.07, 0.08
BODY_WORDS = range(760, 1520)


@dataclass(frozen=True, slots=True)
class Award:
    """One sum: how much, from which source, in which financial year."""

    pounds: int
    source: str
    year: str


class Writer:
    """Writes one decision, with a random source of its own: no decision depends on how many others there are."""

    def __init__(self, number: int, seed: int) -> None:
        """Settle what the rest of the text refers to: dates, sums and names."""
        self.number = number
        self.random = random.Random(f"{seed}/{number}")
        self.monday = FIRST_MONDAY + dt.timedelta(weeks=(number - FIRST_NUMBER) // DECISIONS_A_WEEK)
        self.title = f"{self.pick(phrases.SERVICES)} {self.pick(phrases.STEPS)}"
        self.months = self.random.randrange(3, 25)
        self.starts = (self.monday.replace(day=1) + dt.timedelta(days=62)).replace(day=1)
        self.ends = last_day(self.starts, self.months)
        self.awards = tuple(map(self.award, range(budget_year(self.starts), budget_year(self.ends) + 1)))
        self.total = sum(award.pounds for award in self.awards)

    def pick(self, options: tuple[str, ...]) -> str:
        """Return one of the options."""
        return self.random.choice(options)

    def chance(self, share: float) -> bool:
        """Return true in that share of cases."""
        return self.random.random() < share

    def award(self, year: int) -> Award:
        """Return a sum for the financial year that begins in that year."""
        amount = self.random.randrange(30, 4000) * 500
        return Award(amount, self.pick(phrases.SOURCES), f"{year}/{(year + 1) % 100:02d}")

    def person(self) -> str:
        """Return a name."""
        return f"{self.pick(phrases.FIRST_NAMES)} {self.pick(phrases.LAST_NAMES)}"

    def earlier(self) -> str | None:
        """Return the reference of an earlier decision of this corpus, where there is one."""
        return f"PCD {self.random.randrange(FIRST_NUMBER, self.number)}" if self.number > FIRST_NUMBER else None

    # ── Front matter ─────────────────────────────────────────────────────────────────────────────────────────────

    def front_matter(self) -> Iterator[str]:
        """Return the lines between the two rules, the rules included."""
        yield from ("---", f"reference: PCD {self.number}", f"title: {self.title}", "form: part-1/2023")
        yield f"directorate: {self.pick(phrases.DIRECTORATES)}"
        yield f"topics: [{self.pick(phrases.SERVICES).lower()}, {self.pick(phrases.BOROUGHS)}]"
        yield f"drafting_officer: {{name: {self.person()}, date: {day(self.monday, 3)}}}"
        post = self.pick(phrases.POSTS)
        yield f"head_of_service: {{post: {post}, name: {self.person()}, date: {day(self.monday, 4)}}}"
        yield from self.advice()
        yield from self.money()
        yield from self.publication()
        yield "---"

    def advice(self) -> Iterator[str]:
        """Return the lines that say what was asked, of whom and when."""
        asked, later = day(self.monday, self.random.randrange(3)), day(self.monday, 180)
        dpia = self.pick(
            (
                "{answer: not required, reason: no personal data is processed}",
                f"{{answer: completed, date: {asked}}}",
                f"{{answer: to be completed, date: {later}}}",
            )
        )
        yield "advice:"
        yield f"  finance: {{answer: consulted, by: Strategic Finance and Resource Management Team, date: {asked}}}"
        yield f"  legal: {{answer: consulted, by: TfL Legal, date: {asked}}}"
        yield "  equalities: {answer: covered}"
        yield f"  public_health: {{answer: consulted, by: a senior manager of the VRU, date: {asked}}}"
        yield f"  commercial: {{answer: consulted, by: Contract Management Team, date: {asked}}}"
        yield "  data_protection: {answer: covered}"
        yield f"  dpia: {dpia}"

    def money(self) -> Iterator[str]:
        """Return the lines for the sums, whom they go to and for how long."""
        yield "amounts:"
        for award in self.awards:
            yield f"  - sum: {pounds(award.pounds)}"
            yield f"    for: {self.title}"
            yield f"    from: {award.source}"
            yield f"    year: {award.year}"
            yield "    type: revenue"
        yield f"total: {pounds(self.total)}"
        yield f"recipients: [{self.pick(phrases.BOROUGHS)} Partnership]"
        yield f"instrument: {self.pick(phrases.INSTRUMENTS)}"
        yield f"starts: {day(self.starts)}"
        yield f"ends: {day(self.ends)}"
        yield f"term: {self.months} months"
        if self.total >= LARGE:
            yield "scheme_paragraph: 4.8"

    def publication(self) -> Iterator[str]:
        """Return the lines for related decisions, a deferral and a Part 2."""
        related = self.earlier()
        if related and self.chance(0.4):
            yield f"relates_to: {related}"
        held = f"{{reason: negotiations are not concluded, until: {day(last_day(self.starts, 12))}}}"
        yield f"deferral: {held if self.chance(0.06) else 'no'}"
        kept = f"{{exemption: FOIA s.43(2), kept: legal files, review: {day(last_day(self.starts, 24))}}}"
        yield f"part_2: {kept if self.chance(0.25) else 'no'}"

    # ── Text ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def filled(self, phrase: str) -> str:
        """Return the phrase with its gaps filled."""
        if "{" not in phrase:
            return phrase
        return phrase.format(
            borough=self.pick(phrases.BOROUGHS),
            other_borough=self.pick(phrases.BOROUGHS),
            command=self.pick(phrases.COMMANDS),
            day=self.random.randrange(1, 29),
            month=calendar.month_name[self.random.randrange(1, 13)],
            year=self.random.randrange(2019, 2026),
            quarter=self.random.randrange(1, 5),
            few=self.random.randrange(5, 19),
            many=self.random.randrange(20, 95),
            part=pounds(self.random.choice(self.awards).pounds),
            total=pounds(self.total),
        )

    def clause(self) -> str:
        """Return what something does to something else."""
        return f"{self.pick(phrases.VERBS)} {self.filled(self.pick(phrases.OBJECTS))}"

    def sentence(self) -> str:
        """Return a sentence; about one in twelve emphasises, cites or links."""
        opener, tail = self.filled(self.pick(phrases.OPENERS)), self.filled(self.pick(phrases.TAILS))
        text = f"{opener}{self.pick(phrases.SUBJECTS)} {self.clause()}{tail}{self.ornament()}"
        return f"{text[0].upper()}{text[1:]}."

    def ornament(self) -> str:
        """Return an emphasised power, a cited decision, an address or, mostly, nothing."""
        kind = self.random.random()
        if kind < EMPHASISED:
            return f" under **{self.pick(phrases.POWERS)}**"
        if kind < CITING and (cited := self.earlier()):
            return f" (see *{self.pick(phrases.SERVICES)} {self.pick(phrases.STEPS)}*, {cited})"
        if kind < LINKING:
            page = self.random.randrange(1, 400)
            return f", as set out in the [published guidance](https://example.org/guidance/{page})"
        return ""

    def paragraph(self) -> str:
        """Return one to three sentences."""
        return " ".join(self.sentence() for _ in range(self.random.randrange(1, 4)))

    def points(self) -> str:
        """Return a list: bullets, or one in four lettered in print."""
        mark = "1." if self.chance(0.25) else "-"
        return "\n".join(f"{mark} {self.sentence()}" for _ in range(self.random.randrange(2, 5)))

    def table(self) -> str:
        """Return the sums by year as a table."""
        rows = ["| Year | Source | Type | Sum |", "|:---|:---|:---|---:|"]
        rows += [f"| {award.year} | {award.source} | revenue | {pounds(award.pounds)} |" for award in self.awards]
        return "\n".join([*rows, f"| **Total** | all sources | revenue | **{pounds(self.total)}** |"])

    def recommendations(self) -> str:
        """Return the numbered list of what is asked for."""
        asked = [f"Approve up to {pounds(self.total)} for {self.pick(phrases.SUBJECTS)}, which {self.clause()}."]
        asked += [
            f"Agree that {self.pick(phrases.SUBJECTS)} {self.clause()}." for _ in range(self.random.randrange(1, 4))
        ]
        return "\n".join(f"{place}. {text}" for place, text in enumerate(asked, 1))

    def section(self, heading: str, words: float) -> Iterator[str]:
        """Return the blocks of a numbered section of about that many words."""
        yield f"## {heading}"
        written = 0
        while written < words:
            if written and self.chance(0.06):
                yield f"### {self.pick(phrases.SUBHEADINGS)}"
            blocks = [self.paragraph(), *([self.points()] if self.chance(0.14) else [])]
            written += sum(len(block.split()) for block in blocks)
            yield from blocks
        if heading == "Financial Comments":
            yield f"The funding of {pounds(self.total)} is made up as follows."
            yield self.table()

    def background(self) -> Iterator[str]:
        """Return the blocks of the last section: the earlier papers."""
        yield "## Background/supporting papers"
        papers = {paper for _ in range(self.random.randrange(1, 4)) if (paper := self.earlier())}
        if not papers:
            yield "None."
            return
        yield "The earlier papers are:"
        yield "\n".join(f"- {paper}: {self.pick(phrases.SERVICES)}" for paper in sorted(papers))

    def body(self) -> Iterator[str]:
        """Return the blocks of the text, in the order of the form."""
        yield "## Executive Summary"
        for _ in range(3):
            yield f"{self.sentence()} {self.paragraph()}"
        yield "## Recommendation"
        yield self.recommendations()
        words = self.random.choice(BODY_WORDS)
        for heading, share in SHARES.items():
            yield from self.section(heading, words * share)
        yield from self.background()

    def text(self) -> str:
        """Return the whole file."""
        front = "\n".join(self.front_matter())
        return f"{front}\n\n" + "\n\n".join(self.body()) + "\n"


def pounds(amount: int) -> str:
    """Return the amount as it is written: £84,500."""
    return f"£{amount:,}"


def day(date: dt.date, later: int = 0) -> str:
    """Return the date, so many days later, as it is written: 2 June 2023."""
    date += dt.timedelta(days=later)
    return f"{date.day} {calendar.month_name[date.month]} {date.year}"


def budget_year(date: dt.date) -> int:
    """Return the year in which the financial year of that date began."""
    return date.year - (date.month < APRIL)


def last_day(starts: dt.date, months: int) -> dt.date:
    """Return the last day of a term of so many months that starts on the first of a month."""
    years, month = divmod(starts.month - 1 + months, 12)
    return dt.date(starts.year + years, month + 1, 1) - dt.timedelta(days=1)


def write_corpus(folder: Path, decisions: int, seed: int = 1462) -> int:
    """Write that many decisions into the folder and return their words, front matter included."""
    folder.mkdir(parents=True, exist_ok=True)
    words = 0
    for number in range(FIRST_NUMBER, FIRST_NUMBER + decisions):
        text = Writer(number, seed).text()
        words += len(text.split())
        (folder / f"pcd-{number}.md").write_text(text, encoding="utf-8", newline="\n")
    return words


def main() -> None:
    """Write the corpus asked for and say how long its decisions are."""
    parser = argparse.ArgumentParser(description="Make a folder of made-up decisions.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--decisions", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1462)
    options = parser.parse_args()
    words = write_corpus(options.folder, options.decisions, options.seed)
    sys.stdout.write(f"{options.decisions} decisions of {words / max(options.decisions, 1):,.0f} words on average\n")


if __name__ == "__main__":
    main()
