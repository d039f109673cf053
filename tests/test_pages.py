"""The pages of the corpus in a real browser and before the Nu validator."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from page_checks import faults_of_markup, looked_at

# Which lets no style in but the one that the page came with.
POLICY = re.compile('<meta http-equiv="Content-Security-Policy"[^>]*>')
PHONE, DESK = {(320, "light"), (320, "dark")}, {(1280, "light"), (1280, "dark")}
BROKEN = {
    "no language": ('<html lang="en-GB">', "<html>", PHONE | DESK),
    "faint in the dark": (
        "</style>",
        "@media (prefers-color-scheme: dark) {p {color: #333}}</style>",
        {(320, "dark"), (1280, "dark")},
    ),
    "faint in the light": (
        "</style>",
        "@media (prefers-color-scheme: light) {p {color: #ccc}}</style>",
        {(320, "light"), (1280, "light")},
    ),
    "too wide for a phone": ("</style>", "main {min-width: 30rem}</style>", PHONE),
    "too wide for a desk": ("</style>", "@media (min-width: 60rem) {main {min-width: 90rem}}</style>", DESK),
}
pytestmark = pytest.mark.slow


def test_the_nu_validator_finds_nothing_in_any_page(corpus: Path) -> None:
    assert faults_of_markup(corpus) == ""


def test_in_a_browser_no_page_has_barriers_errors_requests_or_sideways_scroll(corpus: Path) -> None:
    """A record, the paper that uses most, a draft, a refusal, and one that is deferred; tests of the site look at more."""
    chosen = ("pcd-1462", "pcd-9004", "draft-night-service", "pcd-9008", "pcd-9010")
    looked = looked_at(*(corpus / "decisions" / slug / "index.html" for slug in chosen))
    assert (looked.pages, looked.findings) == (len(chosen), [])


@pytest.fixture(scope="module")
def seen(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, set[tuple[int, str]]]:
    """In which widths and colours something was found on each page that was broken."""
    page = POLICY.sub("", (corpus / "decisions" / "pcd-1462" / "index.html").read_text(encoding="utf-8"))
    folder = tmp_path_factory.mktemp("broken")
    for name, (whole, broken, _) in BROKEN.items():
        (folder / f"{name}.html").write_text(page.replace(whole, broken), encoding="utf-8")
    found = looked_at(folder).findings
    return {name: {(one.width, one.scheme) for one in found if Path(one.file).stem == name} for name in BROKEN}


@pytest.mark.parametrize("name", BROKEN)
def test_the_browser_check_sees_a_barrier_where_there_is_one(
    seen: Mapping[str, set[tuple[int, str]]], name: str
) -> None:
    assert seen[name] == BROKEN[name][2]
