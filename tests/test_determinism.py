"""The same decisions make the same bytes: on any machine, at any time, for whoever runs the build.

Two builds run as programs of their own, as different as two machines are: another seed for hashes, time zone,
language, home, user, folder and age of the files, and a clock that is years ahead.
"""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from reading_back.docx_text import parse
from reading_back.html_text import parse as parse_page
from reading_back.workshop import Made

YEARS_AHEAD = 23
CLOCK = f"""\
import datetime, time

_AHEAD = {YEARS_AHEAD} * 365.25 * 86400
_seconds, _nanoseconds, _local, _world = time.time, time.time_ns, time.localtime, time.gmtime
time.time = lambda: _seconds() + _AHEAD
time.time_ns = lambda: _nanoseconds() + int(_AHEAD * 1e9)
time.localtime = lambda seconds=None: _local(time.time() if seconds is None else seconds)
time.gmtime = lambda seconds=None: _world(time.time() if seconds is None else seconds)


class Moved(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(time.time(), tz)

    @classmethod
    def utcnow(cls):
        return cls.now(datetime.timezone.utc).replace(tzinfo=None)


class MovedDate(datetime.date):
    @classmethod
    def today(cls):
        return cls.fromtimestamp(time.time())


datetime.datetime, datetime.date = Moved, MovedDate
"""
USER = "ferdinand-the-builder"


@dataclass(frozen=True)
class Machine:
    """A machine that builds: its project, the folder in which the program is started, and its environment."""

    project: Path
    started_in: Path
    environment: Mapping[str, str]

    def run(self, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=self.started_in,
            env=self.environment,
            capture_output=True,
            text=True,
            check=True,
            timeout=120,
        )

    def build(self, program: Path, output: Path) -> dict[str, bytes]:
        """Every file that comes of a build, by its name."""
        self.run(program, "--project", self.project, "build", "--output", output)
        return {
            str(file.relative_to(output)): file.read_bytes() for file in sorted(output.rglob("*")) if file.is_file()
        }


def set_up(root: Path, folder: Path, age: float, **environment: str) -> Machine:
    """A machine with a copy of the project; `age` is that of its files in days."""
    project = folder / "project"
    shutil.copytree(root / "templates", project / "templates")
    shutil.copytree(root / "decisions", project / "decisions")
    shutil.copytree(root / "tests" / "corpus", project / "decisions", dirs_exist_ok=True)
    for file in project.rglob("*"):
        os.utime(file, (time.time() - age * 86400,) * 2)
    home = folder / "home"
    home.mkdir()
    return Machine(project, home, {"PATH": os.environ["PATH"], "HOME": str(home), **environment})


@pytest.fixture(scope="module")
def here(project_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Machine:
    return set_up(
        project_root, tmp_path_factory.mktemp("here"), 1, PYTHONHASHSEED="1", TZ="Pacific/Kiritimati", LC_ALL="C", USER=USER, LOGNAME=USER
    )  # fmt: skip


@pytest.fixture(scope="module")
def there(project_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Machine:
    folder = tmp_path_factory.mktemp("elsewhere")
    (folder / "clock").mkdir()
    (folder / "clock" / "sitecustomize.py").write_text(CLOCK, encoding="utf-8")
    return set_up(
        project_root, folder, 4000, PYTHONHASHSEED="4242", TZ="America/Los_Angeles", LC_ALL="tr_TR.UTF-8", PYTHONPATH=str(folder / "clock")
    )  # fmt: skip


@pytest.fixture(scope="module")
def built_here(here: Machine, project_root: Path) -> dict[str, bytes]:
    return here.build(project_root / "build.py", here.project / "output")


def test_the_clocks_of_the_two_machines_are_years_apart(here: Machine, there: Machine) -> None:
    asked = (
        "-c",
        "import datetime, time; print(datetime.date.today().year, datetime.datetime.now().year, time.gmtime().tm_year)",
    )
    shown = [[int(year) for year in machine.run(*asked).stdout.split()] for machine in (here, there)]
    assert all(later - now >= YEARS_AHEAD - 1 for now, later in zip(*shown, strict=True))


def test_two_machines_make_the_same_bytes(
    built_here: dict[str, bytes], there: Machine, project_root: Path, tmp_path: Path
) -> None:
    built_there = there.build(project_root / "build.py", tmp_path / "made elsewhere")
    assert list(built_there) == list(built_here)
    assert [name for name, data in built_there.items() if data != built_here[name]] == []


def test_a_build_within_a_program_makes_the_same_bytes(built_here: dict[str, bytes], corpus: Path) -> None:
    built = {str(file.relative_to(corpus)): file.read_bytes() for file in corpus.rglob("*") if file.is_file()}
    assert built == built_here


def test_a_second_build_changes_no_file(here: Machine, built_here: dict[str, bytes], project_root: Path) -> None:
    output = here.project / "output"
    before = {file: file.stat().st_mtime_ns for file in output.rglob("*") if file.is_file()}
    assert here.build(project_root / "build.py", output) == built_here
    assert {file: file.stat().st_mtime_ns for file in output.rglob("*") if file.is_file()} == before


def test_nothing_tells_who_built_where_or_when(
    built_here: dict[str, bytes], here: Machine, made: Mapping[str, Made]
) -> None:
    told = [
        USER,
        str(here.project),
        str(here.started_in),
        str(Path.home()),
        str(Path.cwd()),
        socket.gethostname(),
        "python-docx",
        "docxtpl",
        "lxml",
    ]
    contents = {name: data for name, data in built_here.items() if not name.endswith(".docx")}
    contents |= {f"{one.view.slug}: {name}": data for one in made.values() for name, data in one.parts.items()}
    for name, data in contents.items():
        assert [sign for sign in told if len(sign) > 3 and sign.encode() in data] == [], name


def test_no_comment_of_a_layout_and_no_tag_reaches_a_reader(made: Mapping[str, Made]) -> None:
    for one in made.values():
        contents = {**one.parts, "page": one.html}
        signs = [sign for sign in ("<!--", "{{", "{%", "{#", "rsid", "sourceMappingURL") if sign not in one.source]
        for name, data in contents.items():
            assert [sign for sign in signs if sign.encode() in data] == [], (one.view.slug, name)


def test_every_date_in_the_properties_is_one_of_the_decision(made: Mapping[str, Made]) -> None:
    for one in made.values():
        text = one.parts["docProps/core.xml"].decode()
        assert set(re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", text)) == (
            {f"{one.view.dated.isoformat()}T00:00:00Z"} if one.view.dated else set()
        )


def test_the_facts_that_are_for_the_file_alone_reach_no_reader(made: Mapping[str, Made]) -> None:
    """Advisers' names, reasons, where papers are kept and the files of appendices stay in the source."""
    for one in made.values():
        text = " ".join([one.html.decode(), *(data.decode() for data in one.parts.values())])
        held_back = re.findall(r"by: \"?(Example \w+,)|kept: (.+?)[,}\n]|file: ([\w/.-]+)", one.source)
        assert [fact for group in held_back for fact in group if fact and fact in text] == [], one.view.slug


def test_every_part_and_page_is_read_back_without_a_fault(made: Mapping[str, Made]) -> None:
    for one in made.values():
        assert all(parse(data) is not None for data in one.parts.values())
        assert parse_page(one.html).find(".//article") is not None
