"""Pages before the Nu validator and in a real browser.

Both are set up in tests/browser by `npm install`; where that was not done, or there is no browser or Java, the tests
say so. CI installs all of it, and fails if a test is skipped.
"""

import shutil
import subprocess
from pathlib import Path

import msgspec
import pytest

BROWSER = Path(__file__).parent / "browser"
PACKAGES = BROWSER / "node_modules"
NU = PACKAGES / "vnu-jar" / "build" / "dist" / "vnu.jar"
# It is done before a compiler that makes better code would pay, and would run out of stack without.
IN_HASTE = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss4m")


class Finding(msgspec.Struct, frozen=True):
    """What is wrong with a page, and in which width and colours it is."""

    file: str
    width: int
    scheme: str
    kind: str
    text: str


class Looked(msgspec.Struct, frozen=True):
    """What was found on so many pages."""

    pages: int
    findings: list[Finding]

    def besides(self, *styles: Path) -> list[Finding]:
        """What was found but for requests for these styles."""
        wanted = {style.as_uri() for style in styles}
        return [one for one in self.findings if one.kind != "request" or one.text not in wanted]


def needs(*programs: str) -> None:
    missing = [program for program in programs if shutil.which(program) is None]
    if missing:
        pytest.skip(f"needs {' and '.join(missing)}, which this machine does not have")
    if {"node", "java"} & {*programs} and not PACKAGES.is_dir():
        pytest.skip("needs the packages of tests/browser: run npm install there")


def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=240)


def faults_of_markup(*pages: Path, ignoring: str = "-") -> str:
    """What the Nu validator says of pages, styles and folders of them; nothing where they are valid."""
    needs("java")
    options = ("--skip-non-html", "--also-check-css", "--Werror", "--filterpattern", ignoring)
    result = run("java", *IN_HASTE, "-jar", NU, *options, *pages)
    said = result.stdout + result.stderr
    assert (result.returncode == 0) == (said == ""), said
    return said


def looked_at(*pages: Path) -> Looked:
    """What axe, the console, the width and the requests of pages and folders of them tell, light and dark."""
    needs("node", "chromium")
    result = run("node", BROWSER / "axe.mjs", "--json", *pages)
    assert result.stdout, result.stderr
    return msgspec.json.decode(result.stdout, type=Looked)
