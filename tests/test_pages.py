"""The pages in a real browser and before the Nu validator."""

import re
from pathlib import Path

import pytest
from programs import BROWSER, needs, nu, run

# Which lets no style in but the one that the page came with.
POLICY = re.compile('<meta http-equiv="Content-Security-Policy"[^>]*>')
pytestmark = pytest.mark.slow


def test_the_nu_validator_finds_nothing_in_any_page(corpus: Path) -> None:
    assert nu(corpus) == ""


def test_in_a_browser_no_page_has_barriers_errors_requests_or_sideways_scroll(corpus: Path) -> None:
    """A record, the paper that uses most, a draft, a refusal, and one that is deferred; tests of the site look at more."""
    needs("node", "chromium")
    chosen = ("pcd-1462", "pcd-9004", "draft-night-service", "pcd-9008", "pcd-9010")
    result = run("node", BROWSER / "axe.mjs", *(corpus / "decisions" / slug / "index.html" for slug in chosen))
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize(
    ("whole", "broken", "seen"),
    [
        ('<html lang="en-GB">', "<html>", {"320 light", "320 dark", "1280 light", "1280 dark"}),
        ("</style>", "@media (prefers-color-scheme: dark) {p {color: #333}}</style>", {"320 dark", "1280 dark"}),
        ("</style>", "@media (prefers-color-scheme: light) {p {color: #ccc}}</style>", {"320 light", "1280 light"}),
        ("</style>", "main {min-width: 30rem}</style>", {"320 light", "320 dark"}),
        ("</style>", "@media (min-width: 60rem) {main {min-width: 90rem}}</style>", {"1280 light", "1280 dark"}),
    ],
)
def test_the_browser_check_sees_a_barrier_where_there_is_one(
    corpus: Path, tmp_path: Path, whole: str, broken: str, seen: set[str]
) -> None:
    needs("node", "chromium")
    page = (corpus / "decisions" / "pcd-1462" / "index.html").read_text(encoding="utf-8")
    file = tmp_path / "broken.html"
    file.write_text(POLICY.sub("", page).replace(whole, broken), encoding="utf-8")
    result = run("node", BROWSER / "axe.mjs", file)
    assert result.returncode == 1
    assert set(re.findall(r"\[(\d+ \w+)]", result.stdout)) == seen
