"""The programs that tests hand pages to: the Nu validator, and a browser.

Both are set up in tests/browser by `npm install`; where that was not done, or there is no browser or Java, the tests
say so. CI installs all of it, and fails if a test is skipped.
"""

import shutil
import subprocess
from pathlib import Path

import pytest

BROWSER = Path(__file__).parent / "browser"
PACKAGES = BROWSER / "node_modules"
NU = PACKAGES / "vnu-jar" / "build" / "dist" / "vnu.jar"
# The validator does not know that “self” is the site itself.
BLOCKED = r".*external (stylesheet “[./]*style\.css”|script “search\.js”) blocked by “(style|script)-src” directive\."


def needs(*programs: str) -> None:
    missing = [program for program in programs if shutil.which(program) is None]
    if missing:
        pytest.skip(f"needs {' and '.join(missing)}, which this machine does not have")
    if {"node", "java"} & {*programs} and not PACKAGES.is_dir():
        pytest.skip("needs the packages of tests/browser: run npm install there")


def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=240)


def nu(folder: Path) -> str:
    """What the Nu validator finds in the pages and styles of a folder; empty where all is well."""
    needs("java")
    options = ("--skip-non-html", "--also-check-css", "--Werror", "--filterpattern", BLOCKED)
    result = run("java", "-jar", NU, *options, folder)
    said = result.stdout + result.stderr
    assert bool(said) == bool(result.returncode), "it could not look at them"
    return said
