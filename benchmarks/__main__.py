"""Times this project beside the docxtpl, pandoc and hugo recipes and beside what nothing can do without, all in turn.

    python -m benchmarks [--decisions 1669] [--recipes 100] [--runs 3]
    python -m benchmarks --growth 1669 10000 100000
    python -m benchmarks --profile

Each prints a table, keeps its figures in docs/performance/figures.json, and puts them into docs/performance.md with its
plots. The figures of one call can be compared with each other, those of two machines cannot: quote the ratios.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from msgspec.structs import replace

from benchmarks import tables
from benchmarks.comparing import compare
from benchmarks.figures import Figures, read_figures, write_figures
from benchmarks.growing import grow
from benchmarks.measuring import FailedRunError
from benchmarks.page import FIGURES, documents
from benchmarks.tables import in_terminal, told

DOCS = Path(__file__).resolve().parent.parent / "docs"
PUBLISHED = 1_669


def measured(options: argparse.Namespace, work: Path, before: Figures) -> Figures:
    """The figures with those that were asked for measured anew, which are also printed."""
    if options.growth:
        growth = grow(options.growth, work)
        print(in_terminal(tables.sizes(growth)), told(growth.machine), sep="\n\n")
        return replace(before, growth=growth)
    if options.profile:
        from benchmarks.stages import profile  # noqa: PLC0415 - a large process hides how small those are that it starts

        found = profile(options.decisions, work)
        print(in_terminal(tables.stages(found)), told(found.machine), sep="\n\n")
        return replace(before, profile=found)
    comparison = compare(options.decisions, options.recipes, options.runs, work)
    shown = (tables.full_builds, tables.second_builds, tables.pdfs, tables.goals)
    print(*(in_terminal(table(comparison)) for table in shown), told(comparison.machine), sep="\n\n")
    return replace(before, comparison=comparison)


def positive(text: str) -> int:
    """The number. Raises a fault of argparse for one below 1."""
    if (number := int(text)) < 1:
        raise argparse.ArgumentTypeError("at least 1, please")
    return number


def read_options() -> argparse.Namespace:
    """What was asked for on the command line."""
    first, _, more = (__doc__ or "").partition("\n\n")
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description=first,
        epilog=more,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--decisions", type=positive, default=PUBLISHED, help="how many to build (%(default)s)")
    parser.add_argument("--recipes", type=positive, default=100, help="how many the recipes make (%(default)s)")
    parser.add_argument("--runs", type=positive, default=3, help="how often each is run (%(default)s)")
    parser.add_argument("--growth", type=positive, nargs="+", metavar="N", help="build this many instead, once each")
    parser.add_argument("--profile", action="store_true", help="show instead where the time of a build goes")
    parser.add_argument("--docs", type=Path, default=DOCS, help="where performance.md stands, if not in docs")
    return parser.parse_args()


def main() -> None:
    """Measure what was asked for, print it, and put it into the page."""
    options = read_options()
    file = options.docs / FIGURES
    with tempfile.TemporaryDirectory() as folder:
        try:
            figures = measured(options, Path(folder), read_figures(file))
        except FailedRunError as fault:
            sys.exit(f"The measurement was given up: {fault}.")
    write_figures(file, figures)
    for name, text in documents(options.docs, figures).items():
        (options.docs / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
