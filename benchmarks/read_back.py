"""Times what comes back from reviewers: the work of taking in one copy, and the whole command.

python -m benchmarks.read_back [--papers 12]
"""

import argparse
import copy
import gc
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import cycle
from pathlib import Path

from lxml import etree

from benchmarks.corpus import write_corpus
from benchmarks.measuring import run_once
from decisionforms.project import Project
from decisionforms.render.docx_layout import DOCUMENT
from decisionforms.render.docx_named import NAMED
from decisionforms.render.docx_parts import W
from decisionforms.render.package import member, pack, unpack
from decisionforms.review.log import added_to
from decisionforms.review.markdown import _read_back as read_back  # its memory is to be empty in each run
from decisionforms.reviewing import Review, take_in
from decisionforms.sending import Copy, send

ROOT = Path(__file__).resolve().parent.parent
SENT = date(2026, 11, 20)
PAPERS, RUNS, COMMANDS = 12, 5, 5
TWO_THOUSAND = range(1_800, 2_300)
# What is asked of it, in milliseconds of processor time.
MOST = 100
BY = {f"{{{W}}}author": "Example Lawyer", f"{{{W}}}date": "2026-11-21T09:00:00Z"}


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--papers", type=int, default=PAPERS, help=f"how many ({PAPERS})")
    with tempfile.TemporaryDirectory() as folder:
        project, slugs = project_of(Path(folder), parser.parse_args().papers)
        copies = {slug: send(project, slug, "legal", SENT) for slug in slugs}
        project.reviews.write_text(added_to("", [one.sent for one in copies.values()]), encoding="utf-8")
        gc.disable()
        print(f"{len(copies)} papers of about 2,000 words; milliseconds of processor time (asked for: {MOST})")
        for what, edits, one_fails in (
            ("unedited", 0, False),
            ("ten edits", 10, False),
            ("thirty edits", 30, False),
            ("thirty, and one that does not hold", 30, True),
        ):
            report(project, what, copies, edits, one_fails=one_fails)


def project_of(folder: Path, papers: int) -> tuple[Project, Sequence[str]]:
    """A project with so many papers of about 2,000 words."""
    shutil.copytree(ROOT / "templates", folder / "templates")
    write_corpus(folder / "decisions", 3 * papers)
    project = Project(folder)
    fitting = [path for path in project.sources(()) if len(path.read_text(encoding="utf-8").split()) in TWO_THOUSAND]
    for path in set(project.sources(())) - set(fitting[:papers]):
        path.unlink()
    return project, [path.stem for path in fitting[:papers]]


def report(project: Project, what: str, copies: dict[str, Copy], edits: int, *, one_fails: bool) -> None:
    """Print a line of the table."""
    back = project.root / "back.docx"
    took, left = [], 0
    for one in copies.values():
        back.write_bytes(edited(one.data, edits, one_fails=one_fails))
        times, review = timed(project, back, one)
        took.append(min(times))
        left += sum(bool(change.why) for change in review.changes)
    command = [sys.executable, str(ROOT / "build.py"), "--project", str(project.root), "review", "in", str(back)]
    whole = statistics.median(run_once(command, ROOT, accepted=(0, 1)).cpu for _ in range(COMMANDS)) * 1000
    print(f"{what:<36} median {statistics.median(took):3.0f}, most {max(took):3.0f}; whole command {whole:.0f}; left to a person {left}")  # fmt: skip


def timed(project: Project, back: Path, one: Copy) -> tuple[list[float], Review]:
    """What each run took, and what came of it; nothing is kept from one run to the next but what every run needs."""
    took = []
    for _ in range(RUNS):
        read_back.cache_clear()
        gc.collect()
        began = time.process_time()
        review = take_in(project, back, [one.sent])
        took.append((time.process_time() - began) * 1000)
    return took, review


# ── What a reviewer does ─────────────────────────────────────────────────────────────────────────────────────────


def edited(data: bytes, number: int, *, one_fails: bool) -> bytes:
    """The copy with so many tracked edits, evenly over its text."""
    parts = dict(unpack(data))
    root = etree.fromstring(parts[DOCUMENT])
    prose = [one for one in root.iter(f"{{{W}}}p") if is_prose(one)]
    points = [one for one in prose if one.find(f"{{{W}}}pPr/{{{W}}}numPr") is not None]
    if one_fails:
        made_a_point_of_another_list(prose[len(prose) // 2], points[0])
    some = prose[:: max(len(prose) // number, 1)][:number] if number else []
    for paragraph, act in zip(some, cycle((typed, struck, added_below)), strict=False):
        act(paragraph)
    parts[DOCUMENT] = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return pack(member(name, content) for name, content in parts.items())


def is_prose(paragraph: etree._Element) -> bool:
    """Whether a paragraph holds words of the writer's, more than a cell of figures does."""
    named = (str(mark.get(f"{{{W}}}name")) for mark in paragraph.iter(f"{{{W}}}bookmarkStart"))
    return any(name.startswith(NAMED) for name in named) and len("".join(words(paragraph)).split()) > 1


def words(paragraph: etree._Element) -> Iterator[str]:
    """The words of a paragraph, run by run."""
    return (str(text.text) for text in paragraph.iter(f"{{{W}}}t"))


def typed(paragraph: etree._Element) -> None:
    """Type some words at its end, of which some look like markdown."""
    etree.SubElement(paragraph, f"{{{W}}}ins", BY).append(run(" It costs *no* more [than] £84,500."))


def struck(paragraph: etree._Element) -> None:
    """Take out its first run."""
    first = next(paragraph.iter(f"{{{W}}}r"))
    gone = etree.Element(f"{{{W}}}del", BY)
    first.addprevious(gone)
    gone.append(first)
    for text in gone.iter(f"{{{W}}}t"):
        text.tag = f"{{{W}}}delText"


def added_below(paragraph: etree._Element) -> None:
    """Press Enter at its end, and type; in a cell, type only."""
    if next(paragraph.iterancestors(f"{{{W}}}tc"), None) is not None:
        typed(paragraph)
        return
    added = etree.Element(f"{{{W}}}p")
    added.extend(look_of(paragraph))
    etree.SubElement(added, f"{{{W}}}ins", BY).append(run("Both boroughs agree."))
    paragraph.addnext(added)


def made_a_point_of_another_list(paragraph: etree._Element, other: etree._Element) -> None:
    """Give it the look of a point far away: in Word it counts on from there, which no source can say."""
    for properties in paragraph.findall(f"{{{W}}}pPr"):
        paragraph.remove(properties)
    paragraph[:0] = look_of(other)


def look_of(paragraph: etree._Element) -> list[etree._Element]:
    """A copy of what says how a paragraph looks."""
    return [copy.deepcopy(one) for one in paragraph.findall(f"{{{W}}}pPr")]


def run(text: str) -> etree._Element:
    """A run of these words."""
    made = etree.Element(f"{{{W}}}r")
    etree.SubElement(made, f"{{{W}}}t", {"{http://www.w3.org/XML/1998/namespace}space": "preserve"}).text = text
    return made


if __name__ == "__main__":
    main()
