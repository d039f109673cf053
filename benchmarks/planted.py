"""Plants faults in clean papers and counts which of them the rules find.

    python -m benchmarks.planted [--write] [--missed]

`benchmarks/plants` says what is planted, in words that were chosen without looking at the rules. Each plant goes
into each clean paper of tests/corpus on which it can be made. The table goes into docs/rules/README.md with --write.
"""

import argparse
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from decisionforms.decision.form_named import Forms
from decisionforms.decision.reader import read_decision
from decisionforms.diagnostics import Finding, Severity
from decisionforms.form.form import Form
from decisionforms.gathering import gather
from decisionforms.project import Project
from decisionforms.register import Register
from decisionforms.rules.paper import Paper
from decisionforms.rules.policy import ENDED
from decisionforms.rules.review import review
from decisionforms.rules.table import RULES
from decisionforms.rules.waivers import apply_waivers

ROOT = Path(__file__).resolve().parent.parent
PLANTS = Path(__file__).parent / "plants"
TABLE = ROOT / "docs" / "rules" / "README.md"
MARKS = ("<!-- measured -->", "<!-- /measured -->")
REVIEWED = date(2026, 11, 22)


@dataclass(frozen=True)
class Plant:
    """One fault: what is written where, and the rule that has to find it.

    `into` is the heading under which `text` becomes a paragraph of its own at the end; `facts` are set at the top as
    they are typed there, each in place of what stands there; `without` are removed; `swap` is a piece of text and
    what comes in its place, once, wherever it stands first.
    """

    rule: str
    into: str = ""
    text: str = ""
    facts: dict[str, str] = field(default_factory=dict)
    without: list[str] = field(default_factory=list)
    swap: list[str] = field(default_factory=list)

    def in_paper(self, source: str) -> str | None:
        """Return the paper with the fault; None where it can't be planted there."""
        for key in (*self.facts, *self.without):
            source = _without_fact(source, key)
        for key, value in self.facts.items():
            source = source.replace(
                "\n---\n", f"\n{key}:{value if value.startswith(chr(10)) else ' ' + value}\n---\n", 1
            )
        if self.swap:
            if self.swap[0] not in source:
                return None
            source = source.replace(self.swap[0], self.swap[1], 1)
        return _with_paragraph(source, self.into, self.text) if self.into else source


@dataclass
class Tally:
    """What came of all plants of one rule."""

    ways: int = 0
    planted: int = 0
    found: int = 0
    beside: int = 0
    missed: list[str] = field(default_factory=list)


def _without_fact(source: str, key: str) -> str:
    head, fence, body = source.partition("\n---\n")
    kept = re.sub(rf"(?m)^{re.escape(key)}:.*(?:\n(?:[ \t]+|- ).*)*\n?", "", f"{head}\n").rstrip("\n")
    return kept + fence + body


def _with_paragraph(source: str, heading: str, text: str) -> str | None:
    pattern = re.compile(rf"(?m)^## {re.escape(heading)}\s*\n(?:.*\n)*?(?=^## |\Z)")
    match = pattern.search(source if source.endswith("\n") else f"{source}\n")
    return f"{source[: match.end()].rstrip()}\n\n{text.strip()}\n\n{source[match.end() :]}" if match else None


def findings_of(name: str, source: str, forms: Forms, register: Register) -> list[Finding] | None:
    """Return what is said of a paper, notes left out; None where it can't be read."""
    reading = read_decision(f"{name}.md", name, source.encode(), forms)
    if reading.decision is None or any(one.severity is Severity.ERROR for one in reading.findings):
        return None
    paper = Paper(reading.decision, register, REVIEWED)
    noted = reading.findings if reading.decision.stage not in ENDED else ()
    found = (*noted, *review(paper, RULES, reading.decision.stage))
    standing = apply_waivers(found, reading.decision.facts.waivers, reading.source.lines, REVIEWED).findings
    return list(standing)


def plant_all(plants: list[Plant]) -> tuple[dict[str, Tally], int, int]:
    """Return what came of each rule's plants, how many papers there are, and what was said of them as they are."""
    project = Project(ROOT)
    forms: Forms = {name: form for name, form in project.forms().items() if isinstance(form, Form)}
    paths = sorted((ROOT / "tests" / "corpus").glob("*.md"))
    register = gather(project, paths, forms).register
    papers = {path.stem: path.read_text("utf-8") for path in paths}
    clean = {name: findings_of(name, text, forms, register) or [] for name, text in papers.items()}
    tallies: dict[str, Tally] = defaultdict(Tally)
    for plant in plants:
        tally = tallies[plant.rule]
        tally.ways += 1
        for name, text in papers.items():
            planted = plant.in_paper(text)
            said = findings_of(name, planted, forms, register) if planted else None
            if said is not None:
                count(plant, name, list(new_among(said, clean[name])), tally)
    loud = sum(1 for said in clean.values() for one in said if one.severity > Severity.NOTE)
    return tallies, len(papers), loud


def new_among(said: list[Finding], before: list[Finding]) -> Iterator[Finding]:
    """Yield what is said of the planted paper and was not said of it before."""
    rest = [(one.rule, one.problem) for one in before]
    for one in said:
        if (one.rule, one.problem) in rest:
            rest.remove((one.rule, one.problem))
        else:
            yield one


def count(plant: Plant, name: str, new: list[Finding], tally: Tally) -> None:
    """Add what came of one plant in one paper."""
    tally.planted += 1
    hit = any(one.rule == plant.rule for one in new)
    tally.found += hit
    tally.beside += sum(
        1 for one in new if one.rule != plant.rule and one.severity > Severity.NOTE and "signature" not in one.rule
    )
    if not hit:
        tally.missed.append(f"{name}: {plant.text or plant.swap or plant.facts or plant.without}")


def table(tallies: dict[str, Tally], papers: int, loud: int) -> str:
    """Return the table in markdown."""
    rows = [
        f"| {rule} | {tally.ways} | {tally.planted} | {tally.found} | {tally.planted - tally.found} | {tally.beside} |"
        for rule, tally in sorted(tallies.items())
    ]
    planted, found = (sum(getattr(tally, name) for tally in tallies.values()) for name in ("planted", "found"))
    beside = sum(tally.beside for tally in tallies.values())
    head = "| Rule | Ways | Planted | Found | Missed | Said beside it |\n| :-- | --: | --: | --: | --: | --: |"
    last = f"| **All** | {sum(tally.ways for tally in tallies.values())} | {planted} | {found} | {planted - found} | {beside} |"
    quiet = f"Of the {papers} papers as they are, {loud or 'nothing'} {'findings were' if loud else 'was'} said (errors and warnings)."
    return "\n".join([quiet, "", head, *rows, last])


def main() -> None:
    """Plant, and print or write the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--write", action="store_true", help="put the table into docs/rules/README.md")
    parser.add_argument("--missed", action="store_true", help="name each plant that was missed")
    asked = parser.parse_args()
    families = (tomllib.loads(path.read_text("utf-8")) for path in sorted(PLANTS.glob("*.toml")))
    plants = [Plant(**one) for family in families for one in family["plants"]]
    tallies, papers, loud = plant_all(plants)
    made = table(tallies, papers, loud)
    print(made)
    for rule, tally in sorted(tallies.items()) if asked.missed else ():
        print("\n".join(f"missed {rule}: {one}" for one in tally.missed))
    if asked.write:
        text = TABLE.read_text("utf-8")
        before, _, rest = text.partition(MARKS[0])
        after = rest.partition(MARKS[1])[2]
        TABLE.write_text(f"{before}{MARKS[0]}\n{made}\n{MARKS[1]}{after}", "utf-8")


if __name__ == "__main__":
    main()
