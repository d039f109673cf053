"""`docs/performance.md` and its plots, as the figures make them: tables between marks, in text that people wrote."""

import re
from collections.abc import Mapping
from pathlib import Path

from benchmarks import plots, tables
from benchmarks.figures import Comparison, Figures, Growth, Machine, Profile
from benchmarks.tables import in_markdown, told

PAGE, FOLDER = "performance.md", "performance"
FIGURES = f"{FOLDER}/figures.json"
PLACE = re.compile(r"(<!-- figures: ([a-z ]+) -->\n).*?(<!-- end of figures -->)", re.DOTALL)


def documents(docs: Path, figures: Figures) -> Mapping[str, str]:
    """The page in this folder and its plots with these figures, by their names."""
    page = (docs / PAGE).read_text(encoding="utf-8")
    drawn = {}
    if figures.comparison:
        drawn[f"{FOLDER}/ways.svg"] = plots.cost_of_each_way(figures.comparison)
    if figures.growth:
        drawn[f"{FOLDER}/growth.svg"] = plots.growth(figures.growth)
    return {PAGE: filled(page, figures), **drawn}


def filled(page: str, figures: Figures) -> str:
    """The page with these figures; what was not measured is left as it stands."""
    parts = {
        **(of_comparison(figures.comparison) if figures.comparison else {}),
        **(of_growth(figures.growth) if figures.growth else {}),
        **(of_profile(figures.profile) if figures.profile else {}),
    }
    return PLACE.sub(
        lambda place: f"{place[1]}\n{parts[place[2]]}\n\n{place[3]}" if place[2] in parts else place[0], page
    )


def of_comparison(found: Comparison) -> Mapping[str, str]:
    """The tables of the comparison."""
    about = f"Medians of {found.runs} run{'s' * (found.runs > 1)} of each, in turn. A decision has {found.words:,} words, and its two forms {found.bytes_made / 1000:.0f} kB."
    return {
        "full builds": section(in_markdown(tables.full_builds(found)), about, found.machine),
        "second builds": in_markdown(tables.second_builds(found)),
        "pdfs": in_markdown(tables.pdfs(found)),
        "goals": in_markdown(tables.goals(found)),
    }


def of_growth(found: Growth) -> Mapping[str, str]:
    """The table of the sizes."""
    return {"growth": section(in_markdown(tables.sizes(found)), "One run at each size.", found.machine)}


def of_profile(found: Profile) -> Mapping[str, str]:
    """The table of the stages."""
    about = f"One build of {found.decisions:,} decisions in one process."
    return {"profile": section(in_markdown(tables.stages(found)), about, found.machine)}


def section(table: str, about: str, machine: Machine) -> str:
    """A table, and below it what it tells of."""
    return f"{table}\n\n{about} {told(machine)}"
