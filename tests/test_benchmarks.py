"""The benchmark runs, and its page is what its figures make.

    RENEW_DOCS=1 python -m pytest tests/test_benchmarks.py

writes the page and the plots anew after their layout was changed.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from lxml import etree

from benchmarks.figures import read_figures
from benchmarks.page import FIGURES, PAGE, documents

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
SVG = "{http://www.w3.org/2000/svg}"


def test_the_page_and_its_plots_are_what_the_figures_make() -> None:
    made = documents(DOCS, read_figures(DOCS / FIGURES))
    assert len(made) == 3, "the page and two plots"
    for name, text in made.items():
        if os.environ.get("RENEW_DOCS"):
            (DOCS / name).write_text(text, encoding="utf-8", newline="\n")
        assert (DOCS / name).read_text(encoding="utf-8") == text


@pytest.mark.parametrize("name", ["ways", "growth"])
def test_a_plot_says_in_words_what_it_shows_and_stands_below_its_table(name: str) -> None:
    plot = etree.parse(DOCS / "performance" / f"{name}.svg").getroot()
    named = {one.get("id"): one.text for one in (plot.find(f"{SVG}title"), plot.find(f"{SVG}desc")) if one is not None}
    assert (plot.get("role"), plot.get("aria-labelledby")) == ("img", "title told")
    assert all(named[key] for key in ("title", "told"))
    before, _, _ = (DOCS / PAGE).read_text(encoding="utf-8").partition(f"](performance/{name}.svg)")
    assert before.split("\n\n")[-1].startswith(f"![{named['title']}; the table above")
    assert any(part.startswith("| ") for part in before.split("\n\n")[-5:])


def test_the_names_in_the_plot_are_not_cut_off_at_its_edge() -> None:
    widest = 7  # pixels that a sign takes on average at most
    ways = etree.parse(DOCS / "performance" / "ways.svg").getroot().iter(f"{SVG}text")
    names = [one for one in ways if one.get("text-anchor") == "end"]
    assert names
    assert [one.text for one in names if len(one.text or "") * widest > float(one.get("x", "0"))] == []


@pytest.mark.parametrize(
    ("asked", "heading"),
    [
        pytest.param(["--decisions", "2", "--recipes", "1", "--runs", "1"], "CPU, times ours", marks=pytest.mark.slow),
        (["--growth", "1", "2"], "Nothing changed: CPU ms"),
        (["--profile", "--decisions", "1"], "Share"),
    ],
)
def test_a_small_run_prints_its_table_keeps_its_figures_and_puts_them_into_the_page(
    tmp_path: Path, asked: list[str], heading: str
) -> None:
    shutil.copy(DOCS / PAGE, tmp_path)
    command = [sys.executable, "-m", "benchmarks", *asked, "--docs", str(tmp_path)]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert heading in said
    kept = (tmp_path / FIGURES).read_text(encoding="utf-8")
    assert str(tmp_path) not in kept
    assert documents(tmp_path, read_figures(tmp_path / FIGURES))[PAGE] == (tmp_path / PAGE).read_text(encoding="utf-8")
