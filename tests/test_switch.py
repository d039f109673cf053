"""One switch: what readers find is one whole release, and whoever publishes is told why where it can't be."""

import os
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spoken import in_time

from decisionforms.errors import OperatorError
from decisionforms.ledger import Ledger, Withdrawn
from decisionforms.publish.disk import Disk
from decisionforms.publish.going_back import refuse_what_is_gone
from decisionforms.publish.release import (
    Changes,
    Listed,
    changes,
    check_names,
    listed,
    manifest_of,
    read_manifest,
    verify,
)
from decisionforms.publish.switch import Mode, live_site, publish_to, rollback

MODES: tuple[Mode, ...] = ("link", "journal")
FIRST = {
    "index.html": b"one",
    "style.css": b"same",
    "decisions/pcd-9001/index.html": b"page",
    "decisions/pcd-9001/pcd-9001.docx": b"form",
    "PCD-9001/index.html": b"redirect",
    "pcd-9001/index.html": b"redirect",
}
SECOND = {
    **{name: data for name, data in FIRST.items() if "9001" not in name},
    "index.html": b"two",
    "decisions/pcd-9002/index.html": b"page",
}
THIRD = {**SECOND, "index.html": b"three"}
names = st.lists(st.sampled_from(["a", "b", "c/d", "c/e", "f/g/h", "i"]), unique=True)
sites = names.flatmap(lambda some: st.fixed_dictionaries({name: st.binary(max_size=3) for name in some}))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the site of a test is to stand."""
    return tmp_path / "site"


@pytest.fixture(params=MODES)
def mode(request: pytest.FixtureRequest) -> Mode:
    """Either way in which a site is put in its place."""
    chosen: Mode = request.param
    return chosen


def found(folder: Path) -> dict[str, bytes]:
    """What readers find, without the manifest, which has to fit."""
    real = folder.resolve()
    files = {path.relative_to(real).as_posix(): path.read_bytes() for path in real.rglob("*") if path.is_file()}
    assert files.pop("manifest.json") == manifest_of(files)
    return files


def beside(folder: Path) -> list[str]:
    """What lies beside a site, without the numbers of releases."""
    return sorted(path.name.partition("-")[0] for path in (folder.parent / ".site-releases").iterdir())


# The manifest


@given(sites)
def test_the_same_files_in_any_order_give_the_same_manifest(site: Mapping[str, bytes]) -> None:
    turned = dict(reversed([*site.items()]))
    assert manifest_of(site) == manifest_of(turned) == manifest_of({**site, "manifest.json": b"an earlier one"})
    assert read_manifest(manifest_of(site)) == {name: listed(data) for name, data in site.items()}


@given(sites, sites)
def test_the_changes_lead_from_one_release_to_the_other(old: dict[str, bytes], new: dict[str, bytes]) -> None:
    change = changes(read_manifest(manifest_of(old)), read_manifest(manifest_of(new)))
    made = {name: data for name, data in old.items() if name not in change.go}
    made |= {name: new[name] for name in (*change.appear, *change.change)}
    assert made == new
    assert bool(change) is (old != new)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"{}",
        b'{"format": 2, "files": {}}',
        b'{"format": 1, "files": {"a": {"sha256": "no", "size": 1}}}',
        manifest_of({}).replace(b"1", b'1, "more": 2'),
        manifest_of({"a": b""}).replace(b'"a"', b'"../a"'),
        manifest_of({"a": b""}).replace(b'"a"', b'"manifest.json"'),
        b"[" * 100_000,
        b"\xff",
    ],
    ids=str,
)
def test_what_we_did_not_write_is_no_manifest(data: bytes) -> None:
    with pytest.raises(OperatorError):
        read_manifest(data)


def test_a_file_in_somebodys_hand_is_found_in_the_manifest() -> None:
    manifest = read_manifest(manifest_of(FIRST))
    assert verify(b"redirect", manifest) == ("PCD-9001/index.html", "pcd-9001/index.html")
    assert verify(b"Redirect", manifest) == ()


# Names


@pytest.mark.parametrize(
    "name",
    [
        "",
        "/etc/passwd",
        "..",
        "../a",
        "a/../b",
        "a/./b",
        "a//b",
        "a/",
        "a\\b",
        "C:a",
        "a\n",
        "a\x7f",
        "a\u202eb",
        "\ud800",
        "a.",
        "a /b",
        "nul",
        "a/CON.txt",
        "com1",
        "lpt¹.pdf",
        "aux /a",
        "what?",
        "manifest.json",
        "Manifest.json",
        "manifest.json/a",
        ".publishing",
    ],
    ids=ascii,
)
def test_a_name_that_some_disk_takes_otherwise_is_refused(name: str) -> None:
    with pytest.raises(OperatorError, match="can't be published"):
        check_names({name: listed(b"")})


@pytest.mark.parametrize(
    "name", ["a", ".well-known/security.txt", "console.html", "a b.pdf", "com10", "Café.pdf", "a%20b"]
)
def test_an_ordinary_name_is_not_refused(name: str) -> None:
    check_names({name: listed(b"")})


@pytest.mark.parametrize(("one", "other"), [("PCD-1/a", "pcd-1/a"), ("é", "e\u0301"), ("straße", "STRASSE")])
def test_two_names_that_are_one_on_some_disks_need_the_same_bytes(one: str, other: str) -> None:
    check_names({one: listed(b"a"), other: listed(b"a")})
    with pytest.raises(OperatorError, match="one file"):
        check_names({one: listed(b"a"), other: listed(b"b")})


def test_no_name_is_a_file_and_a_folder() -> None:
    with pytest.raises(OperatorError, match="both as a file and as a folder"):
        check_names({"A": listed(b"a"), "a/b/c": listed(b"a")})


# Publishing


def test_what_is_published_is_what_readers_find(folder: Path, mode: Mode) -> None:
    published = publish_to(folder, FIRST, mode)
    assert published.changes == Changes(tuple(sorted(FIRST)), (), ())
    assert published.written == tuple(sorted(FIRST))
    assert found(folder) == FIRST
    assert folder.is_symlink() is (mode == "link")


def test_only_what_differs_is_written(folder: Path, mode: Mode) -> None:
    publish_to(folder, FIRST, mode)
    published = publish_to(folder, SECOND)
    assert published.changes.appear == ("decisions/pcd-9002/index.html",)
    assert published.changes.change == ("index.html",)
    assert published.changes.go == tuple(name for name in sorted(FIRST) if "9001" in name)
    assert published.written == ("decisions/pcd-9002/index.html", "index.html")
    assert found(folder) == SECOND


def test_a_file_that_stays_is_the_same_one_on_the_disk(folder: Path, mode: Mode) -> None:
    publish_to(folder, FIRST, mode)
    before = (folder / "style.css").stat()
    publish_to(folder, SECOND)
    assert os.path.samestat(before, (folder / "style.css").stat())


def test_nothing_is_written_where_nothing_changed(folder: Path, mode: Mode) -> None:
    first = publish_to(folder, FIRST, mode)
    before = {path: path.lstat().st_mtime_ns for path in folder.parent.rglob("*")}
    again = publish_to(folder, FIRST, disk=_Untouchable())
    assert (again.changes, again.written, again.release) == (Changes((), (), ()), (), first.release)
    assert {path: path.lstat().st_mtime_ns for path in folder.parent.rglob("*")} == before


class _Untouchable(Disk):
    def write(self, path: Path, data: bytes) -> None:
        raise AssertionError((path, data))

    def move(self, old: Path, new: Path) -> None:
        raise AssertionError((old, new))


def test_what_is_unchanged_need_not_be_at_hand(folder: Path, mode: Mode) -> None:
    publish_to(folder, FIRST, mode)
    publish_to(folder, {**live_site(folder).files, "index.html": b"two"})
    assert found(folder) == {**FIRST, "index.html": b"two"}


@pytest.mark.parametrize("name", ["style.css", "new.css"])
def test_what_the_live_site_does_not_hold_has_to_be_at_hand(folder: Path, mode: Mode, name: str) -> None:
    publish_to(folder, FIRST, mode)
    with pytest.raises(OperatorError, match="has to be made again"):
        publish_to(folder, {**FIRST, name: Listed("0" * 64, 4)})
    assert found(folder) == FIRST
    assert "new" not in beside(folder)


def test_three_releases_are_kept(folder: Path) -> None:
    for edition in range(6):
        publish_to(folder, {"index.html": b"%d" % edition})
    assert beside(folder) == ["000004", "000005", "000006", "lock"]


def test_a_web_server_may_read_everything_and_nobody_may_change_it(folder: Path, mode: Mode) -> None:
    before = os.umask(0o077)
    try:
        publish_to(folder, FIRST, mode)
    finally:
        os.umask(before)
    real = folder.resolve()
    for path in (real, real.parent if mode == "link" else real, *real.rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) == (0o755 if path.is_dir() else 0o644), path


def test_the_link_leads_on_when_all_is_moved_elsewhere(folder: Path) -> None:
    publish_to(folder, FIRST, "link")
    moved = folder.parent.rename(folder.parent.with_name("moved")) / "site"
    assert found(moved) == FIRST


def test_where_links_cant_be_made_the_folder_is_plain(folder: Path) -> None:
    publish_to(folder, FIRST, disk=_NoSymlinks())
    assert not folder.is_symlink()
    assert found(folder) == FIRST
    publish_to(folder, SECOND)
    assert not folder.is_symlink(), "a site stays what it is"
    assert found(folder) == SECOND
    assert beside(folder) == ["before", "lock"]


def test_links_are_not_promised_where_they_cant_be_made(folder: Path) -> None:
    with pytest.raises(OperatorError, match="makes no links"):
        publish_to(folder, FIRST, "link", _NoSymlinks())


class _NoSymlinks(Disk):
    def symlink(self, target: str, path: Path) -> None:
        raise PermissionError(1, "Operation not permitted", target, None, str(path))


class _NoHardLinks(Disk):
    def link(self, old: Path, new: Path) -> None:
        raise PermissionError(1, "Operation not permitted", str(old), None, str(new))


def test_where_files_can_have_one_name_only_they_are_copied(folder: Path) -> None:
    for site in (FIRST, SECOND, THIRD, FIRST, SECOND):
        publish_to(folder, site, disk=_NoHardLinks())
        assert found(folder) == site


# What somebody did by hand


def test_an_edited_file_is_noticed_and_written_again(folder: Path, mode: Mode) -> None:
    publish_to(folder, FIRST, mode)
    _edit(folder / "style.css", b"SAME")
    (folder / "decisions/pcd-9001/index.html").unlink()
    assert live_site(folder).files.keys() == FIRST.keys() - {"style.css", "decisions/pcd-9001/index.html"}
    published = publish_to(folder, FIRST)
    assert not published.changes
    assert published.written == ("decisions/pcd-9001/index.html", "style.css")
    assert found(folder) == FIRST


def _edit(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    later = path.stat().st_mtime_ns + 1_000_000_000
    os.utime(path, ns=(later, later))


def test_an_edited_file_is_never_put_into_the_next_release(folder: Path) -> None:
    publish_to(folder, FIRST, "link")
    _edit(folder / "style.css", b"SAME")
    publish_to(folder, SECOND)
    assert found(folder) == SECOND


def test_a_file_that_somebody_put_into_a_release_is_never_deleted(folder: Path) -> None:
    publish_to(folder, FIRST, "link")
    theirs = folder.resolve() / "theirs.txt"
    theirs.write_bytes(b"theirs")
    for edition in range(6):
        publish_to(folder, {"index.html": b"%d" % edition})
    assert theirs.read_bytes() == b"theirs"


def test_a_file_that_somebody_put_into_a_plain_folder_stays(folder: Path) -> None:
    publish_to(folder, FIRST, "journal")
    theirs = folder / "decisions" / "pcd-9001" / "theirs.txt"
    theirs.write_bytes(b"theirs")
    publish_to(folder, SECOND)
    assert theirs.read_bytes() == b"theirs"
    assert not (folder / "PCD-9001").exists()


@pytest.mark.parametrize("name", ["decisions/pcd-9002", "decisions/pcd-9002/index.html"])
def test_a_file_of_somebody_elses_is_never_replaced(folder: Path, name: str) -> None:
    publish_to(folder, FIRST, "journal")
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_bytes(b"theirs")
    with pytest.raises(OperatorError, match="in the way"):
        publish_to(folder, SECOND)
    (folder / name).unlink()
    assert found(folder) == FIRST


def test_nothing_is_written_or_removed_by_way_of_a_link(folder: Path) -> None:
    publish_to(folder, FIRST, "journal")
    elsewhere = folder.parent / "elsewhere"
    (folder / "decisions").rename(elsewhere)
    (folder / "decisions").symlink_to(elsewhere)
    with pytest.raises(OperatorError, match="in the way"):
        publish_to(folder, SECOND)
    assert (elsewhere / "pcd-9001" / "index.html").exists()


def test_a_release_that_is_a_link_is_left_alone(folder: Path) -> None:
    elsewhere = folder.parent / "elsewhere"
    publish_to(elsewhere, FIRST, "journal")
    publish_to(folder, FIRST, "link")
    (folder.parent / ".site-releases" / "000000-0123456789abcdef").symlink_to(elsewhere)
    for site in (SECOND, THIRD, FIRST, SECOND):
        publish_to(folder, site)
    assert found(elsewhere) == FIRST


def test_a_site_whose_releases_were_removed_is_made_again(folder: Path) -> None:
    publish_to(folder, FIRST, "link")
    shutil.rmtree(folder.parent / ".site-releases")
    assert live_site(folder).files == {}
    with pytest.raises(OperatorError, match="No release before"):
        rollback(folder)
    publish_to(folder, FIRST)
    assert found(folder) == FIRST


def test_a_site_that_was_removed_by_hand_is_made_again(folder: Path) -> None:
    publish_to(folder, FIRST, "link")
    publish_to(folder, SECOND)
    folder.unlink()
    publish_to(folder, THIRD)
    assert found(folder) == THIRD
    rollback(folder)
    assert found(folder) == SECOND


def test_a_copy_of_a_site_is_published_to_as_a_plain_folder(folder: Path) -> None:
    publish_to(folder, FIRST, "link")
    copy = Path(shutil.copytree(folder, folder.with_name("copy")))
    assert publish_to(copy, SECOND).written == ("decisions/pcd-9002/index.html", "index.html")
    assert found(copy) == SECOND


def test_an_edited_manifest_is_no_longer_believed(folder: Path) -> None:
    publish_to(folder, FIRST, "link")
    (folder / "manifest.json").write_bytes(manifest_of(SECOND))
    assert live_site(folder).files == {}
    publish_to(folder, SECOND)
    assert found(folder) == SECOND


# What is not ours


def test_an_empty_folder_is_replaced(folder: Path, mode: Mode) -> None:
    folder.mkdir()
    publish_to(folder, FIRST, mode)
    assert found(folder) == FIRST


def _a_file(folder: Path) -> None:
    folder.write_bytes(b"theirs")


def _a_full_folder(folder: Path) -> None:
    folder.mkdir()
    (folder / "theirs.txt").write_bytes(b"theirs")


def _a_folder_with_another_manifest(folder: Path) -> None:
    folder.mkdir()
    (folder / "manifest.json").write_bytes(b'{"name": "theirs"}')


def _a_link_elsewhere(folder: Path) -> None:
    (folder.parent / "elsewhere").mkdir()
    folder.symlink_to("elsewhere")


def _a_dangling_link(folder: Path) -> None:
    folder.symlink_to(".other-releases/000001-0123456789abcdef")


THEIRS = [_a_file, _a_full_folder, _a_folder_with_another_manifest, _a_link_elsewhere, _a_dangling_link]


@pytest.mark.parametrize("make", THEIRS)
def test_what_is_not_ours_is_refused_and_left_alone(folder: Path, mode: Mode, make: object) -> None:
    assert callable(make)
    make(folder)
    before = sorted(folder.parent.rglob("*"))
    for act in (lambda: publish_to(folder, FIRST, mode), lambda: rollback(folder), lambda: live_site(folder).files):
        with pytest.raises(OperatorError, match=r"site .*[a-z]\.$|site [^.]*\."):
            act()
    assert sorted(folder.parent.rglob("*")) == before


def test_a_missing_parent_is_said(folder: Path) -> None:
    with pytest.raises(OperatorError, match="There is no folder"):
        publish_to(folder / "deeper" / "site", FIRST)


@pytest.mark.parametrize("name", ["/", "..", "site/.."])
def test_a_folder_without_a_name_of_its_own_is_refused(name: str) -> None:
    with pytest.raises(OperatorError, match="can't be the folder of the site"):
        publish_to(Path(name), FIRST)


def test_a_site_that_is_published_one_way_is_not_published_the_other(folder: Path) -> None:
    publish_to(folder, FIRST, "link")
    with pytest.raises(OperatorError, match="other way"):
        publish_to(folder, FIRST, "journal")


def test_what_stands_where_the_releases_should_is_refused(folder: Path) -> None:
    (folder.parent / ".site-releases").symlink_to(folder.parent)
    with pytest.raises(OperatorError, match="has to be a folder"):
        publish_to(folder, FIRST)


# The way back


def test_a_rollback_brings_back_the_release_before(folder: Path, mode: Mode) -> None:
    publish_to(folder, FIRST, mode)
    publish_to(folder, SECOND)
    back = rollback(folder)
    assert found(folder) == FIRST
    assert back.changes.go == ("decisions/pcd-9002/index.html",)
    assert back.changes.change == ("index.html",)


def test_rollbacks_go_back_step_by_step_and_publishing_goes_forward(folder: Path) -> None:
    for site in (FIRST, SECOND, THIRD):
        publish_to(folder, site, "link")
    for site in (SECOND, FIRST):
        rollback(folder)
        assert found(folder) == site
    with pytest.raises(OperatorError, match="No release before"):
        rollback(folder)
    publish_to(folder, THIRD)
    assert found(folder) == THIRD
    rollback(folder)
    assert found(folder) == FIRST, "what was rolled back is not come back to"


def test_a_text_that_is_gone_from_the_register_is_not_brought_back(folder: Path, mode: Mode) -> None:
    """What stands on the live site too is no reason against it, nor is what was only corrected."""
    taken_back = Withdrawn("pcd-9001", date(2026, 1, 2), "Published in error.")
    refuse = refuse_what_is_gone(Ledger(withdrawn=[taken_back]), date(2026, 1, 2))
    old, new = (
        b'{"decisions": [{"slug": "pcd-9001", "version": "1"}, {"slug": "pcd-9002", "version": "%d"}]}' % version
        for version in (1, 2)
    )
    gone = b'{"decisions": [{"slug": "pcd-9002", "version": "2"}]}'
    for site in (old, new, gone):
        publish_to(folder, {**FIRST, "decisions.json": site}, mode)
    with pytest.raises(OperatorError, match="would bring back pcd-9001, which is taken back"):
        rollback(folder, refuse=refuse)
    assert found(folder)["decisions.json"] == gone
    publish_to(folder, {**FIRST, "decisions.json": new}, mode)
    publish_to(folder, {**SECOND, "decisions.json": new}, mode)
    rollback(folder, refuse=refuse)
    assert found(folder) == {**FIRST, "decisions.json": new}


def test_a_plain_folder_goes_back_once(folder: Path) -> None:
    for site in (FIRST, SECOND, THIRD):
        publish_to(folder, site, "journal")
    rollback(folder)
    assert found(folder) == SECOND
    with pytest.raises(OperatorError, match="No release before"):
        rollback(folder)
    assert beside(folder) == ["lock"]
    publish_to(folder, FIRST)
    rollback(folder)
    assert found(folder) == SECOND


def test_there_is_no_way_back_from_the_first_release(folder: Path, mode: Mode) -> None:
    with pytest.raises(OperatorError, match="Nothing was published"):
        rollback(folder)
    publish_to(folder, FIRST, mode)
    with pytest.raises(OperatorError, match="No release before"):
        rollback(folder)
    assert found(folder) == FIRST


def test_there_is_no_way_back_to_what_was_edited(folder: Path) -> None:
    publish_to(folder, FIRST, "link")
    earlier = folder.resolve()
    publish_to(folder, SECOND)
    (earlier / "PCD-9001" / "index.html").unlink()
    with pytest.raises(OperatorError, match="not whole"):
        rollback(folder)
    assert found(folder) == SECOND


def test_a_plain_folder_that_was_edited_is_put_right_before_it_goes_back(folder: Path) -> None:
    publish_to(folder, FIRST, "journal")
    publish_to(folder, SECOND)
    _edit(folder / "style.css", b"SAME")
    with pytest.raises(OperatorError, match="publish again"):
        rollback(folder)
    publish_to(folder, SECOND)
    assert found(folder) == SECOND


@given(st.sampled_from(MODES), st.lists(st.none() | sites, min_size=3, max_size=9))
def test_readers_find_what_was_published_last_or_gone_back_to(mode: Mode, acts: list[dict[str, bytes] | None]) -> None:
    """However often a site is published, and gone back from where there is nothing in the list."""
    history: list[dict[str, bytes]] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "site"
        for site in acts:
            if site is not None:
                publish_to(folder, site, mode, _Hasty())
                history = [*history, site][-3 if mode == "link" else -2 :] if [site] != history[-1:] else history
            elif len(history) > 1:
                rollback(folder, _Hasty())
                history.pop()
            else:
                with pytest.raises(OperatorError):
                    rollback(folder, _Hasty())
            assert not history or found(folder) == history[-1]


class _Hasty(Disk):
    def sync(self, paths: object) -> None:
        pass


# While it is read

READING = """
import os, sys
def read(folder, name):
    with os.fdopen(os.open(name, os.O_RDONLY, dir_fd=folder)) as file:
        return file.read()
while True:
    folder = os.open(sys.argv[1], os.O_RDONLY)
    page = read(folder, "index.html")
    if read(folder, page) != page:
        sys.exit(f"{page} is of another release")
    os.close(folder)
    os.write(1, b".")
"""


def test_who_reads_while_it_is_published_reads_one_release(folder: Path) -> None:
    publish_to(folder, _edition(0), "link")
    reader = subprocess.Popen([sys.executable, "-c", READING, str(folder)], stdout=subprocess.PIPE)
    assert reader.stdout
    with in_time(reader, "word of fifty releases that were read"):
        for number in range(1, 51):
            publish_to(folder, _edition(number))
            os.read(reader.stdout.fileno(), 1 << 16)
            assert os.read(reader.stdout.fileno(), 1 << 16), "a file was missing, or of another release"
    reader.kill()
    reader.communicate()


def _edition(number: int) -> Mapping[str, bytes]:
    page = f"pages/{number}.html"
    return {"index.html": page.encode(), page: page.encode(), "style.css": b"same"}


def test_the_first_release_lays_copies_by_that_take_no_room_and_are_used_up(folder: Path) -> None:
    for edition, left in ((1, 2), (2, 1), (3, 0), (4, 0)):
        publish_to(folder, {**FIRST, "index.html": b"%d" % edition}, "link")
        spares = sorted(folder.parent.glob(".site-releases/spare-*"))
        assert len(spares) == left
        assert all(spare.joinpath("style.css").samefile(folder / "style.css") for spare in spares)
