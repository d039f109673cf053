"""Kill it anywhere: whatever stops a publication, readers find a whole release, and the next run puts things right."""

import errno
import itertools
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spoken import PATIENCE, line_of

from decisionforms.errors import OperatorError
from decisionforms.publish.disk import Disk
from decisionforms.publish.plan import plan_of
from decisionforms.publish.release import all_listed, changes, manifest_of
from decisionforms.publish.switch import Mode, publish_to, rollback

ROOT = Path(__file__).parent.parent
PAGE = "decisions/pcd-{0}/index.html"
FORM = "decisions/pcd-{0}/pcd-{0}.docx"
LIST, HOME = "register/2026/index.html", "index.html"
When = Literal["before", "within", "after"]


def page(*leads_to: str, text: str = "") -> bytes:
    """A page that leads to these files."""
    return "\n".join((*(f"href={name}" for name in leads_to), text)).encode()


# PCD 9002 is corrected and gets an appendix, 9003 replaces it, and 9001 is taken back.
OLD = {
    HOME: page(LIST, "style.css"),
    LIST: page(PAGE.format(9001), PAGE.format(9002)),
    PAGE.format(9001): page(FORM.format(9001)),
    FORM.format(9001): b"form",
    PAGE.format(9002): page(FORM.format(9002), "style.css"),
    FORM.format(9002): b"form",
    "style.css": b"style",
    "feed.xml": page(PAGE.format(9001)),
}
NEW = {
    HOME: page(LIST, "style.css", text="newest: PCD 9003"),
    LIST: page(PAGE.format(9002), PAGE.format(9003)),
    PAGE.format(9002): page(FORM.format(9002), "style.css", "decisions/pcd-9002/map.pdf", PAGE.format(9003)),
    FORM.format(9002): b"corrected form",
    "decisions/pcd-9002/map.pdf": b"map",
    PAGE.format(9003): page(FORM.format(9003), "style.css"),
    FORM.format(9003): b"form",
    "style.css": b"style",
    "feed.xml": page(PAGE.format(9003)),
}
OLDER = {HOME: page("style.css"), "style.css": b"style", PAGE.format(9002): page()}
OLDEST = {HOME: page()}


class Killed(BaseException):
    """The process ends here: nothing that it would have done happens."""


class HastyDisk(Disk):
    """A disk of which nobody expects that it outlasts a power cut."""

    def sync(self, paths: object) -> None:
        pass


class FailingDisk(HastyDisk):
    """A disk that stops at one of its calls: before it, after it, or when half of a file is written."""

    def __init__(self, at: int, when: When = "before", fault: BaseException | None = None) -> None:
        self.left, self.when, self.fault, self.stopped = at, when, fault or Killed(), False
        self.has_half = False

    def _call(self, act: Callable[[], None], half: Callable[[], None] | None = None) -> None:
        if self.stopped and isinstance(self.fault, Killed):
            raise self.fault
        self.left -= 1
        if self.left:
            act()
            return
        self.stopped, self.has_half = True, half is not None
        {"before": _nothing, "within": half or _nothing, "after": act}[self.when]()
        raise self.fault

    @property
    def shows_nothing_new(self) -> bool:
        """Whether it was killed within a call that has no half: that is after the call before it."""
        return isinstance(self.fault, Killed) and self.stopped and self.when == "within" and not self.has_half

    def write(self, path: Path, data: bytes) -> None:
        self._call(lambda: super(FailingDisk, self).write(path, data), lambda: _half(path, data))

    def link(self, old: Path, new: Path) -> None:
        self._call(lambda: super(FailingDisk, self).link(old, new))

    def symlink(self, target: str, path: Path) -> None:
        self._call(lambda: super(FailingDisk, self).symlink(target, path))

    def move(self, old: Path, new: Path) -> None:
        self._call(lambda: super(FailingDisk, self).move(old, new))

    def remove(self, path: Path) -> None:
        self._call(lambda: super(FailingDisk, self).remove(path))

    def make_folder(self, path: Path) -> None:
        self._call(lambda: super(FailingDisk, self).make_folder(path), lambda: path.mkdir(mode=0o700, exist_ok=True))

    def remove_folder(self, path: Path) -> None:
        self._call(lambda: super(FailingDisk, self).remove_folder(path))

    def sync(self, paths: object) -> None:
        self._call(lambda: super(FailingDisk, self).sync(paths))


def _nothing() -> None:
    pass


def _half(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data[: len(data) // 2])


# What there was, what is done, and what there is then.

Site = Mapping[str, bytes]
Act = Callable[[Path, Disk], object]


def publishing(site: Site, mode: Mode) -> Act:
    return lambda folder, disk: publish_to(folder, site, mode, disk)


def going_back(folder: Path, disk: Disk) -> object:
    return rollback(folder, disk)


STORIES: Mapping[str, tuple[tuple[Site, ...], Act | None, Site]] = {
    "the first release": ((), None, NEW),
    "the second": ((OLD,), None, NEW),
    "the fourth": ((OLDEST, OLDER, OLD), None, NEW),
    "one after a way back": ((OLDEST, OLDER, OLD, NEW), going_back, NEW),
    "the way back": ((OLDER, NEW, OLD), going_back, NEW),
}


@pytest.fixture(params=["link", "journal"])
def mode(request: pytest.FixtureRequest) -> Mode:
    """Either way in which a site is put in its place."""
    chosen: Mode = request.param
    return chosen


@pytest.fixture(params=STORIES)
def story(request: pytest.FixtureRequest, mode: Mode) -> tuple[tuple[Act, ...], Act]:
    """What was done before, and what is done now."""
    sites, last, new = STORIES[request.param]
    before = tuple(publishing(site, mode) for site in sites)
    if request.param == "the way back":
        return before, going_back
    return (*before, *([last] if last else [])), publishing(new, mode)


def stops(
    start: tuple[Act, ...], act: Act, folders: Iterator[Path], when: When, fault: Callable[[], BaseException]
) -> Iterator[Path]:
    """The folder of a site for each call of the disk at which `act` was stopped."""
    begun = next(folders)
    for earlier in start:
        earlier(begun, HastyDisk())
    for number in itertools.count(1):
        folder = next(folders)
        shutil.copytree(begun.parent, folder.parent, symlinks=True, copy_function=os.link, dirs_exist_ok=True)
        disk = FailingDisk(number, when, fault())
        try:
            act(folder, disk)
        except (Killed, OperatorError):
            if not disk.stopped:
                raise
        if not disk.shows_nothing_new:
            yield folder
        if not disk.stopped:
            assert number > 4
            return


@pytest.fixture
def folders(tmp_path: Path) -> Iterator[Path]:
    """A new place for a site each time."""

    def endless() -> Iterator[Path]:
        for number in itertools.count():
            (tmp_path / str(number)).mkdir()
            yield tmp_path / str(number) / "site"

    return endless()


def found(folder: Path) -> dict[str, bytes]:
    """What readers find; nothing where there is no site."""
    real = folder.resolve()
    there = (Path(inside, name) for inside, _, names in os.walk(real) for name in names)
    return {path.relative_to(real).as_posix(): path.read_bytes() for path in there}


def whole(site: Site) -> dict[str, bytes]:
    """A site with its manifest."""
    return {**site, "manifest.json": manifest_of(site)} if site else {}


def dead_links(site: Site) -> list[tuple[str, str]]:
    """Each page to which readers get from the first one, with each file to which it leads and that is not there."""
    got: dict[str, list[str]] = {}
    waiting = [HOME]
    while waiting:
        name = waiting.pop()
        if name in site and name not in got:
            got[name] = re.findall(r"href=(\S+)", site[name].decode("latin-1"))
            waiting += got[name]
    return [(name, to) for name, leads_to in got.items() for to in leads_to if to not in site]


def assert_nothing_is_left_over(folder: Path) -> None:
    beside = sorted(path.name for path in (folder.parent / ".site-releases").iterdir())
    releases = [name for name in beside if re.fullmatch(r"\d{6}-[0-9a-f]{16}", name)]
    assert len(releases) <= 3
    assert set(beside) - set(releases) <= {"lock", "before", "spare-1", "spare-2"}
    assert sorted(path.name for path in folder.parent.iterdir()) == [".site-releases", "site"]


# Killed


@pytest.mark.parametrize("when", ["within", "after"])  # before a call is after the one before it
def test_killed_at_any_call_the_site_is_whole_and_the_next_run_puts_it_right(
    story: tuple[tuple[Act, ...], Act], mode: Mode, when: When, folders: Iterator[Path]
) -> None:
    start, act = story
    states = [whole(site) for site in ({}, OLDEST, OLDER, OLD, NEW)]
    for folder in stops(start, act, folders, when, Killed):
        there = found(folder)
        if mode == "link":
            assert there in states
        else:
            assert dead_links(there) == []
        publish_to(folder, NEW, mode, HastyDisk())
        assert found(folder) == whole(NEW)
        assert_nothing_is_left_over(folder)


def test_killed_in_the_first_run_a_plain_folder_is_ours_all_the_same(folders: Iterator[Path]) -> None:
    for folder in stops((), publishing(OLD, "journal"), folders, "after", Killed):
        publish_to(folder, NEW, disk=HastyDisk())
        assert found(folder) == whole(NEW)
        assert_nothing_is_left_over(folder)


def test_after_a_kill_the_way_back_is_the_release_that_was_live(mode: Mode, folders: Iterator[Path]) -> None:
    start = (publishing(OLDER, mode), publishing(OLD, mode))
    for folder in stops(start, publishing(NEW, mode), folders, "after", Killed):
        publish_to(folder, NEW, mode, HastyDisk())
        rollback(folder, HastyDisk())
        assert found(folder) == whole(OLD)


def test_killed_once_and_again_it_comes_right(mode: Mode, folders: Iterator[Path]) -> None:
    for first, second in itertools.product(range(1, 60, 3), range(1, 60, 7)):
        folder = next(folders)
        publish_to(folder, OLD, mode, HastyDisk())
        for stop in (first, second):
            disk = FailingDisk(stop, "after")
            try:
                publish_to(folder, NEW, mode, disk)
            except Killed:
                assert dead_links(found(folder)) == []
        publish_to(folder, NEW, mode, HastyDisk())
        assert found(folder) == whole(NEW)
        assert_nothing_is_left_over(folder)


# The order of a plan

names = [HOME, LIST, "register/by/x/index.html", PAGE.format(9001), PAGE.format(9002), FORM.format(9001), "style.css"]
linked = st.lists(st.sampled_from(names[1:]), unique=True).flatmap(
    lambda some: st.fixed_dictionaries(
        {
            name: st.lists(st.sampled_from([HOME, *some]), unique=True).map(lambda to: page(*to))
            if name.endswith(".html")
            else st.binary(max_size=2)
            for name in [HOME, *some]
        }
    )
)


@given(linked, linked)
def test_no_link_that_readers_can_reach_is_dead_at_any_step(old: dict[str, bytes], new: dict[str, bytes]) -> None:
    """Pages that lead to one another in a circle can't all be there first: but no reader gets to them before they are."""
    plan = plan_of(changes(all_listed(old), all_listed(new)))
    there, made = dict(old), whole(new)
    for name in plan.put:
        there[name] = made[name]
        assert dead_links(there) == []
    for name in plan.remove:
        del there[name]
        assert dead_links(there) == []
    assert there == made


# Disk full, or not writable


@pytest.mark.parametrize(
    ("number", "when"), [(errno.ENOSPC, "within"), (errno.EROFS, "before"), (errno.EACCES, "before")]
)
def test_what_the_disk_refuses_is_said_in_a_sentence(
    story: tuple[tuple[Act, ...], Act], mode: Mode, when: When, number: int, folders: Iterator[Path]
) -> None:
    start, act = story
    states = [whole(site) for site in ({}, OLDEST, OLDER, OLD, NEW)]
    for folder in stops(start, act, folders, when, lambda: OSError(number, os.strerror(number))):
        there = found(folder)
        if mode == "link":
            assert there in states
            assert "new" not in {path.name for path in folder.parent.glob(".site-releases/*")}, (
                "room was not given back"
            )
        else:
            assert dead_links(there) == []
        publish_to(folder, NEW, mode, HastyDisk())
        assert found(folder) == whole(NEW)
        assert_nothing_is_left_over(folder)


def test_a_full_disk_says_so_and_that_the_site_is_as_it_was(folders: Iterator[Path]) -> None:
    folder = next(folders)
    publish_to(folder, OLD, "link")
    with pytest.raises(OperatorError, match=r"no space left on device.*is as it was\. Make room"):
        publish_to(folder, NEW, disk=FailingDisk(5, fault=OSError(errno.ENOSPC, "No space left on device")))
    assert found(folder) == whole(OLD)


def test_trouble_at_the_first_run_does_not_decide_how_the_site_stands(folders: Iterator[Path]) -> None:
    folder = next(folders)
    for number in range(1, 5):
        with pytest.raises(OperatorError, match="no space"):
            publish_to(folder, OLD, disk=FailingDisk(number, fault=OSError(errno.ENOSPC, "No space left on device")))
    publish_to(folder, OLD)
    assert folder.is_symlink()


class ForgetfulDisk(HastyDisk):
    """A disk that says it wrote what it did not."""

    def write(self, path: Path, data: bytes) -> None:
        super().write(path, data[:-1] + b"?" if path.name == "map.pdf" else data)


def test_a_release_that_is_not_on_the_disk_as_it_was_written_never_goes_live(
    folders: Iterator[Path], mode: Mode
) -> None:
    folder = next(folders)
    publish_to(folder, OLD, mode)
    with pytest.raises(OperatorError, match=r"\.$"):
        publish_to(folder, NEW, disk=ForgetfulDisk())
    assert found(folder) == whole(OLD)
    publish_to(folder, NEW)
    assert found(folder) == whole(NEW)


class WatchedDisk(Disk):
    """A disk that knows what a power cut would lose."""

    def __init__(self) -> None:
        self.at_risk: set[Path] = set()

    def write(self, path: Path, data: bytes) -> None:
        super().write(path, data)
        self.at_risk.add(path)

    def sync(self, paths: Collection[Path]) -> None:
        super().sync(paths)
        self.at_risk -= {*paths}

    def move(self, old: Path, new: Path) -> None:
        assert not {path for path in self.at_risk if path.is_file()}, "it is not on the disk yet"
        super().move(old, new)


def test_nothing_takes_its_place_before_a_power_cut_would_leave_it_there(folders: Iterator[Path], mode: Mode) -> None:
    folder, disk = next(folders), WatchedDisk()
    for site in (OLDEST, OLDER, OLD, NEW):
        publish_to(folder, site, mode, disk)
    assert not {path for path in disk.at_risk if path.is_file()}


def test_a_file_that_is_there_is_never_written_into_since_it_may_have_other_names(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"as it was")
    with pytest.raises(FileExistsError):
        Disk().write(tmp_path / "file", b"changed")
    assert (tmp_path / "file").read_bytes() == b"as it was"


# Real processes

PUBLISHING = """
import sys
from pathlib import Path
from decisionforms.errors import OperatorError
from decisionforms.publish.switch import publish_to
from decisionforms.publish.disk import Disk
folder, mode, rounds = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
print("ready", flush=True)
sys.stdin.readline()
for number in range(rounds):
    text = f"{sys.argv[4]}{number}"
    pages = {f"pages/{one}/{text}.html": text.encode() * 99 for one in range(40)}
    try:
        publish_to(folder, {"index.html": "\\n".join(f"href={one}" for one in pages).encode(), **pages}, mode)
    except OperatorError as fault:
        sys.exit(str(fault))
"""


def started(folder: Path, mode: Mode, rounds: int, name: str = "") -> subprocess.Popen[str]:
    """A process that publishes as soon as it is told to."""
    process = subprocess.Popen(
        [sys.executable, "-c", PUBLISHING, str(folder), mode, str(rounds), name],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    assert line_of(process, "a publisher that is ready") == "ready\n"
    return process


def told(process: subprocess.Popen[str]) -> subprocess.Popen[str]:
    assert process.stdin
    process.stdin.write("\n")
    process.stdin.flush()
    return process


def test_killed_in_earnest_the_site_is_whole(folders: Iterator[Path], mode: Mode) -> None:
    folder, chance = next(folders), random.Random(9001)  # noqa: S311 - any moments will do
    for number in range(10):
        process = told(started(folder, mode, 1_000, f"{number}-"))
        time.sleep(chance.uniform(0.02, 0.15))
        os.kill(process.pid, signal.SIGKILL)
        process.communicate(timeout=PATIENCE)
        there = found(folder)
        assert dead_links(there) == []
        if mode == "link" and there:
            manifest = there.pop("manifest.json")
            assert manifest == manifest_of(there)
    publish_to(folder, NEW, mode)
    assert found(folder) == whole(NEW)
    assert_nothing_is_left_over(folder)


def test_of_runs_started_together_each_publishes_or_says_why_not(folders: Iterator[Path], mode: Mode) -> None:
    folder = next(folders)
    processes = [started(folder, mode, 3, f"{name}-") for name in "abcd"]
    for process in processes:
        told(process)
    said = [process.communicate(timeout=PATIENCE)[1] for process in processes]
    assert "" in said
    assert {one for one in said if one} <= {f"Another run is publishing to {folder}; wait until it is done.\n"}
    there = found(folder)
    manifest = there.pop("manifest.json")
    assert manifest == manifest_of(there)
    assert_nothing_is_left_over(folder)


class SlowDisk(HastyDisk):
    """A disk in the midst of whose work something else happens."""

    def __init__(self, meanwhile: Callable[[], None]) -> None:
        self.meanwhile = meanwhile

    def write(self, path: Path, data: bytes) -> None:
        self.meanwhile()
        super().write(path, data)


def test_a_second_run_is_refused_at_once(folders: Iterator[Path], mode: Mode) -> None:
    folder, refused = next(folders), []

    def second() -> None:
        with pytest.raises(OperatorError, match="Another run is publishing") as said:
            publish_to(folder, OLD, mode)
        refused.append(said)

    publish_to(folder, OLD, mode)
    publish_to(folder, NEW, mode, SlowDisk(second))
    assert refused
    assert found(folder) == whole(NEW)
