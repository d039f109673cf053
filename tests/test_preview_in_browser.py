"""The preview in Chromium: a writer saves a paper, and sees it beside the editor."""

import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import Browser, a_browser
from page_checks import faults_of_markup, needs
from test_preview import CORPUS, Reader, served, written

pytestmark = pytest.mark.slow
NOTE = "[...document.querySelectorAll('.note')].find((one) => one.innerText.includes('no-such-day'))"
FORM = "document.getElementById('form')"
TOP_OF_5_1 = (
    f"{FORM}.getBoundingClientRect().top + {FORM}.contentDocument.getElementById('p5.1').getBoundingClientRect().top"
)
NEW = "The night bus is not an answer, since it does not pass the station."


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    needs("node", "chromium")
    with a_browser() as one:
        yield one


@pytest.fixture
def draft(copied_project: Path) -> Path:
    for name in ("draft-night-service", "pcd-9001"):
        shutil.copy(CORPUS / f"{name}.md", copied_project / "decisions")
    return copied_project / "decisions" / "draft-night-service.md"


@pytest.fixture
def reader(copied_project: Path, draft: Path) -> Iterator[Reader]:
    assert draft.is_file()
    with served(copied_project) as one:
        yield one


@pytest.fixture
def page(browser: Browser, reader: Reader) -> Iterator[Browser]:
    """The page of the draft in a wide window; in the end nothing may have been complained of."""
    browser.complaints()
    browser.resize(1280)
    browser.open(f"http://{reader.host}/draft-night-service/")
    browser.awaits("Equality Comments")
    browser.run("new Promise((done) => setTimeout(done, 200))")  # until it is told of changes
    yield browser
    assert browser.complaints() == []


def test_the_paragraph_being_written_appears_in_view_and_marked(page: Browser, draft: Path) -> None:
    assert not page.sees("To be written")
    written(draft, "TBC", f"TBC\n\n{NEW}")
    page.awaits(NEW)
    assert page.sees(NEW)
    assert (
        page.run("document.getElementById('form').contentDocument.querySelector('[data-written]').innerText")
        == f"5.2\n{NEW}"
    )
    assert page.run("document.getElementById('said').innerText") == "Updated: 8 notes. Changed passages: 1."


def marked(page: Browser) -> list[str]:
    """What the passages that were written say."""
    return list(page.run(f"[...{FORM}.contentDocument.querySelectorAll('[data-written]')].map((one) => one.innerText)"))


def test_after_an_error_is_mended_the_page_moves_to_what_was_written_and_marks_it(page: Browser, draft: Path) -> None:
    written(draft, "TBC", "A grant <br> is proposed.")
    page.awaits("can’t be built")
    written(draft, "A grant <br> is", "A grant – is")
    page.awaits("A grant – is proposed.")
    assert page.sees("A grant – is proposed.")
    assert marked(page) == ["5.1\nA grant – is proposed."]


def test_of_one_save_every_change_is_marked_and_the_text_comes_before_the_facts(page: Browser, draft: Path) -> None:
    text = draft.read_text(encoding="utf-8")
    text = text.replace("starts: 1 June 2027", "starts: 2 June 2027").replace("TBC", f"{NEW}\n\nThere is a tram.")
    draft.write_text(text.replace("12 people who asked", "13 people who asked"), encoding="utf-8")
    page.awaits("There is a tram.")
    page.run("new Promise((done) => setTimeout(done, 50))")
    assert marked(page) == [
        "2 June 2027",
        "13 people who asked to stay until the morning.",
        f"5.1\n{NEW}",
        "5.2\nThere is a tram.",
    ]
    assert page.sees("13 people who asked to stay until the morning.")


def test_a_moved_paragraph_is_marked_and_who_points_to_another_number_now_but_none_that_was_only_numbered_anew(
    page: Browser, draft: Path
) -> None:
    people = "People whom the service helps must be asked first. Some will prefer to walk, and some will\nnot wish to be seen with anyone sent by the police.\n\n"
    written(draft, people, "")
    page.awaits("People whom the service", gone=True)
    written(draft, "Custody staff at two", f"{people}Custody staff at two")
    page.awaits("People whom the service")
    assert [one[:20] for one in marked(page)] == ["1.2\nPeople whom the ", "2.1\nThe offer in par"]


def test_a_deleted_paragraph_is_shown_by_what_stood_above_it(page: Browser, draft: Path) -> None:
    written(draft, "The service would start on 1 June 2027. How long it should run has not been settled.", "")
    page.awaits("How long it should run", gone=True)
    assert [one[:30] for one in marked(page)] == ["This is an invented example fo"]


def test_a_change_in_view_keeps_the_page_where_it_is_though_others_are_marked(page: Browser, draft: Path) -> None:
    page.run("scrollTo(0, 1000)")
    before = page.top_of("People are released from custody at every hour.")
    text = draft.read_text(encoding="utf-8").replace("TBC", NEW)
    draft.write_text(text.replace("a telephone that", "a phone that"), encoding="utf-8")
    page.awaits("a phone that")
    assert page.top_of("People are released from custody at every hour.") == before
    assert len(marked(page)) == 2


PASTED = [f"The night bus of line {at} is not an answer. {'It does not pass the station. ' * 8}" for at in range(1, 5)]


def with_end_at(page: Browser, place: int) -> None:
    """Scrolls until the end of the paragraph in which the draft is left open stands that far down the window."""
    foot = f"[...{FORM}.contentDocument.querySelectorAll('p')].find((one) => one.innerText.includes('TBC')).getBoundingClientRect().bottom"
    page.run(f"scrollBy(0, {FORM}.getBoundingClientRect().top + {foot} - {place})")


def test_of_several_pasted_paragraphs_more_than_the_edge_of_the_first_is_brought_into_view(
    page: Browser, draft: Path
) -> None:
    with_end_at(page, 710)
    written(draft, "TBC", "\n\n".join(PASTED))
    page.awaits("line 4 is")
    page.run("new Promise((done) => setTimeout(done, 100))")
    for at in range(1, 5):
        assert page.sees(f"The night bus of line {at}")


def test_where_most_of_what_was_pasted_is_in_view_the_page_stays(page: Browser, draft: Path) -> None:
    with_end_at(page, 350)
    before = page.run("scrollY")
    written(draft, "TBC", "\n\n".join(PASTED))
    page.awaits("line 4 is")
    page.run("new Promise((done) => setTimeout(done, 100))")
    assert page.run("scrollY") == before
    written(draft, "line 4 is", "line 4, as of 2027, is")
    page.awaits("line 4, as of 2027, is")
    assert page.run("scrollY") == before


def test_a_paragraph_that_is_in_view_already_stays_where_it_is(page: Browser, draft: Path) -> None:
    page.run("scrollTo(0, 1000)")
    assert page.sees("People are released from custody at every hour.")
    before = page.top_of("People are released from custody at every hour.")
    written(draft, "a telephone that was taken into custody", "a phone that was taken into custody")
    page.awaits("a phone that was")
    assert page.top_of("People are released from custody at every hour.") == before


def test_the_page_is_not_loaded_again(page: Browser, draft: Path) -> None:
    page.run("window.still = true; document.getElementById('form').contentWindow.still = true")
    for at in range(5):
        draft.write_text(draft.read_text(encoding="utf-8").rstrip() + f"\n\nOne more, number {at}.\n", encoding="utf-8")
        page.awaits(f"One more, number {at}.")
    assert page.run("window.still && document.getElementById('form').contentWindow.still")


def test_a_finding_comes_and_goes_beside_its_paragraph(page: Browser, draft: Path) -> None:
    assert "30st June" not in page.text()
    sentence = "Officers met the partnership on 30st June 2026."
    written(draft, "TBC", sentence)
    page.awaits("no-such-day")
    page.awaits(sentence)
    note = page.run(f"{NOTE}.getBoundingClientRect().top")
    assert 0 <= note - page.run(TOP_OF_5_1) < 150  # the note above may be in the way
    assert "error" in page.text("#said") or "warning" in page.text("#said")
    written(draft, "30st", "30")
    page.awaits("no-such-day", gone=True)


def test_focus_and_position_are_kept_while_somebody_else_writes(page: Browser, draft: Path) -> None:
    page.run("document.querySelector('#note-2 summary').focus()")
    before = page.run("scrollY")
    written(draft, "12 people who asked", "13 people who asked")
    page.awaits("13 people who asked")
    assert page.run("document.activeElement.closest('.note')?.id") == "note-2"
    assert page.run("scrollY") >= before


def test_a_broken_paper_says_what_is_wrong_above_its_old_form(page: Browser, draft: Path) -> None:
    whole = draft.read_text(encoding="utf-8")
    page.run("scrollTo(0, 1500)")
    draft.write_text(whole.replace("title: ", "title: ["), encoding="utf-8")
    page.awaits("This paper can’t be built as it is now")
    assert "Old:" in page.text()
    assert page.sees("This paper can’t be built as it is now")
    assert page.run("document.getElementById('form').contentDocument.body.innerText.includes('Equality Comments')")
    assert page.barriers() == []
    draft.write_text(whole, encoding="utf-8")
    page.awaits("Old:", gone=True)
    page.awaits("Updated: 8 notes.")
    assert marked(page) == []


def test_a_deleted_paper_says_so_and_comes_back(page: Browser, draft: Path) -> None:
    text = draft.read_text(encoding="utf-8")
    draft.unlink()
    page.awaits("is no longer there")
    assert page.barriers() == []
    draft.write_text(text, encoding="utf-8")
    page.awaits("is no longer there", gone=True)


def test_a_changed_style_dresses_the_open_page(page: Browser, copied_project: Path) -> None:
    written(copied_project / "templates" / "part-1" / "form.css", "--accent: #17365d", "--accent: #00ff00")
    heading = "document.getElementById('form').contentDocument.querySelector('h2')"  # none while the form loads
    look = f"{heading} && getComputedStyle({heading}).color"
    until = time.monotonic() + 5
    while page.run(look) != "rgb(0, 255, 0)" and time.monotonic() < until:
        time.sleep(0.05)
    assert page.run(look) == "rgb(0, 255, 0)"
    page.complaints()  # of the new style, which the policy of the old page does not let in


def test_the_list_follows_what_is_saved(page: Browser, reader: Reader, draft: Path) -> None:
    page.open(f"http://{reader.host}/")
    page.awaits("Example night service")
    page.run("new Promise((done) => setTimeout(done, 200))")
    written(draft, "Example night service", "Another night service")
    page.awaits("Another night service")
    assert page.barriers() == []


def test_a_server_that_is_gone_is_said(page: Browser, copied_project: Path) -> None:
    shutil.copy(CORPUS / "pcd-9002.md", copied_project / "decisions")
    with served(copied_project) as other:
        page.open(f"http://{other.host}/pcd-9002/")
        page.run("new Promise((done) => setTimeout(done, 200))")
    page.awaits("The preview has stopped.")
    page.complaints()  # of the connection


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_nobody_meets_a_barrier(page: Browser, reader: Reader, width: int, scheme: str) -> None:
    for path in ("/", "/draft-night-service/", "/pcd-9001/"):
        page.open(f"http://{reader.host}{path}")
        page.resize(width, scheme=scheme)
        page.run("new Promise((done) => setTimeout(done, 100))")
        assert page.barriers() == []


def test_on_a_phone_the_margin_is_below_the_form(page: Browser) -> None:
    page.resize(320)
    below = page.run(
        "document.getElementById('margin').getBoundingClientRect().top >= document.getElementById('form').getBoundingClientRect().bottom"
    )
    assert below
    page.resize(1280)
    beside = page.run(
        "document.getElementById('margin').getBoundingClientRect().left >= document.getElementById('form').getBoundingClientRect().right"
    )
    assert beside


def test_the_keyboard_reaches_the_findings_and_their_paragraphs(page: Browser) -> None:
    page.press("Tab")
    assert page.run("document.activeElement.className") == "skip"
    page.press("Enter")
    assert page.run("document.activeElement.id") == "margin"
    page.press("Tab")
    assert page.run("document.activeElement.id") == "show-note"
    page.press("Tab")
    assert page.run("document.activeElement.closest('.note').id") == "note-1"
    page.run("[...document.querySelectorAll('.where a')].at(-1).focus()")
    page.press("Enter")
    page.run("new Promise((done) => setTimeout(done, 200))")
    top = "document.getElementById('form').contentDocument.getElementById('p7.1').getBoundingClientRect().top"
    assert 36 < page.run(f"document.getElementById('form').getBoundingClientRect().top + {top}") < 700


# Runs of dashes in what is said, each with the lines of the page over which it goes.
DASHES = """[...document.querySelectorAll('.note *')].flatMap((one) => [...one.childNodes]).filter((one) => one.nodeType === 3)
  .flatMap((text) => [...text.data.matchAll(/--+/g)].map(({ 0: run, index }) => {
    const range = document.createRange();
    range.setStart(text, index);
    range.setEnd(text, index + run.length);
    return new Set([...range.getClientRects()].map(({ top }) => top)).size;
  }))"""


def test_the_dashes_of_a_table_stay_whole_wherever_the_line_ends(page: Browser, draft: Path) -> None:
    table = f"| {' | '.join('abcdefgh')} |"
    written(draft, "TBC", f"{table}\n{table}")
    page.awaits("no line of dashes below its first row")
    for width in range(320, 420, 7):
        page.resize(width)
        lines = page.run(DASHES)
        assert len(lines) >= 8
        assert {*lines} == {1}
    assert page.barriers() == []


def test_the_spaces_before_a_line_to_copy_are_shown(page: Browser, draft: Path) -> None:
    text = re.sub(r"(?s)amounts:.*?(?=recipients:)", "", draft.read_text(encoding="utf-8"))
    draft.write_text(text.replace("\n1. ", "\n1. Approve a grant of £75,000.\n1. "), encoding="utf-8")
    page.awaits("undeclared-amounts")
    assert "“    for: …”" in page.text()


MANY = "\n\n".join(
    f"Officers met on 31st June 2026 and on 31st February 2027, for £{at}50,00 and £{at}12,34, in visit {at}."
    for at in range(1, 40)
)
IS_FOCUSED = "document.activeElement.id"


@pytest.fixture
def crowded(page: Browser, draft: Path) -> Browser:
    """A page with more findings than there is room for beside their paragraphs."""
    written(draft, "Custody staff at two", f"{MANY}\n\nCustody staff at two")
    page.awaits("in visit 39")
    page.awaits("errors,")
    return page


def test_many_findings_have_a_panel_of_their_own_that_keeps_to_what_is_read(crowded: Browser) -> None:
    assert crowded.count(".note") > 30
    assert crowded.run("document.documentElement.scrollHeight") - crowded.run(f"{FORM}.offsetHeight") < 400
    assert crowded.run("document.getElementById('margin').getBoundingClientRect().height") < 800
    top = f"{FORM}.getBoundingClientRect().top + {FORM}.contentDocument.getElementById('p1.20').getBoundingClientRect().top"
    crowded.run(f"scrollBy(0, {top} - 60); new Promise((done) => setTimeout(done, 100))")
    beside = "[...document.querySelectorAll('.note')].find((one) => one.innerText.includes('paragraph 1.20,'))"
    assert 0 < crowded.run(f"{beside}.getBoundingClientRect().top") < 400
    assert crowded.barriers() == []


def test_findings_can_be_chosen_by_how_much_they_matter(crowded: Browser) -> None:
    shown = "[...document.querySelectorAll('.note')].filter((one) => one.checkVisibility()).map((one) => one.className)"
    kinds = crowded.text(".filter")
    assert all(word in kinds for word in ("errors", "warnings", "notes"))
    for kind in ("warning", "note"):
        crowded.run(f"document.getElementById('show-{kind}').click()")
    assert {*crowded.run(shown)} == {"note error"}
    crowded.press("F8")
    assert crowded.run("document.activeElement.className") == "note error"


def test_the_next_finding_and_the_one_before_are_a_key_and_a_button_away(page: Browser) -> None:
    page.press("F8")
    assert page.run(IS_FOCUSED) == "note-1"
    page.press("Shift+F8")
    last = page.run(IS_FOCUSED)
    assert last == page.run("[...document.querySelectorAll('.note')].at(-1).id") != "note-1"
    page.click("Next finding")
    assert page.run(IS_FOCUSED) == "note-1"
    page.run(f"{FORM}.contentDocument.querySelector('a').focus()")
    page.press("F8")
    assert page.run(IS_FOCUSED) == "note-2"
    assert page.run("document.activeElement.getBoundingClientRect().top") > 36


UPDATED = "new Promise((done) => setTimeout(done, 400))"


def test_the_focus_stays_on_its_finding_though_others_come_and_go_above_it(page: Browser, draft: Path) -> None:
    for _ in range(5):
        page.press("F8")
    own = page.run("document.activeElement.dataset.about")
    page.run("document.activeElement.querySelector('summary').click()")
    written(draft, "People are released from custody", "People, on 31st June 2026, are released from custody")
    page.awaits("no-such-day")
    assert page.run("document.activeElement.dataset.about") == own
    assert page.run("document.activeElement.querySelector('details').open")
    assert page.run(IS_FOCUSED) > "note-5"
    assert page.count("details[open]") == 1
    written(draft, "on 31st June 2026, ", "")
    page.awaits("no-such-day", gone=True)
    assert page.run(IS_FOCUSED) == "note-5"
    assert page.run("document.activeElement.dataset.about") == own


def test_where_the_finding_with_the_focus_is_mended_the_next_takes_its_place(page: Browser, draft: Path) -> None:
    page.press("F8")
    assert "not recorded on which day" in page.run("document.activeElement.innerText")
    after = page.run("document.activeElement.nextElementSibling.dataset.about")
    written(draft, "finance: {answer: consulted,", "finance: {answer: consulted, date: 1 June 2026,")
    page.awaits("not recorded on which day", gone=True)
    for _ in range(2):
        assert page.run("document.activeElement.dataset.about") == after
        page.press("F8")
    assert page.run(IS_FOCUSED) == "note-2"


@pytest.mark.parametrize("key", ["F8", "tick"])
def test_the_panel_shows_what_was_said_of_the_last_save_whoever_was_in_it(
    crowded: Browser, draft: Path, key: str
) -> None:
    crowded.press("F8")
    if key == "tick":
        crowded.run("document.getElementById('show-note').focus()")
        crowded.press("Space")
    before = crowded.run("document.activeElement.id")
    written(draft, "in visit 30.", "in visit 30, on 31st April 2026.")
    crowded.awaits("on 31st April 2026.")
    card = "[...document.querySelectorAll('.note')].find((one) => one.innerText.includes('31st April'))"
    crowded.run(UPDATED)
    assert crowded.sees("in visit 30, on 31st April 2026.")
    place = crowded.run(f"{card}.getBoundingClientRect().toJSON()")
    assert place["top"] > 0
    assert place["top"] < 700
    assert crowded.run("document.activeElement.id") == before


def test_a_tick_of_the_filter_outlasts_a_save_that_cannot_be_read(page: Browser, draft: Path) -> None:
    page.run("document.getElementById('show-note').click()")
    written(draft, "title: ", "title: [")
    page.awaits("This paper can’t be built as it is now")
    written(draft, "title: [", "title: ")
    page.awaits("Updated:")
    assert not page.run("document.getElementById('show-note').checked")


def test_on_a_phone_the_bar_leads_to_the_findings_and_each_leads_back(crowded: Browser) -> None:
    crowded.resize(320, 640)
    crowded.run("scrollTo(0, 3000)")
    crowded.run("document.querySelector('#tools a').click()")
    assert 0 <= crowded.run("document.getElementById('margin').getBoundingClientRect().top") < 300
    crowded.press("F8")
    assert crowded.run("document.activeElement.className").startswith("note")
    crowded.run("document.querySelector('.note[data-place]:not([data-place=\"0\"]) .where a').click()")
    meant = f"{FORM}.contentDocument.querySelector('[data-meant]')"
    assert crowded.run(f"{meant} === {FORM}.contentDocument.activeElement")
    assert 0 < crowded.run(f"{FORM}.getBoundingClientRect().top + {meant}.getBoundingClientRect().top") < 640
    assert crowded.barriers() == []


def test_an_old_form_says_so_wherever_one_looks(page: Browser, draft: Path) -> None:
    written(draft, "title: ", "title: [")
    page.awaits("The rest is checked once this is mended.")
    assert page.text("h1") == "Example night service for people who leave custody"
    page.run("scrollTo(0, 2500)")
    assert page.sees("The form below is the old one, of the last save that could be built.")
    word = f"getComputedStyle({FORM}.contentDocument.querySelector('a[href$=docx]'), '::after').content"
    assert page.run(word) == '" (old: of the last save that could be built)"'
    page.resize(320)
    assert "The form is the old one." in page.text("#said")
    assert page.sees("The form is the old one.")
    assert page.barriers() == []
    written(draft, "title: [", "title: ")
    page.awaits("Updated:")
    assert page.run(word) == "none"


def test_a_link_out_of_the_form_opens_the_other_preview_in_the_whole_window(page: Browser, draft: Path) -> None:
    written(draft, "TBC", "As in PCD 9001, a grant agreement is proposed.")
    page.awaits("As in PCD 9001")
    page.run(
        "document.getElementById('form').contentDocument.querySelector('a[href$=\"pcd-9001/index.html\"]').click()"
    )
    page.awaits("Example advice service for people who report crime")
    assert page.run("location.pathname") == "/pcd-9001/"


def test_without_a_script_the_form_and_its_findings_are_there(page: Browser, reader: Reader) -> None:
    html = reader.reads("/draft-night-service/")
    assert html.index("<iframe") < html.index("Findings</h2>") < html.index("left-open")
    assert page.count("#form") == 1


def test_the_nu_validator_finds_nothing(reader: Reader, draft: Path, tmp_path: Path) -> None:
    pages = {"list": reader.reads("/"), "draft": reader.reads("/draft-night-service/")}
    draft.write_text("---\ntitle: [a\n", encoding="utf-8")
    pages["broken"] = reader.awaits("/draft-night-service/", "can’t be built")
    draft.unlink()
    pages["gone"] = reader.awaits("/draft-night-service/", "no longer there")
    for name, page in pages.items():
        (tmp_path / f"{name}.html").write_text(page, encoding="utf-8")
    (tmp_path / "preview.css").write_text(reader.reads("/preview.css"), encoding="utf-8")
    assert faults_of_markup(*tmp_path.glob("*.css"), *tmp_path.glob("*.html")) == ""
