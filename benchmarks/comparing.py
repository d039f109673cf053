"""The comparison: this project beside other ways of doing the same, all in one run."""

import shutil
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from benchmarks import ways
from benchmarks.alone import alone
from benchmarks.archive import ROOT, Archive, make_archive, see_that_all_were_made
from benchmarks.figures import Comparison
from benchmarks.floor import copy, floor, fresh
from benchmarks.machine import this_machine
from benchmarks.measuring import Run, one_after_another, run_once
from benchmarks.recipes.hugo_recipe import hugo_command, hugo_program, make_site
from benchmarks.recipes.pandoc_recipe import commands, pandoc_program
from benchmarks.turns import Task, in_turn

GIT = ["git", "-c", "user.name=Benchmark", "-c", "user.email=benchmark@example.org", "-c", "commit.gpgsign=false"]


def compare(decisions: int, few: int, runs: int, work: Path) -> Comparison:
    """What this project takes for `decisions`, beside recipes that make `few` of them."""
    machine = this_machine()
    every, some = make_archive(work / "every", decisions), make_archive(work / "some", few)
    full = in_turn([*own(every, some), *recipes(every, some, work), *floors(every, work)], runs)
    words = round(every.words / decisions)
    made = sum(path.stat().st_size for path in every.outputs.rglob("*.*")) // decisions
    unchanged, changed = in_turn(nothing_changed(every), runs), in_turn(one_changed(every, work), runs)
    return Comparison(machine, runs, words, made, full, unchanged, changed, in_turn(pdfs(some, work), runs))


def own(every: Archive, some: Archive) -> Iterator[Task]:
    """The project itself, with many decisions and with few."""
    for archive in (every, some):
        yield Task(ways.OWN, archive.decisions, archive.build_from_nothing)
    yield Task(ways.RENDERING, every.decisions, partial(alone, "rendering", every))
    yield Task(ways.RENDERING_TWICE, every.decisions, partial(alone, "rendering", every, processes=2))
    yield Task(ways.RULES, every.decisions, partial(alone, "rules", every))
    yield Task(ways.CHECK, every.decisions, every.check)


def recipes(every: Archive, some: Archive, work: Path) -> Iterator[Task]:
    """The recipes that can be run here."""
    form, styles = work / "form.docx", work / "styles.docx"
    run_once(module("form_template", form, styles), ROOT)
    yield Task(ways.DOCXTPL, some.decisions, partial(recipe, "docxtpl_recipe", some, form, "docx"))
    if pandoc_program():
        run = partial(recipe, "pandoc_recipe", some, styles, "docx", "html")
        yield Task(ways.PANDOC, some.decisions, run)
    if program := hugo_program():
        make_site(work / "hugo", every.sources)
        yield Task(ways.HUGO, every.decisions, partial(hugo, program, every, work))


def hugo(program: str, every: Archive, work: Path) -> Run:
    """What hugo takes for the pages of all decisions."""
    output = fresh(work / "hugo" / "public")
    run = run_once(hugo_command(program, work / "hugo", output), work)
    see_that_all_were_made(output, every.decisions, "html")
    return run


def recipe(name: str, some: Archive, template: Path, *kinds: str) -> Run:
    """What a recipe takes for all decisions."""
    output = fresh(some.root / name)
    run = run_once(module(name, some.sources, template, output), ROOT)
    see_that_all_were_made(output, some.decisions, *kinds)
    return run


def module(name: str, *paths: Path) -> list[str]:
    """The command that runs a module of the recipes on those paths."""
    return [sys.executable, "-m", f"benchmarks.recipes.{name}", *map(str, paths)]


def floors(every: Archive, work: Path) -> Iterator[Task]:
    """What nothing can do without."""
    yield Task(ways.FLOOR, every.decisions, partial(floor, every, work))
    yield Task(ways.COPY, every.decisions, partial(copy, every, work))


def nothing_changed(every: Archive) -> Iterator[Task]:
    """A build with nothing to do, and git's look at the same files."""
    (every.root / ".gitignore").write_text("/output/\n/.cache/\n/aside/\n", encoding="utf-8")
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "All decisions"], ["status"]):
        run_once([*GIT, *command], every.root)
    status = partial(run_once, ["git", "status", "--porcelain"], every.root)
    yield Task(ways.UNCHANGED, 1, every.build)
    yield Task(ways.GIT_STATUS, 1, status)
    yield Task(ways.PYTHON, 1, partial(run_once, [sys.executable, "-c", ""], every.root))


def one_changed(every: Archive, work: Path) -> Iterator[Task]:
    """A build after one decision changed, and what pandoc takes for that one."""
    yield Task(ways.CHANGED, 1, every.build_after_a_change)
    if program := pandoc_program():
        alone = list(commands(program, every.some_decision(), work / "styles.docx", fresh(work / "alone")))
        yield Task(ways.PANDOC_ONE, 1, lambda: one_after_another([run_once(one, work) for one in alone]))


def pdfs(some: Archive, work: Path) -> Iterator[Task]:
    """The PDFs of few decisions, from what was read; and LibreOffice, which makes them of the Word documents."""
    yield Task(ways.PDFS, some.decisions, partial(alone, "PDFs", some))
    if shutil.which("soffice"):
        yield Task(ways.LIBREOFFICE, some.decisions, partial(libreoffice, some, work))


def libreoffice(some: Archive, work: Path) -> Run:
    """What one LibreOffice takes for all PDFs, with a new profile."""
    output, profile = fresh(work / "pdf"), fresh(work / "profile")
    documents = map(str, sorted(some.outputs.rglob("*.docx")))
    options = [
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(output),
    ]
    run = run_once(["soffice", *options, *documents], work)
    see_that_all_were_made(output, some.decisions, "pdf")
    return run
