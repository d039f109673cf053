"""The preview as writers have it: a real server, real files, and saves as editors make them; a browser is in test_preview_in_browser."""

import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import date
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from spoken import line_of, lines_until
from test_commands import run
from watchfiles._rust_notify import RustNotify

from decisionforms.cli import cli
from decisionforms.commands.serve import command
from decisionforms.errors import OperatorError
from decisionforms.output_folder import OutputFolder
from decisionforms.pipeline import build
from decisionforms.preview.answers import Answers
from decisionforms.preview.desk import AT_ONCE, Desk
from decisionforms.preview.hosts import is_loopback, names
from decisionforms.preview.sheet import line_before
from decisionforms.preview.story import Preview
from decisionforms.preview.watching import EVERYTHING, Changes, sort_out
from decisionforms.project import Project

ROOT = Path(__file__).parent.parent
CORPUS = ROOT / "tests" / "corpus"
DAY = date(2026, 11, 22)
SECONDS = 10.0
COMMAND = "python build.py serve --port 8010"
LINE = re.compile(rb' data-line="\d+"')


@pytest.fixture
def project(copied_project: Path) -> Path:
    """A project with a draft and two decisions of which one names the other."""
    for name in ("draft-night-service", "pcd-9001", "pcd-9002"):
        shutil.copy(CORPUS / f"{name}.md", copied_project / "decisions")
    return copied_project


@pytest.fixture
def draft(project: Path) -> Path:
    return project / "decisions" / "draft-night-service.md"


@pytest.fixture
def desk(project: Path) -> Desk:
    return Desk(Project(project), lambda: DAY)


@pytest.fixture
def answers(desk: Desk, project: Path) -> Answers:
    return Answers(desk, project / "templates" / "preview", COMMAND)


class Reader:
    """Somebody who asks the server."""

    def __init__(self, address: str) -> None:
        self.host = urlsplit(address).netloc

    def asks(self, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
        connection = HTTPConnection(self.host, timeout=SECONDS)
        try:
            connection.request(method, path, headers=headers)
            answer = connection.getresponse()
            return answer.status, dict(answer.headers), answer.read()
        finally:
            connection.close()

    def reads(self, path: str) -> str:
        return self.asks(path)[2].decode()

    def awaits(self, path: str, words: str) -> str:
        """The page, once the words are on it."""
        return waited_for(lambda: page if words in (page := self.reads(path)) else "")

    def sends(self, request: bytes) -> bytes:
        """What the server answers to these very bytes."""
        host, port = self.host.split(":")
        with socket.create_connection((host, int(port)), timeout=SECONDS) as one:
            with contextlib.suppress(OSError):
                one.sendall(request)
                one.shutdown(socket.SHUT_WR)
            with contextlib.suppress(ConnectionResetError):
                return b"".join(iter(lambda: one.recv(65536), b""))
        return b""

    @contextlib.contextmanager
    def listens(self) -> Iterator[Callable[[], str]]:
        """Hears what is told to open pages."""
        connection = HTTPConnection(self.host, timeout=SECONDS)
        connection.request("GET", "/events")
        answer = connection.getresponse()

        def told() -> str:
            until = time.monotonic() + SECONDS
            while time.monotonic() < until and (line := answer.readline().decode()):
                if line.startswith("data:"):
                    return line
            raise AssertionError("word of a save was waited for, and did not come to the open pages")

        try:
            answer.readline()
            yield told
        finally:
            answer.close()
            connection.close()


def waited_for(found: Callable[[], str]) -> str:
    """What is found, as soon as there is something."""
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        if it := found():
            return it
        time.sleep(0.01)
    raise AssertionError("it did not come")


@contextlib.contextmanager
def watching() -> Iterator[threading.Event]:
    """Is set as soon as folders are watched: a save before that would be missed."""
    begun = threading.Event()

    def notifying(*given: Any) -> RustNotify:  # noqa: ANN401 - whatever `watch` gives
        watcher = RustNotify(*given)
        begun.set()
        return watcher

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("watchfiles.main.RustNotify", notifying)
        yield begun


@contextlib.contextmanager
def served(project: Path) -> Iterator[Reader]:
    """A preview that runs."""
    preview = Preview(Project(project), lambda: DAY, "127.0.0.1", 0, COMMAND)
    thread = threading.Thread(target=preview.run, args=(lambda _: None,))
    try:
        with watching() as begun:
            thread.start()
            assert begun.wait(SECONDS), f"that folders are watched was waited for, for {SECONDS:g} seconds"
        yield Reader(preview.address)
    finally:
        preview.stop()
        thread.join(SECONDS)
        assert not thread.is_alive()


@pytest.fixture
def reader(project: Path) -> Iterator[Reader]:
    with served(project) as one:
        yield one


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    """A preview of papers that nobody writes in meanwhile."""
    project = tmp_path_factory.mktemp("standing")
    shutil.copytree(ROOT / "templates", project / "templates")
    (project / "decisions").mkdir()
    for name in ("draft-night-service", "pcd-9001", "pcd-9002"):
        shutil.copy(CORPUS / f"{name}.md", project / "decisions")
    (project / "decisions" / ".secret.md").write_text("secret", encoding="utf-8")
    with served(project) as one:
        yield one


def written(file: Path, old: str, new: str) -> None:
    """A save by which some words become others."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


# ── What it shows ────────────────────────────────────────────────────────────────────────────────────────────


def test_the_first_page_lists_every_paper_with_its_stage_and_what_was_found(standing: Reader) -> None:
    page = standing.reads("/")
    assert '<a href="/draft-night-service/">draft-night-service</a>' in page
    assert '<td data-label="Stage">Draft</td>\n<td data-label="Findings">8 notes</td>' in page
    assert '<a href="/pcd-9001/">PCD 9001</a>' in page


def test_a_form_is_what_build_makes_but_that_its_blocks_tell_their_lines(
    reader: Reader, project: Path, tmp_path: Path
) -> None:
    sources = Project(project).sources(())
    assert len(list(build(Project(project), sources, OutputFolder(tmp_path / "built"), whole=True))) == 3
    for name in ("draft-night-service", "pcd-9001", "pcd-9002"):
        built = tmp_path / "built" / "decisions" / name
        form = reader.asks(f"/{name}/form.html")[2]
        assert LINE.sub(b"", form) == (built / "index.html").read_bytes() != form
        assert reader.asks(f"/{name}/{name}.docx")[2] == (built / f"{name}.docx").read_bytes()


def test_the_line_of_a_block_is_the_one_on_which_it_was_typed(standing: Reader) -> None:
    for name in ("draft-night-service", "pcd-9001", "pcd-9002"):
        lines = (CORPUS / f"{name}.md").read_text(encoding="utf-8").splitlines()
        form = standing.reads(f"/{name}/form.html")
        typed = re.findall(
            r'<p class="numbered" data-line|<p data-line="(\d+)"[^>]*>(?:<a [^>]*>[\d.]+</a> )?(\w+)', form
        )
        found = [(int(line), word) for line, word in typed if line]
        assert len(found) > 5
        assert all(word in lines[line - 1] or "## " in lines[line - 1] for line, word in found)


def test_a_finding_stands_beside_its_block_with_its_remedy_and_its_rule(reader: Reader, draft: Path) -> None:
    page = reader.reads("/draft-night-service/")
    at = draft.read_text(encoding="utf-8").splitlines().index("TBC") + 1
    note = re.search(rf'<li class="note note" id="note-\d+" data-place="{at}" [^>]*>.*?</li>', page, re.DOTALL)
    assert note
    for words in ("paragraph 5.1</a>, line 69", "<mark>TBC</mark>", "Say what it is", "<code>left-open</code>"):
        assert words in note[0]
    assert f'data-line="{at}"' in reader.reads("/draft-night-service/form.html")


def test_what_check_says_of_a_paper_is_what_its_margin_says(reader: Reader, project: Path, draft: Path) -> None:
    said = run(project, "check", "--format", "json", str(draft)).output
    page = reader.reads("/draft-night-service/")
    assert {*re.findall(r'"rule": "([\w-]+)"', said)} == {*re.findall(r"Rule <code>([\w-]+)<", page)}
    assert said.count('"rule": ') == page.count('<p class="where">')


def test_the_reason_of_each_row_is_the_one_that_explain_gives(reader: Reader, project: Path) -> None:
    for name in ("draft-night-service", "pcd-9001"):
        explained = run(project, "explain", name).output
        reasons = re.findall(r"why: +(.*) \(.*:(\d+)\)", explained)
        assert len(reasons) == 9
        shown = re.findall(r"<span>(.*) \(line (\d+)\)</span>", reader.reads(f"/{name}/"))
        assert shown == reasons


def test_a_writers_text_never_becomes_markup_of_the_preview(reader: Reader, draft: Path) -> None:
    hostile = "<script>alert(1)</script> & “x”"
    with reader.listens() as told:
        written(draft, "title: Example night service for people who leave custody", f"title: '{hostile}'")
        told()
    for path in ("/", "/draft-night-service/", "/draft-night-service/form.html"):
        assert "alert(1)" in reader.reads(path)
        assert "<script>alert" not in reader.reads(path)


def test_a_paper_is_found_by_its_reference_too(reader: Reader, project: Path) -> None:
    (project / "decisions" / "pcd-9001.md").rename(project / "decisions" / "advice.md")
    assert "decisions/advice.md" in reader.awaits("/pcd-9001/", "decisions/advice.md")
    assert 'href="/advice/"' in reader.reads("/")


def test_an_address_without_its_last_stroke_leads_to_the_paper(standing: Reader) -> None:
    for path in ("/pcd-9001", "/pcd-9001/index.html", "/pcd-9001?x=1"):
        status, headers, _ = standing.asks(path)
        assert (status, headers["Location"]) == (302, "/pcd-9001/")


# ── What happens on a save ───────────────────────────────────────────────────────────────────────────────────


def test_the_open_pages_are_told_which_paper_was_saved(reader: Reader, draft: Path) -> None:
    reader.reads("/")
    with reader.listens() as told:
        written(draft, "TBC", "A grant agreement is proposed.")
        assert told() == 'data: {"papers":["draft-night-service"],"everything":false}\n'
    assert "A grant agreement is proposed." in reader.reads("/draft-night-service/form.html")
    assert "<mark>TBC</mark>" not in reader.reads("/draft-night-service/")


def test_only_the_paper_that_was_saved_is_read_again(desk: Desk, project: Path, draft: Path) -> None:
    other = project / "decisions" / "pcd-9001.md"
    before = desk.look_at(draft), desk.look_at(other)
    written(draft, "TBC", "Something else.")
    written(other, "An advice service was tried", "A service was tried")
    desk.notice(Changes((draft,)))
    assert desk.look_at(other) is before[1]
    assert desk.look_at(draft) is not before[0]


def test_of_many_saves_the_last_counts(reader: Reader, draft: Path) -> None:
    reader.reads("/draft-night-service/")
    text = draft.read_text(encoding="utf-8")
    for at in range(60):
        draft.write_text(text.replace("TBC", f"This is save {at} of sixty."), encoding="utf-8")
    reader.awaits("/draft-night-service/form.html", "This is save 59 of sixty.")


def test_an_editor_that_puts_a_new_file_in_the_place_of_the_old_is_followed(reader: Reader, draft: Path) -> None:
    reader.reads("/draft-night-service/")
    for at in range(3):
        beside = draft.with_name("4913~")
        beside.write_text(draft.read_text(encoding="utf-8").replace("TBC", f"TBC {at}"), encoding="utf-8")
        beside.replace(draft)
        reader.awaits("/draft-night-service/form.html", f"TBC {at}")


def test_another_paper_shows_what_this_one_says_of_it(reader: Reader, project: Path) -> None:
    assert "PCD 9077" not in reader.reads("/pcd-9001/form.html")
    written(
        project / "decisions" / "draft-night-service.md", "title:", "reference: PCD 9077\nextends: PCD 9001\ntitle:"
    )
    reader.awaits("/pcd-9001/form.html", 'href="../pcd-9077/index.html"')
    assert reader.asks("/pcd-9077/index.html")[1]["Location"] == "/pcd-9077/"


def test_a_new_paper_appears_and_a_deleted_one_goes(reader: Reader, project: Path) -> None:
    assert "Another" not in reader.reads("/")
    new = project / "decisions" / "another.md"
    new.write_text("---\ntitle: Another paper\nform: part-1/2023\n---\n", encoding="utf-8")
    reader.awaits("/", "Another paper")
    assert "Another paper" in reader.reads("/another/")
    new.unlink()
    assert "decisions/another.md is no longer there" in reader.awaits("/another/", "no longer there")
    assert "Another paper" in reader.reads("/another/form.html")
    assert "another" not in reader.reads("/")
    new.write_text("---\ntitle: Back again\nform: part-1/2023\n---\n", encoding="utf-8")
    assert "no longer there" not in reader.awaits("/another/", "Back again")


BROKEN = {
    "bad UTF-8": (b"---\ntitle: caf\xe9\n---\n", "not stored as UTF-8", 2),
    "half-written facts": (b"---\ntitle: [a\nform: part-1/2023\n---\n", "A bracket that opens here is not closed", 2),
    "facts without an end": (b"---\ntitle: a\n", "The facts never end", 2),
    "nothing": (b"", "The file is empty", 1),
    "zeros, as a power cut leaves them": (b"\0" * 400, "control character", 1),
    "a Word document": (b"PK\x03\x04 and so on", "This is a Word document", 1),
    "more than a decision holds": (b"x" * 1_000_001, "larger than 1 MB", 1),
    "HTML in the text": (b"---\ntitle: a\nform: part-1/2023\n---\n\n## Recommendation\n\n<b>x</b>\n", "", 8),
}


@pytest.mark.parametrize(("data", "problem", "line"), BROKEN.values(), ids=BROKEN)
def test_a_broken_paper_says_what_is_wrong_and_its_last_form_stays(
    reader: Reader, draft: Path, data: bytes, problem: str, line: int
) -> None:
    form = reader.reads("/draft-night-service/form.html")
    whole = draft.read_bytes()
    draft.write_bytes(data)
    page = reader.awaits("/draft-night-service/", "This paper can’t be built as it is now")
    assert problem in page
    assert re.search(rf"<strong>error</strong>, (<a [^>]*>)?line {line}\b", page)
    assert "The form below is the old one, of the last save that could be built." in page
    assert "<strong>Old:</strong>" in page
    assert reader.reads("/draft-night-service/form.html") == form
    assert "Can’t be built:" in reader.reads("/")
    draft.write_bytes(whole)
    reader.awaits("/draft-night-service/", "Updated: 8 notes.")
    assert "Old:" not in reader.reads("/draft-night-service/")


@pytest.mark.parametrize(
    "data", [b"---\ntitle: [a\n---\n", b"", "---\ntitle: a\n---\n".encode("utf-16"), b"---\ntitle: a\n"]
)
def test_while_a_paper_cannot_be_read_its_old_title_and_form_say_that_they_are_old(
    desk: Desk, answers: Answers, draft: Path, data: bytes
) -> None:
    desk.look_at(draft)
    draft.write_bytes(data)
    desk.notice(Changes((draft,)))
    page = answers.to("/draft-night-service/").body.decode()
    assert "The rest is checked once this is mended." in page
    assert "<h1>Example night service for people who leave custody</h1>" in page
    assert "download>Word document of the old form</a>" in page
    assert "Nothing else is to be said." not in page


def test_of_a_paper_that_can_be_read_but_not_built_all_findings_stand_at_their_old_places(
    desk: Desk, answers: Answers, draft: Path
) -> None:
    lines = draft.read_text(encoding="utf-8").splitlines()
    desk.look_at(draft)
    written(draft, "\n\n## Recommendation", "\n\n<b>x</b>\n\n## Recommendation")
    desk.notice(Changes((draft,)))
    page = answers.to("/draft-night-service/").body.decode()
    assert "The rest is checked" not in page
    at = lines.index("TBC") + 1
    assert re.search(rf'data-place="{at}" [^>]*>\n<p class="where"><strong>note</strong>.*line {at + 2}<', page)


def test_a_paper_that_was_never_whole_shows_what_is_wrong_alone(reader: Reader, project: Path) -> None:
    (project / "decisions" / "half.md").write_text("---\ntitle: [a\n", encoding="utf-8")
    page = reader.awaits("/half/", "can’t be built")
    assert "<iframe" not in page
    assert reader.asks("/half/form.html")[0] == 404


def test_a_folder_named_like_a_paper_is_a_broken_paper(reader: Reader, project: Path) -> None:
    reader.reads("/")
    (project / "decisions" / "folder.md").mkdir()
    reader.awaits("/", "folder")
    assert "This is not a file." in reader.reads("/folder/")


def renamed(desk: Desk, file: Path, name: str) -> Path:
    """The file under another name, as a save is told."""
    desk.look_at(file)
    other = file.rename(file.with_name(name))
    desk.notice(Changes((file, other)))
    return other


def test_a_renamed_paper_leads_to_its_new_file(desk: Desk, answers: Answers, draft: Path) -> None:
    new = renamed(desk, draft, "night bus.md")
    link = '<p>It is now <a href="/night%20bus/">night bus.md</a>.</p>'
    assert link in answers.to("/draft-night-service/").body.decode()
    written(new, "TBC", "Written under the new name.")
    written(new, "title: Example", "title: Sample")
    desk.notice(Changes((new,)))
    page = answers.to("/draft-night-service/").body.decode()
    assert link in page
    assert "<h1>Example night service for people who leave custody</h1>" in page
    assert "can’t be built" not in page


def test_a_renamed_paper_is_known_by_its_reference_where_its_text_was_changed_too(
    desk: Desk, answers: Answers, project: Path
) -> None:
    first = renamed(desk, project / "decisions" / "pcd-9001.md", "advice.md")
    second = renamed(desk, first, "support.md")
    written(second, "An advice service", "Some advice")
    desk.notice(Changes((second,)))
    assert '<p>It is now <a href="/support/">support.md</a>.</p>' in answers.to("/advice/").body.decode()


def test_of_two_new_files_or_an_earlier_copy_none_is_taken_for_the_renamed(
    desk: Desk, answers: Answers, draft: Path
) -> None:
    shutil.copy(draft, draft.with_name("earlier-copy.md"))
    desk.look_at(draft)
    draft.unlink()
    desk.notice(Changes((draft,)))
    assert "It was renamed or deleted." in answers.to("/draft-night-service/").body.decode()
    for name in ("one.md", "two.md"):
        shutil.copy(draft.with_name("earlier-copy.md"), draft.with_name(name))
        desk.notice(Changes((draft.with_name(name),)))
    assert "It was renamed or deleted." in answers.to("/draft-night-service/").body.decode()


def test_findings_of_one_kind_at_one_place_are_one_card(answers: Answers, draft: Path) -> None:
    days = " ".join(f"They met on 3{at}st June 2026." for at in range(1, 8))
    written(draft, "TBC", days)
    page = answers.to("/draft-night-service/").body.decode()
    assert page.count("Rule <code>no-such-day</code>") == 1
    assert "<summary>6 more of this kind here</summary>" in page


def test_the_list_names_files_that_are_no_papers(answers: Answers, project: Path) -> None:
    assert "but no paper" not in answers.to("/").body.decode()
    for name in ("notes.txt", "word.docx", "~$word.docx", ".hidden", "draft.md~", "ledger.toml"):
        (project / "decisions" / name).write_bytes(b"")
    assert (
        "Not read: notes.txt, word.docx. The name of a decision&#39;s file ends in .md."
        in answers.to("/").body.decode()
    )


def test_the_list_tells_drafts_of_one_title_apart(answers: Answers, draft: Path) -> None:
    shutil.copy(draft, draft.with_name("copy.md"))
    page = answers.to("/").body.decode()
    assert "The same title as draft-night-service" in page
    assert "The same title as copy" in page


def test_what_an_editor_keeps_beside_a_paper_is_no_news(project: Path) -> None:
    decisions, templates = project / "decisions", project / "templates" / "part-1"
    kept = (
        ".draft.md.swp",
        "draft.md~",
        "4913",
        "draft.md.tmp",
        ".#draft.md",
        "#draft.md#",
        ".draft.md.1234",
        "ledger.toml",
    )
    assert sort_out(Project(project), [decisions / name for name in kept]) == Changes()
    assert sort_out(Project(project), [decisions / "draft.docx"]) == Changes(others=True)
    assert sort_out(Project(project), [templates / name for name in kept[:5]]) == Changes()
    assert sort_out(Project(project), [project / "output", project / "README.md"]) == Changes()
    assert sort_out(Project(project), [decisions / "draft.md"]) == Changes((decisions / "draft.md",))
    for path in (templates / "form.css", project / "pyproject.toml", decisions / "signed" / "pcd-9001.0a0a0a0a.md"):
        assert sort_out(Project(project), [path]) == EVERYTHING


def test_a_changed_template_shows_in_the_next_look(reader: Reader, project: Path) -> None:
    reader.reads("/pcd-9001/form.html")
    with reader.listens() as told:
        written(project / "templates" / "part-1" / "form.html", "Skip to the form", "To the form itself")
        assert told() == 'data: {"papers":[],"everything":true}\n'
    assert "To the form itself" in reader.reads("/pcd-9001/form.html")
    written(project / "templates" / "preview" / "list.html", "<h1>All papers</h1>", "<h1>Every paper</h1>")
    reader.awaits("/", "Every paper")


def test_a_template_that_cannot_be_used_is_said_and_shown_again_when_it_is_mended(
    reader: Reader, project: Path
) -> None:
    page = project / "templates" / "part-1" / "form.html"
    reader.reads("/pcd-9001/")
    written(page, "{% if form.is_decision %}", "{% if %}")
    assert "part-1/form.html can" in reader.awaits("/pcd-9001/", "form.html can")
    written(page, "{% if %}", "{% if form.is_decision %}")
    reader.awaits("/pcd-9001/", "Updated: 1 note.")


def test_a_layout_of_the_preview_that_cannot_be_used_is_said_too(reader: Reader, project: Path) -> None:
    layout = project / "templates" / "preview" / "list.html"
    written(layout, "{% endblock %}", "{% endblok %}")
    reader.awaits("/", "preview/list.html can")
    assert reader.asks("/")[0] == 500
    written(layout, "{% endblok %}", "{% endblock %}")
    reader.awaits("/", "<h1>All papers</h1>")


def test_settings_hold_from_the_next_look_on(reader: Reader, project: Path) -> None:
    assert "left-open" in reader.reads("/draft-night-service/")
    settings = project / "pyproject.toml"
    settings.write_text('[tool.decisionforms.check]\nignore = ["left-open"]\n', encoding="utf-8")
    waited_for(lambda: "" if "left-open" in reader.reads("/draft-night-service/") else "gone")
    settings.write_text("[tool.decisionforms.check]\nignore = 3\n", encoding="utf-8")
    assert "should be a list of names" in reader.awaits("/draft-night-service/", "Nothing can be shown")
    settings.unlink()
    reader.awaits("/draft-night-service/", "left-open")


def test_it_outlives_the_folder_of_decisions(reader: Reader, project: Path, tmp_path: Path) -> None:
    reader.reads("/draft-night-service/")
    (project / "decisions").rename(tmp_path / "away")
    reader.awaits("/", "There is no folder")
    shutil.copytree(tmp_path / "away", project / "decisions")
    reader.awaits("/draft-night-service/", "Updated: 8 notes.")
    written(project / "decisions" / "draft-night-service.md", "TBC", "It is watched again.")
    reader.awaits("/draft-night-service/form.html", "It is watched again.")


def test_a_long_list_comes_in_parts(project: Path, desk: Desk) -> None:
    for at in range(AT_ONCE):
        text = f"---\ntitle: Number {at}\nform: part-1/2023\n---\n"
        (project / "decisions" / f"number-{at}.md").write_text(text, encoding="utf-8")
    first, second = desk.list(), desk.list()
    assert (len(first.rows), first.left) == (AT_ONCE, 3)
    assert (len(second.rows), second.left) == (AT_ONCE + 3, 0)


@given(st.lists(st.sampled_from("abc"), max_size=6), st.lists(st.sampled_from("abc"), max_size=6))
def test_a_line_that_stayed_has_its_place_in_the_earlier_text_and_no_other_falls_out_of_it(
    before: list[str], now: list[str]
) -> None:
    places = [line_before(line, tuple(now), tuple(before)) for line in range(1, len(now) + 1)]
    assert places == sorted(places)
    assert all(1 <= place <= max(len(before), 1) for place in places)
    kept = [at for at, (one, other) in enumerate(zip(before, now, strict=False), 1) if before[:at] == now[:at]]
    assert places[: len(kept)] == kept
    if now[-1:] == before[-1:] and len(now) >= len(before) > 0:
        assert places[-1] == len(before)


def test_every_line_of_a_text_has_its_place_among_its_blocks(desk: Desk) -> None:
    for name in ("draft-night-service", "pcd-9001"):
        sheet = desk.find(name)
        assert sheet
        assert sheet.form
        text = sheet.form.headings[0]
        assert all(sheet.form.place_of(line) == 0 for line in range(1, text))
        assert all(sheet.form.place_of(line) in sheet.form.blocks for line in range(text, len(sheet.lines) + 2))
        assert all(sheet.form.place_of(line) == line for line in sheet.form.blocks)


MOVE_UP = "Papers are read from the folder “decisions” itself, and from no folder within it: move it up there."


def test_a_paper_moved_where_none_is_read_says_so_on_its_page_and_on_the_first(reader: Reader, project: Path) -> None:
    reader.reads("/pcd-9001/")
    (project / "decisions" / "2026").mkdir()
    (project / "decisions" / "pcd-9001.md").rename(project / "decisions" / "2026" / "pcd-9001.md")
    page = reader.awaits("/pcd-9001/", "is no longer there")
    assert f"<p>Not read: decisions/2026/pcd-9001.md. {MOVE_UP}</p>" in page
    assert "It was renamed or deleted." not in page
    assert f"Not read: 2026/pcd-9001.md. {MOVE_UP}" in reader.reads("/")
    time.sleep(0.7)  # until the new folder is watched
    (project / "decisions" / "2026" / "pcd-9001.md").rename(project / "decisions" / "pcd-9001.txt")
    reader.awaits("/pcd-9001/", "Not read: decisions/pcd-9001.txt. The name of a decision")
    (project / "decisions" / "pcd-9001.txt").unlink()
    reader.awaits("/pcd-9001/", "It was renamed or deleted.")


def test_the_open_pages_are_told_of_a_file_that_is_no_paper(reader: Reader, project: Path) -> None:
    (project / "decisions" / "2026").mkdir()
    time.sleep(0.7)  # until it is watched
    reader.reads("/")
    for name in ("notes.docx", "2026/pcd-9077.md"):
        with reader.listens() as told:
            (project / "decisions" / name).write_text("no paper", encoding="utf-8")
            assert told() == 'data: {"papers":[],"everything":false}\n'
        assert name in reader.reads("/")


# ── What it does not do ──────────────────────────────────────────────────────────────────────────────────────

OUTSIDE = (
    "/../pyproject.toml",
    "/pcd-9001/../../pyproject.toml",
    "/%2e%2e/pyproject.toml",
    "/%2e%2e%2fpyproject.toml",
    "/..%5cpyproject.toml",
    "/%252e%252e%252fpyproject.toml",
    "/pcd-9001/%2e%2e/%2e%2e/build.py",
    "//etc/passwd",
    "/etc/passwd",
    "/pcd-9001/%00",
    "/pcd-9001.md",
    "/pcd-9001/pcd-9001.md",
    "/pcd-9001/pcd-9002.docx",
    "/pcd-9001/form.html/",
    "/pcd-9001/form.html%00.docx",
    "/pcd-9001//form.html",
    "/decisions/",
    "/decisions/pcd-9001.md",
    "/templates/preview/frame.html",
    "/preview/preview.css",
    "/frame.html",
    "/preview.css/",
    "/ledger/",
    "/signed/",
    "/.secret/",
    "/%E0%A4%A/",
    "http://example.org/",
    "/outside/",
    "*",
)


@pytest.mark.parametrize("path", OUTSIDE)
def test_nothing_else_is_served(standing: Reader, path: str) -> None:
    answer = standing.sends(f"GET {path} HTTP/1.1\r\nHost: {standing.host}\r\n\r\n".encode("latin-1"))
    assert answer.split(b"\r\n")[0] == b"HTTP/1.0 404 Not Found"


@given(st.text(alphabet="/.%2eEfF5cC\\pcd-1462 \x00é?#:", max_size=24))
def test_no_address_leads_out_or_stops_the_server(path: str) -> None:
    answered = WHOLE.to(f"/{path}")
    assert answered.status in {200, 302, 404}
    assert answered.location in {"", "/pcd-1462/"}


WHOLE = Answers(Desk(Project(ROOT), lambda: DAY), ROOT / "templates" / "preview", COMMAND)


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:{port}", 200),
        ("localhost:{port}", 200),
        ("LOCALHOST:{port}", 200),
        ("[::1]:{port}", 200),
        ("127.0.0.1", 421),
        ("127.0.0.1:1", 421),
        ("evil.example:{port}", 421),
        ("127.0.0.1.evil.example:{port}", 421),
        ("localhost.:{port}", 421),
        ("user@127.0.0.1:{port}", 421),
        ("127.0.0.1:{port}/x", 421),
        ("192.168.1.20:{port}", 421),
        ("0.0.0.0:{port}", 421),
        ("127.0.0.1:x", 421),
        ("[::1", 421),
        ("", 421),
    ],
)
def test_only_its_own_names_are_answered(standing: Reader, host: str, status: int) -> None:
    """A page from elsewhere whose name was made to lead to this machine gets nothing."""
    given = host.format(port=standing.host.partition(":")[2])
    for path in ("/", "/events", "/pcd-9001/"):
        answer = standing.sends(f"HEAD {path} HTTP/1.1\r\nHost: {given}\r\n\r\n".encode())
        assert answer.startswith(f"HTTP/1.0 {status} ".encode())


def test_two_hosts_or_none_are_refused(standing: Reader) -> None:
    for hosts in (b"", b"Host: %b\r\nHost: %b\r\n" % (standing.host.encode(), b"evil.example")):
        assert b" 421 " in standing.sends(b"GET / HTTP/1.1\r\n" + hosts + b"\r\n").split(b"\r\n")[0]
    assert b"PCD" not in standing.sends(b"GET /\r\n\r\n")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "get"])
def test_it_only_shows(standing: Reader, method: str) -> None:
    status, headers, _ = standing.asks("/", method)
    assert (status, headers["Allow"]) == (405, "GET, HEAD")


def test_a_request_for_the_head_has_no_body(standing: Reader) -> None:
    for path in ("/", "/pcd-9001/", "/pcd-9001/pcd-9001.docx", "/nothing/", "/events"):
        whole = standing.sends(f"HEAD {path} HTTP/1.1\r\nHost: {standing.host}\r\n\r\n".encode())
        assert whole.endswith(b"\r\n\r\n")


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\n\r\n", b"414"),
        (b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 200 + b"\r\n", b"431"),
        (b"GET / HTTP/1.1\r\nX: " + b"y" * 70_000 + b"\r\n\r\n", b"431"),
        (b"GET / HTTP/9.9\r\n\r\n", b"HTTP Version Not Supported"),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", b"Bad Request"),
        (b"GET / and / HTTP/1.1\r\n\r\n", b"400"),
        (b"\r\n\r\n", b""),
    ],
)
def test_a_malformed_request_is_refused_in_plain_words(standing: Reader, request_: bytes, status: bytes) -> None:
    answer = standing.sends(request_)
    assert b"<" not in answer
    assert status in answer[:200]
    assert standing.asks("/")[0] == 200


def test_every_answer_says_how_it_is_to_be_taken(standing: Reader) -> None:
    for path in (
        "/",
        "/pcd-9001/",
        "/pcd-9001/form.html",
        "/pcd-9001/pcd-9001.docx",
        "/preview.js",
        "/nothing",
        "/pcd-9001",
    ):
        _, headers, _ = standing.asks(path)
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cache-Control"] == "no-store"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert headers["Content-Security-Policy"].startswith("default-src 'none'; base-uri 'none'; form-action 'none'")
        assert "Access-Control-Allow-Origin" not in headers
        assert "Python" not in headers["Server"]
    policy = standing.asks("/pcd-9001/")[1]["Content-Security-Policy"]
    assert "script-src 'self'; style-src 'self'" in policy
    assert "unsafe" not in policy
    assert "script-src" not in standing.asks("/pcd-9001/form.html")[1]["Content-Security-Policy"]


def test_a_reader_who_goes_away_or_is_slow_keeps_no_other_waiting(reader: Reader, draft: Path) -> None:
    reader.reads("/")
    host, port = reader.host.split(":")
    idle = [socket.create_connection((host, int(port))) for _ in range(20)]
    for _ in range(5):
        with reader.listens():
            pass
    with reader.listens() as told:
        written(draft, "TBC", "Something.")
        assert "draft-night-service" in told()
    for one in idle:
        one.close()


def test_reading_forms_writes_nothing_into_the_project(reader: Reader, project: Path) -> None:
    before = {path for path in project.rglob("*") if ".cache" not in path.parts}
    for path in ("/", "/pcd-9001/", "/pcd-9001/form.html", "/pcd-9001/pcd-9001.docx"):
        reader.reads(path) if not path.endswith("docx") else reader.asks(path)
    assert {path for path in project.rglob("*") if ".cache" not in path.parts} == before


def test_a_name_that_an_address_must_escape_is_escaped(reader: Reader, project: Path) -> None:
    (project / "decisions" / "a b&c#é?.md").write_text("---\ntitle: Odd\nform: part-1/2023\n---\n", encoding="utf-8")
    page = reader.awaits("/", "Odd")
    assert '<a href="/a%20b%26c%23%C3%A9%3F/">' in page
    assert "Odd" in reader.reads("/a%20b%26c%23%C3%A9%3F/")
    assert reader.asks("/a%20b%26c%23%C3%A9%3F")[1]["Location"] == "/a%20b%26c%23%C3%A9%3F/"


# ── The verbs ────────────────────────────────────────────────────────────────────────────────────────────────


def test_loopback_is_told_from_what_others_reach() -> None:
    assert all(is_loopback(host) for host in ("127.0.0.1", "127.0.0.2", "localhost", "::1"))
    assert not any(is_loopback(host) for host in ("0.0.0.0", "::", "192.168.1.20", "example.org", ""))  # noqa: S104 - none of them is listened at
    assert names("192.168.1.20:8000", "0.0.0.0", 8000)  # noqa: S104 - the same
    assert names("machine.example:8000", "machine.example", 8000)
    assert names("127.0.0.1", "127.0.0.1", 80)
    assert not names("evil.example:8000", "0.0.0.0", 8000)  # noqa: S104 - the same


@pytest.mark.parametrize("verb", ["serve", "watch"])
def test_without_what_watches_one_sentence_says_what_to_install(
    project: Path, monkeypatch: pytest.MonkeyPatch, verb: str
) -> None:
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    done = CliRunner().invoke(cli, ["--project", str(project), verb])
    assert done.exit_code == 2
    assert 'python -m pip install -e ".[preview]"' in done.output
    assert done.output.count("\n") == 1


def test_a_port_that_is_taken_is_one_sentence(project: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as one:
        done = CliRunner().invoke(cli, ["--project", str(project), "serve", "--port", str(one.getsockname()[1])])
    assert done.exit_code == 2
    assert re.fullmatch(
        r"Error: Something answers at (127\.0\.0\.1:\d+) already\. If that is your preview, open http://\1/; otherwise name another port, such as --port 8001, or --port 0 for any that is free\.\n",
        done.output,
    )


def test_a_host_that_is_none_of_this_machine_is_one_sentence(project: Path) -> None:
    for host in ("192.0.2.1", "no such host", "fe80::zz"):
        with pytest.raises(OperatorError, match="Nothing can be served at"):
            Preview(Project(project), lambda: DAY, host, 0, COMMAND)


@contextlib.contextmanager
def started(project: Path, *verb: str) -> Iterator["subprocess.Popen[str]"]:
    """`python build.py VERB` as a process of its own, which Ctrl-C then ends."""
    command = [sys.executable, str(ROOT / "build.py"), "--project", str(project), *verb]
    pipe, out = subprocess.PIPE, subprocess.STDOUT
    # A suite that runs in the background takes no Ctrl-C, and its child would inherit that.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with subprocess.Popen(command, stdout=pipe, stderr=out, text=True, encoding="utf-8", env=os.environ) as process:
        try:
            yield process
        finally:
            process.kill()


def interrupted(process: "subprocess.Popen[str]") -> tuple[int, str]:
    """The exit code after Ctrl-C, and what was still said."""
    process.send_signal(signal.SIGINT)
    said, _ = process.communicate(timeout=SECONDS)
    return process.returncode, said


def test_serve_says_where_it_is_and_stops_at_ctrl_c(project: Path) -> None:
    with started(project, "serve", "--port", "0") as process:
        said = re.fullmatch(
            r"The preview is at (http://127\.0\.0\.1:\d+/) and Ctrl-C stops it\.\n", line_of(process, "the address")
        )
        assert said
        reader = Reader(said[1])
        with reader.listens():
            assert "PCD 9001" in reader.reads("/")
            assert interrupted(process) == (0, "Stopped.\n")


@pytest.mark.parametrize(
    ("host", "port", "options"),
    [("127.0.0.1", 8000, ""), ("127.0.0.1", 8010, " --port 8010"), ("::1", 8010, " --port 8010 --host ::1")],
)
def test_it_is_started_again_by_the_command_that_started_it(host: str, port: int, options: str) -> None:
    assert command(Project(Path()), host, port) == f"python build.py serve{options}"
    assert command(Project(Path("my papers")), host, port) == f'python build.py --project "my papers" serve{options}'


def test_every_page_knows_how_it_is_started_again(standing: Reader) -> None:
    for path in ("/", "/pcd-9001/"):
        assert f'data-stopped="The preview has stopped. Start it again with: {COMMAND}"' in standing.reads(path)


def test_another_interface_is_served_with_a_warning(project: Path) -> None:
    with started(project, "serve", "--port", "0", "--host", "0.0.0.0") as process:  # noqa: S104 - what is tested
        assert "Whoever reaches 0.0.0.0 over the network can read the drafts." in line_of(process, "a warning")
        port = urlsplit(line_of(process, "the address").split()[4]).port
        assert Reader(f"http://127.0.0.1:{port}/").asks("/")[0] == 200
        assert Reader(f"http://127.0.0.1:{port}/").asks("/", Host=f"evil.example:{port}")[0] == 421
        assert interrupted(process)[0] == 0


def test_watch_builds_what_is_saved_and_says_what_was_found(project: Path, draft: Path) -> None:
    form = project / "output" / "decisions" / "draft-night-service" / "index.html"
    with started(project, "watch") as process:
        assert line_of(process, "how many papers are watched") == "3 papers are watched; Ctrl-C stops it.\n"
        time.sleep(0.5)
        written(draft, "TBC", "Spend of £1,000 and of £2,000, a total of £4,000.")
        assert line_of(process, "word of a save") == "\n"
        assert line_of(process, "what was built").endswith(
            "Draft, changed: output/decisions/draft-night-service/draft-night-service.docx\n"
        )
        assert "£4,000" in form.read_text(encoding="utf-8")
        draft.write_text("---\ntitle: [a\n---\n", encoding="utf-8")
        block = [line_of(process, "word of a fault") for _ in range(9)]
        assert block[1] == "── decisions/draft-night-service.md\n"
        assert "decisions/draft-night-service.md:2:8: error:" in block[4]
        block.append(line_of(process, "the last line of a fault"))
        assert "not built; any form made of it earlier is out of date" in "".join(block)
        assert "£4,000" in form.read_text(encoding="utf-8")
        draft.unlink()
        rest = interrupted_after(process, "no longer there")
        assert "Stopped." in rest
    assert "draft-night-service" in (project / "output" / "made.json").read_text(encoding="utf-8")


def interrupted_after(process: "subprocess.Popen[str]", words: str) -> str:
    """What is said once a line has these words and Ctrl-C was pressed then."""
    lines_until(process, words)
    code, said = interrupted(process)
    assert code == 0
    return said


@pytest.mark.parametrize("verb", ["serve", "watch"])
def test_what_is_not_read_is_said_once(project: Path, verb: str) -> None:
    folder = project / "decisions"
    (folder / "notes.txt").write_text("no paper", encoding="utf-8")
    with started(project, verb, *(("--port", "0") if verb == "serve" else ())) as process:
        line_of(process, "where the preview is, or how many papers are watched")
        assert (
            line_of(process, "what is not read")
            == "Not read: decisions/notes.txt. The name of a decision's file ends in .md.\n"
        )
        time.sleep(0.5)
        (folder / "2026").mkdir()
        (folder / "pcd-9001.md").rename(folder / "2026" / "pcd-9001.md")
        said = lines_until(process, "Not read")[-1]
        assert said == f"Not read: decisions/2026/pcd-9001.md. {MOVE_UP}\n"
        (folder / "notes.txt").write_text("still no paper", encoding="utf-8")
        time.sleep(0.7)
        (folder / "2026" / "pcd-9077.md").write_text("new", encoding="utf-8")
        assert "decisions/2026/pcd-9077.md" in line_of(process, "a second paper that is not read")
        assert interrupted(process) == (0, "Stopped.\n")


def test_watch_builds_all_when_a_template_changes(project: Path) -> None:
    with started(project, "watch", "--output", str(project / "elsewhere")) as process:
        line_of(process, "how many papers are watched")
        time.sleep(0.5)
        written(project / "templates" / "part-1" / "form.html", "Skip to the form", "To the form itself")
        lines_until(process, "3 decisions built")
        assert interrupted(process)[0] == 0
    page = project / "elsewhere" / "decisions" / "pcd-9001" / "index.html"
    assert "To the form itself" in page.read_text(encoding="utf-8")
