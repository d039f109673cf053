"""Times this project beside the docxtpl and pandoc recipes, on one corpus, in turn.

    python -m benchmarks [--decisions 200] [--runs 3] [--growth] [--json FILE]

The figures of one call can be compared with each other, those of two machines cannot: quote the ratios.
"""

import argparse
import importlib.util
import json
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.corpus import write_corpus
from benchmarks.measuring import FailedRunError, Run, cpu_ratio, median, run_once

ROOT = Path(__file__).resolve().parent.parent
GROWTH = (500, 2_000, 10_000)
WARM_UP = 2


@dataclass(frozen=True, slots=True)
class Side:
    """One way of making the forms: what it makes, its command, and what it lacks on this machine."""

    name: str
    makes: tuple[str, ...]
    command: Callable[[Path, Path], list[str]]
    lacks: str

    def run(self, corpus: Path) -> Run:
        """Return what one cold build of the corpus took, having checked that every file was made."""
        with tempfile.TemporaryDirectory(dir=corpus.parent) as folder:
            run = run_once(self.command(corpus, Path(folder) / "output"), ROOT)
            wanted = len(list(corpus.iterdir()))
            for kind in self.makes:
                made = len(list(Path(folder).rglob(f"*.{kind}")))
                if made < wanted:
                    msg = f"{made} {kind} files were made of {wanted} decisions"
                    raise FailedRunError(msg)
        os.sync()
        return run


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: milliseconds per decision, MiB, and the multiple of this project's processor time."""

    name: str
    decisions: int
    wall_ms: float
    cpu_ms: float
    peak_mib: float
    cpu_ratio: float | None = None


def this_project() -> Side:
    """Return this project's own build."""
    program = ROOT / "build.py"
    return Side(
        "this project: docx and html",
        ("docx", "html"),
        lambda corpus, output: [sys.executable, str(program), "build", str(corpus), "--output", str(output)],
        "" if program.exists() else "there is no build.py yet",
    )


def recipes(form: Path, styles: Path) -> tuple[Side, ...]:
    """Return the recipes, which start from the form with tags and from the bare styles."""
    pandoc = ["docx"] if shutil.which("pandoc") else ["docx", "pypandoc"]
    return (
        Side(
            "docxtpl recipe: docx only",
            ("docx",),
            lambda corpus, output: module("recipes.docxtpl_recipe", corpus, form, output),
            missing("docxtpl", "docx", "markdown_it", "yaml"),
        ),
        Side(
            "pandoc recipe: docx and html",
            ("docx", "html"),
            lambda corpus, output: module("recipes.pandoc_recipe", corpus, styles, output),
            missing(*pandoc),
        ),
    )


def module(name: str, *paths: Path) -> list[str]:
    """Return the command that runs a module of this package on those paths."""
    return [sys.executable, "-m", f"benchmarks.{name}", *map(str, paths)]


def missing(*modules: str) -> str:
    """Return which of the modules are not installed, and what to do; nothing where all are."""
    absent = [name for name in modules if importlib.util.find_spec(name) is None]
    return f"not installed: {', '.join(absent)}; the extra `bench` has it" if absent else ""


def usable(sides: tuple[Side, ...], work: Path) -> list[Side]:
    """Return the sides that manage two decisions, which also warms them up; say plainly which do not, and why."""
    write_corpus(work / "warm-up", WARM_UP)
    return [side for side in sides if is_usable(side, work / "warm-up")]


def is_usable(side: Side, corpus: Path) -> bool:
    """Return whether the side manages that corpus, and say so if it does not."""
    if side.lacks:
        say(f"Not measured: {side.name} ({side.lacks}).")
        return False
    try:
        side.run(corpus)
    except FailedRunError as fault:
        say(f"Not measured: {side.name} ({fault}).")
        return False
    return True


def compare(decisions: int, runs: int, work: Path) -> list[Row]:
    """Return a row for every side, all run in turn (A B C A B C …) on one corpus."""
    form, styles = work / "form.docx", work / "styles.docx"
    if not missing("docx"):
        run_once(module("recipes.form_template", form, styles), ROOT)
    project = this_project()
    sides = usable((project, *recipes(form, styles)), work)
    words = write_corpus(work / "corpus", decisions)
    say(f"{decisions} decisions of {words / decisions:,.0f} words on average, runs of each in turn: {runs}")
    rounds = [{side.name: side.run(work / "corpus") for side in sides} for _ in range(runs)]
    taken = {side.name: [results[side.name] for results in rounds] for side in sides}
    return [row(name, decisions, taken[name], taken.get(project.name)) for name in taken]


def grow(runs: int, work: Path) -> list[Row]:
    """Return a row for each of three sizes of corpus, all built by this project."""
    rows = []
    for side in usable((this_project(),), work):
        for decisions in GROWTH:
            corpus = work / str(decisions)
            write_corpus(corpus, decisions)
            rows.append(row(f"{decisions:,} decisions", decisions, [side.run(corpus) for _ in range(runs)]))
    return rows


def row(name: str, decisions: int, taken: list[Run], reference: list[Run] | None = None) -> Row:
    """Return the medians of the runs, beside the reference where there is one."""
    middle = median(taken)
    return Row(
        name,
        decisions,
        round(1000 * middle.wall / decisions, 3),
        round(1000 * middle.cpu / decisions, 3),
        round(middle.peak, 1),
        round(cpu_ratio(taken, reference), 2) if reference else None,
    )


def table(rows: list[Row]) -> str:
    """Return the rows as a table; times are per decision, memory is the largest process's."""
    lines = [f"{'':32}{'wall ms':>10}{'CPU ms':>10}{'peak MiB':>10}{'CPU ratio':>12}"]
    for one in rows:
        ratio = f"{one.cpu_ratio:.1f}" if one.cpu_ratio else ""
        lines.append(f"{one.name:32}{one.wall_ms:10.2f}{one.cpu_ms:10.2f}{one.peak_mib:10.1f}{ratio:>12}")
    return "\n".join(lines)


def machine() -> str:
    """Return what the figures were taken on."""
    return f"Python {platform.python_version()}, {os.cpu_count()} processors, {platform.system()} {platform.machine()}"


def say(text: str) -> None:
    """Print the text at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def positive(text: str) -> int:
    """Return the number, refusing one below 1."""
    if (number := int(text)) < 1:
        raise argparse.ArgumentTypeError("at least 1, please")
    return number


def read_options() -> argparse.Namespace:
    """Return what was asked for on the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--decisions", type=positive, default=200, help="how many to compare on (%(default)s)")
    parser.add_argument("--runs", type=positive, default=3, help="how often each is run (%(default)s)")
    parser.add_argument("--growth", action="store_true", help="time this project alone on 500, 2,000 and 10,000")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to this file as well")
    return parser.parse_args()


def main() -> None:
    """Measure what was asked for and print it."""
    options = read_options()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        try:
            rows = grow(options.runs, work) if options.growth else compare(options.decisions, options.runs, work)
        except FailedRunError as fault:
            sys.exit(f"The measurement was given up: {fault}.")
    say(f"{machine()}; medians, times per decision\n{table(rows)}")
    if options.json:
        figures = {"machine": machine(), "runs": options.runs, "rows": [asdict(one) for one in rows]}
        options.json.write_text(f"{json.dumps(figures, indent=2)}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
