"""The pages in a real browser and before the Nu validator.

Both are set up in tests/browser by `npm install`; where that was not done, or there is no browser or Java, the tests
say so. CI installs all of it, and fails if a test is skipped.
"""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

BROWSER = Path(__file__).parent / "browser"
PACKAGES = BROWSER / "node_modules"
NU = PACKAGES / "vnu-jar" / "build" / "dist" / "vnu.jar"
# Which lets no style in but the one that the page came with.
POLICY = re.compile('<meta http-equiv="Content-Security-Policy"[^>]*>')
pytestmark = pytest.mark.slow


def needs(*programs: str) -> None:
    missing = [program for program in programs if shutil.which(program) is None]
    if missing:
        pytest.skip(f"needs {' and '.join(missing)}, which this machine does not have")
    if {"node", "java"} & {*programs} and not PACKAGES.is_dir():
        pytest.skip("needs the packages of tests/browser: run npm install there")


def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=240)


def test_the_nu_validator_finds_nothing_in_any_page(corpus: Path) -> None:
    needs("java")
    result = run("java", "-jar", NU, "--skip-non-html", "--also-check-css", "--Werror", corpus)
    assert (result.returncode, result.stdout + result.stderr) == (0, "")


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
