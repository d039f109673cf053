"""Signing: who may, in which order, what it writes into the file, and what makes a signature void.

The paper signed here is a settlement form, which has the fewest sections.
"""

import html
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from decisionforms.cli import cli

PAPER = """---
# kept by the claims team
reference: PCD 9101
title: Example settlement of a claim
form: part-1/settlement

# who confirmed it
drafting_officer: {name: Example Officer, date: 2 June 2023}
head_of_service: {post: Head of Example Claims, name: Example Head, date: 5 June 2023}

advice:
  finance: {answer: consulted, by: Example Finance Team, date: 5 June 2023}
  # the lawyers drafted the settlement
  legal: {answer: consulted, by: Example Legal Team, date: 5 June 2023}
  equalities: {answer: covered}

total: £84,500
deferral: no
part_2: no
---

## Executive Summary

A claim was made after a collision. The claimant would accept £84,500, and
Counsel advises that a trial would cost more.

## Recommendation

1. Approve the settlement of the claim.
2. Approve the payment of £84,500.

## Introduction and background

A collision happened in Example Street. {#collision}

### The claimant

The claimant was hurt, as [](#collision) says:

- at work;
- at home.

| Loss | Sum |
| --- | --- |
| Earnings | £60,000 |
| Care | £24,500 |

## Financial Comments

The payment is met from the claims budget.

## Legal Comments

The settlement is lawful.

## Equality Comments

MOPAC has had due regard to section 149 of the Equality Act 2010.

## Background/supporting papers

None.
"""
CHIEF = ("--as", "chief_executive", "--name", "Example Chief", "--date", "19 June 2023")
DEPUTY = ("--as", "deputy_mayor", "--name", "Example Deputy", "--date", "20 June 2023", "--interests", "none")
# Names that mean something else to YAML, HTML or Word, or to a careless program.
NAMES = (
    "Zoë Núñez-O’Brien",
    "O'Brien, Mary",
    'The Rt Hon "Bob" Example: KC',
    "Dr. A. Example",
    "Example #2",
    "{Example}",
    "[Example]",
    "- Example",
    "*Example* & _Co_",
    "@example %100 `x`",
    "R&D <b>Example</b> {{ y }}",
    "Example \\ Chief \\n",
    "花子 例山 🙂",
    "yes",
    "null",
    "0123",
    "none",
)


@pytest.fixture
def project(copied_project: Path) -> Path:
    (copied_project / "decisions" / "claim.md").write_text(PAPER, encoding="utf-8")
    return copied_project


def run(project: Path, *arguments: str) -> Result:
    return CliRunner().invoke(cli, ["--project", str(project), *arguments], catch_exceptions=False)


def sign(project: Path, *arguments: str) -> Result:
    return run(project, "sign", "PCD-9101", *arguments)


def paper(project: Path) -> Path:
    return project / "decisions" / "claim.md"


def rewrite(project: Path, was: str, now: str) -> None:
    text = paper(project).read_text(encoding="utf-8")
    assert was in text
    paper(project).write_text(text.replace(was, now, 1), encoding="utf-8")


def line_of(project: Path, words: str) -> int:
    """The number of the first line of the paper that holds these words."""
    lines = paper(project).read_text(encoding="utf-8").split("\n")
    return next(number for number, line in enumerate(lines, 1) if words in line)


def stage_of(project: Path) -> str:
    found = re.search(r"^Stage: (.+)\. Version: ", run(project, "explain", "PCD-9101").output, re.MULTILINE)
    return found[1] if found else ""


def version_of(project: Path) -> str:
    found = re.search(r"\. Version: (\w{8})\.", run(project, "explain", "PCD-9101").output)
    return found[1] if found else ""


def page(project: Path) -> str:
    assert run(project).exit_code == 0
    made = (project / "output" / "decisions" / "pcd-9101" / "index.html").read_text(encoding="utf-8")
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", made.partition("<body")[2])).split())


def assert_refused(project: Path, refused: Result, *words: str) -> None:
    """Nothing is written, and one sentence says why."""
    assert refused.exit_code == 2
    assert refused.output.startswith("Error: ")
    assert refused.output.count("\n") == 1
    for one in words:
        assert one in refused.output
    assert [path.name for path in (project / "decisions").iterdir()] == ["claim.md"]


# ── The walk of a paper ─────────────────────────────────────────────────────────────────────────────────────────
def test_a_paper_walks_from_draft_to_approval_and_falls_back_when_a_word_changes(project: Path) -> None:
    rewrite(project, "answer: consulted, by: Example Legal Team, date", "answer: consulted, date")
    assert stage_of(project) == "Draft"
    assert "DRAFT – not a decision" in page(project)

    rewrite(project, "answer: consulted, date", "answer: consulted, by: Example Legal Team, date")
    assert stage_of(project) == "Checked"
    assert "CHECKED BY OFFICERS – not a decision" in page(project)

    assert sign(project, *CHIEF).exit_code == 0
    assert stage_of(project) == "Cleared"
    assert "CLEARED BY THE CHIEF EXECUTIVE – not a decision" in page(project)

    assert sign(project, *DEPUTY).exit_code == 0
    assert stage_of(project) == "Approved"
    printed = page(project)
    assert "not a decision" not in printed
    assert "Example Chief, Chief Executive Officer" in printed
    assert "Example Deputy, Deputy Mayor for Policing and Crime" in printed
    assert "20 June 2023" in printed

    rewrite(project, "£84,500, and", "£84,600, and")
    assert stage_of(project) == "Checked"
    printed = page(project)
    assert "CHECKED BY OFFICERS – not a decision" in printed
    assert "Example Deputy" not in printed


def test_signing_says_who_signed_what(project: Path) -> None:
    version = version_of(project)
    signed = sign(project, *CHIEF)
    assert signed.output == (
        f"Signed by Example Chief, Chief Executive Officer, on 19 June 2023, for version {version}.\n"
    )
    assert f'  chief_executive: {{name: Example Chief, date: 19 June 2023, version: "{version}"}}\n' in paper(
        project
    ).read_text(encoding="utf-8")
    assert version_of(project) == version


def test_a_signature_is_explained_with_its_line(project: Path) -> None:
    sign(project, *CHIEF)
    place = f"(decisions/claim.md:{line_of(project, 'chief_executive:')})"
    explained = run(project, "explain", "PCD-9101").output
    assert f"Chief Executive Officer: signed {place}" in explained
    assert "Deputy Mayor for Policing and Crime: not signed" in explained
    rewrite(project, "at home", "at work")
    explained = run(project, "explain", "PCD-9101").output
    assert f"Chief Executive Officer: signed another version of the text {place}" in explained


def test_someone_who_acts_for_the_office_is_printed_as_acting(project: Path) -> None:
    sign(project, *CHIEF, "--acting")
    assert "Example Chief, Chief Executive Officer (acting)" in page(project)


def test_a_paper_can_be_signed_by_the_name_of_its_file(project: Path) -> None:
    assert run(project, "sign", str(paper(project)), *CHIEF).exit_code == 0
    assert run(project, "sign", "pcd 9101", *DEPUTY).exit_code == 0
    assert stage_of(project) == "Approved"


def test_the_text_that_was_signed_is_kept_and_is_no_decision_of_its_own(project: Path) -> None:
    version = version_of(project)
    before = paper(project).read_bytes()
    sign(project, *CHIEF)
    assert (project / "decisions" / "signed" / f"pcd-9101.{version}.md").read_bytes() == before
    assert run(project).output.endswith("1 decision built (1 changed, 0 as before).\n")


# ── Who may sign, when ──────────────────────────────────────────────────────────────────────────────────────────
def test_the_deputy_mayor_signs_after_the_chief_executive(project: Path) -> None:
    refused = sign(project, *DEPUTY)
    assert_refused(project, refused, "The Chief Executive Officer signs before the Deputy Mayor")
    assert paper(project).read_text(encoding="utf-8") == PAPER


def test_a_signature_for_another_version_does_not_open_the_way_for_the_next(project: Path) -> None:
    sign(project, *CHIEF)
    rewrite(project, "at home", "at sea")
    refused = sign(project, *DEPUTY)
    assert refused.exit_code == 2
    assert f"has not signed version {version_of(project)}" in refused.output


def test_nobody_signs_before_the_day_on_which_the_one_before_signed(project: Path) -> None:
    sign(project, *CHIEF)
    refused = sign(project, *DEPUTY[:5], "18 June 2023", "--interests", "none")
    assert refused.exit_code == 2
    assert "The Chief Executive Officer signed on 19 June 2023, after the date given." in refused.output


def test_nobody_signs_the_same_text_again_after_the_next_one_has_signed(project: Path) -> None:
    sign(project, *CHIEF)
    sign(project, *DEPUTY)
    refused = sign(project, *CHIEF[:-1], "25 June 2023")
    assert refused.exit_code == 2
    assert "The Deputy Mayor for Policing and Crime signed on 20 June 2023" in refused.output


def test_the_deputy_mayor_states_interests(project: Path) -> None:
    sign(project, *CHIEF)
    refused = sign(project, *DEPUTY[:-2])
    assert refused.exit_code == 2
    assert "states interests on signing: add --interests none, or say which." in refused.output
    assert stage_of(project) == "Cleared"


def test_the_chief_executive_states_none(project: Path) -> None:
    refused = sign(project, *CHIEF, "--interests", "none")
    assert_refused(project, refused, "states no interests on this form: leave --interests out.")


@pytest.mark.parametrize(
    ("interests", "printed"),
    [
        ("none", "None."),
        ("None.", "None."),
        ("A trustee of Example, the claimant: since 2020 #1", "A trustee of Example, the claimant: since 2020 #1"),
        ('"yes" & <no>', '"yes" & <no>'),
    ],
)
def test_interests_are_printed_as_they_were_stated(interests: str, printed: str, project: Path) -> None:
    sign(project, *CHIEF)
    assert sign(project, *DEPUTY[:-1], interests).exit_code == 0
    assert f"Any such interests are recorded below. {printed} " in page(project)


def test_nobody_signs_on_a_day_to_come(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("decisionforms.commands.sign.today", lambda: date(2023, 6, 18))
    assert_refused(project, sign(project, *CHIEF), "19 June 2023 is in the future: give the day of signing.")
    monkeypatch.setattr("decisionforms.commands.sign.today", lambda: date(2023, 6, 19))
    assert sign(project, *CHIEF).exit_code == 0


def test_a_draft_is_not_signed_and_what_it_lacks_is_said(project: Path) -> None:
    rewrite(project, "{answer: covered}", "")
    refused = sign(project, *CHIEF)
    assert_refused(project, refused, "The paper is still a draft: equalities: nothing is recorded under")


def test_a_paper_with_an_error_is_not_signed_and_the_error_is_shown(project: Path) -> None:
    rewrite(project, "The settlement is lawful.", "The settlement is <b>lawful</b>.")
    refused = sign(project, *CHIEF)
    assert refused.exit_code == 1
    line = line_of(project, "<b>lawful")
    assert f"decisions/claim.md:{line}:19: error: HTML such as “<b>” can't stand in a decision." in refused.output
    assert "signatures" not in paper(project).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("whole", "gap", "named"),
    [
        ("The settlement is lawful.\n", "", "Nothing is written under “Legal Comments”."),
        ("## Legal Comments\n\nThe settlement is lawful.\n", "", "The section “Legal Comments” is missing."),
        ("deferral: no\n", "", "“deferral” is not given"),
    ],
    ids=["empty section", "missing section", "missing fact"],
)
def test_a_paper_with_a_gap_is_built_but_not_signed(whole: str, gap: str, named: str, project: Path) -> None:
    rewrite(project, whole, gap)
    assert run(project).exit_code == 0
    refused = sign(project, *CHIEF)
    assert refused.exit_code == 1
    assert named in refused.output
    assert "signatures" not in paper(project).read_text(encoding="utf-8")


def test_a_signature_written_by_hand_before_its_time_does_not_count(project: Path) -> None:
    version = version_of(project)
    early = f'signatures:\n  deputy_mayor: {{name: A B, date: 20 June 2023, version: "{version}", interests: none}}\n'
    rewrite(project, "part_2: no\n", f"part_2: no\n{early}")
    place = f"decisions/claim.md:{line_of(project, 'deputy_mayor:')}:24: warning: "
    assert f"{place}The signature of the Deputy Mayor for Policing and Crime does not count yet" in run(project).output
    assert stage_of(project) == "Checked"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (
            ("--as", "mayor", *CHIEF[2:]),
            "“mayor” does not sign this form; it is one of: chief_executive, deputy_mayor.",
        ),
        ((*CHIEF[:-1], "30 February 2023"), "There is no such day as “30 February 2023”."),
        ((*CHIEF[:-1], "yesterday"), "“yesterday” is not a date in full."),
        ((*CHIEF[:3], "  ", *CHIEF[4:]), "name"),
        ((*CHIEF[:3], "not printed", *CHIEF[4:]), "name"),
        ((*CHIEF[:3], "bell\x07", *CHIEF[4:]), "name"),
    ],
    ids=["office", "no such day", "no date", "no name", "not a name", "control character"],
)
def test_what_is_no_office_date_or_name_is_refused(arguments: tuple[str, ...], words: str, project: Path) -> None:
    refused = sign(project, *arguments)
    assert_refused(project, refused, words)
    assert "docs/" not in refused.output


def test_a_transcribed_record_is_never_signed(project: Path) -> None:
    rewrite(project, "total:", "record: published\ntotal:")
    for arguments in (CHIEF, DEPUTY):
        refused = sign(project, *arguments)
        assert_refused(project, refused, "A transcribed record of a published decision is not signed again.")


# ── Requests that ended otherwise ───────────────────────────────────────────────────────────────────────────────
REFUSED = "outcome: {answer: refused, date: 20 June 2023, reason: the money is needed elsewhere}\ntotal:"


def test_a_refusal_is_signed_by_the_deputy_mayor_and_printed_with_its_reason(project: Path) -> None:
    rewrite(project, "total:", REFUSED)
    assert sign(project, *DEPUTY).exit_code == 0
    assert stage_of(project) == "Refused"
    printed = page(project)
    assert "The above request does not have my approval." in printed
    assert "the money is needed elsewhere" in printed
    assert "Example Deputy, Deputy Mayor for Policing and Crime" in printed


def test_a_refusal_is_not_signed_on_a_day_to_come(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rewrite(project, "total:", REFUSED)
    monkeypatch.setattr("decisionforms.commands.sign.today", lambda: date(2023, 6, 19))
    assert_refused(project, sign(project, *DEPUTY), "20 June 2023 is in the future")


def test_a_refusal_records_the_interests_of_who_refuses(project: Path) -> None:
    rewrite(project, "total:", REFUSED)
    assert_refused(project, sign(project, *DEPUTY[:-2]), "states interests on signing")


def test_a_withdrawn_request_needs_no_signature_and_is_marked(project: Path) -> None:
    rewrite(project, "total:", REFUSED.replace("refused", "withdrawn"))
    assert stage_of(project) == "Withdrawn"
    printed = page(project)
    assert "WITHDRAWN – not a decision" in printed
    assert "The above request was withdrawn." in printed


# ── What is written into the file ───────────────────────────────────────────────────────────────────────────────
def windows(text: str) -> bytes:
    return text.replace("\n", "\r\n").encode()


def with_a_mark(text: str) -> bytes:
    return f"\ufeff{text}".encode()


def windows_with_a_mark(text: str) -> bytes:
    return b"\xef\xbb\xbf" + windows(text)


def plain(text: str) -> bytes:
    return text.encode()


def mixed_line_ends(text: str) -> bytes:
    first, last = text[: text.index("advice:")], text[text.index("advice:") :]
    return windows(first) + last.encode()


def without_a_last_line_end(text: str) -> bytes:
    return text.rstrip("\n").encode()


def with_blanks_at_line_ends(text: str) -> bytes:
    return text.replace("---\n", "---  \n").replace("lawful.", "lawful. ").encode()


HOMES = {
    "nowhere yet": "",
    "an empty key": "signatures:\n",
    "an empty key with comments": "signatures:\n  # the chief executive first\n# and so on\n",
    "a key in the middle": "signatures:\n# more facts\nrecipients: [Example Claimant]\n",
    "another spelling": "Signatures:\n",
    "a comment at the end": "# the end\n",
}
DRESSES = (
    plain,
    windows,
    with_a_mark,
    windows_with_a_mark,
    mixed_line_ends,
    without_a_last_line_end,
    with_blanks_at_line_ends,
)


@pytest.mark.parametrize("home", HOMES)
@pytest.mark.parametrize("dress", DRESSES)
def test_signing_adds_the_lines_of_the_signatures_and_keeps_every_other_byte(
    dress: Callable[[str], bytes], home: str, project: Path
) -> None:
    before = dress(PAPER.replace("part_2: no\n", f"part_2: no\n{HOMES[home]}"))
    paper(project).write_bytes(before)
    for arguments in (CHIEF, DEPUTY):
        signed = sign(project, *arguments)
        assert signed.exit_code == 0, signed.output
    assert stage_of(project) == "Approved"
    lines = paper(project).read_bytes().splitlines(keepends=True)
    added = [line for line in lines if re.match(rb"  (chief_executive|deputy_mayor): |signatures:", line)]
    kept = [line for line in lines if line not in added or line in before.splitlines(keepends=True)]
    assert b"".join(kept) == before
    assert len(lines) - len(kept) == (3 if "ignatures:" not in HOMES[home] else 2)


def test_signing_anew_replaces_the_signature_and_nothing_else(project: Path) -> None:
    signatures = """signatures:
    # the first to sign
    chief_executive:
        name: Example Chief
        date: 19 June 2023
        version: "00000000"
    # the second to sign
    deputy_mayor: {name: Example Deputy, date: 20 June 2023, version: "00000000", interests: none}
original_kept: the archive
"""
    before = PAPER.replace("part_2: no\n", f"part_2: no\n{signatures}")
    paper(project).write_text(before, encoding="utf-8")
    version = version_of(project)
    assert sign(project, *CHIEF).exit_code == 0
    now = f'    chief_executive: {{name: Example Chief, date: 19 June 2023, version: "{version}"}}\n'
    was = before[before.index("    chief_executive:") : before.index("    # the second")]
    assert paper(project).read_text(encoding="utf-8") == before.replace(was, now)


def test_signatures_on_one_line_are_left_alone_with_a_word_on_how_to_write_them(project: Path) -> None:
    rewrite(
        project,
        "part_2: no\n",
        'part_2: no\nsignatures: {chief_executive: {name: A B, date: 19 June 2023, version: "00000000"}}\n',
    )
    refused = sign(project, *CHIEF)
    assert_refused(project, refused, "write each on a line of its own under “signatures:”, indented, and sign again.")


@pytest.mark.parametrize("name", NAMES)
def test_any_name_is_written_so_that_it_prints_as_it_was_given(name: str, project: Path) -> None:
    signed = sign(project, *CHIEF[:2], f"--name={name}", *CHIEF[4:])
    assert signed.exit_code == 0, signed.output
    assert stage_of(project) == "Cleared"
    assert f"Signature: {name}, Chief Executive Officer Date: 19 June 2023" in page(project)


# ── What makes a signature void, and what does not ──────────────────────────────────────────────────────────────
# (what was signed, what stands there now)
VOIDING = (
    ("hurt, as", "badly hurt, as"),
    ("was hurt, as", "was, as"),
    ("£84,500, and", "£84,600, and"),
    ("Earnings", "earnings"),
    ("- at home.", "- at home;\n- on holiday."),
    ("- at work;\n- at home.", "at work; at home."),
    ("1. Approve the settlement of the claim.\n", ""),
    ("### The claimant", "### The Claimant"),
    (" {#collision}", " {#crash}"),
    ("total: £84,500", "total: £84,600"),
    ("by: Example Legal Team", "by: Example Lawyers"),
    ("date: 2 June 2023", "date: 3 June 2023"),
    ("deferral: no", "deferral: {reason: a trial, until: 1 March 2027}"),
    ("title: Example settlement", "title: Example payment"),
    ("part_2: no\n", "part_2: no\ntopics: [claims]\n"),
)
HARMLESS = (
    ("£84,500, and\nCounsel advises", "£84,500,\nand Counsel advises"),
    ("A collision happened in Example Street.", "A collision\nhappened in\nExample Street."),
    ("- at work;\n- at home.", "* at work;\n\n* at home."),
    ("claim.\n2. Approve", "claim.\n1. Approve"),
    ("| Loss | Sum |\n| --- | --- |", "|Loss   |Sum|\n|:------|:-----|"),
    ("## Legal Comments\n", "## Legal Comments\n\n\n"),
    ("# kept by the claims team\n", ""),
    ("total: £84,500\ndeferral: no\n", "deferral: no\n# the sum\ntotal: £84,500\n"),
    ("{answer: covered}", "{ 'answer': \"covered\" }"),
    (
        "drafting_officer: {name: Example Officer, date: 2 June 2023}",
        "drafting officer:\n  date: 2 June 2023\n  name: Example\n    Officer",
    ),
    ("title: Example settlement of a claim", 'Title: "Example settlement of a claim"'),
    ("part_2: no\n", "part_2: no\noriginal_kept: the archive\n"),
    ("part_2: no\n", "part_2: no\nwaivers:\n  - {rule: x, text: y, reason: z, until: 1 June 2027}\n"),
)


@pytest.mark.parametrize(("was", "now"), VOIDING)
def test_whatever_a_reader_could_notice_voids_every_signature(was: str, now: str, project: Path) -> None:
    sign(project, *CHIEF)
    sign(project, *DEPUTY)
    signed = version_of(project)
    rewrite(project, was, now)
    if "{#crash}" in now:
        rewrite(project, "(#collision)", "(#crash)")
    built = run(project)
    assert built.exit_code == 0
    assert built.output.count("[void-signature]") == 2
    assert f"was given for version {signed}; the text is now version {version_of(project)}, so it" in built.output
    assert "[changed-words]" in built.output
    assert stage_of(project) == "Checked"


@pytest.mark.parametrize(("was", "now"), HARMLESS)
def test_how_the_file_is_laid_out_makes_no_difference(was: str, now: str, project: Path) -> None:
    sign(project, *CHIEF)
    sign(project, *DEPUTY)
    rewrite(project, was, now)
    assert "[void-signature]" not in run(project).output
    assert stage_of(project) == "Approved"


def test_line_ends_and_a_byte_order_mark_make_no_difference_to_a_signature(project: Path) -> None:
    sign(project, *CHIEF)
    text = paper(project).read_text(encoding="utf-8")
    for dress in DRESSES:
        paper(project).write_bytes(dress(text))
        assert stage_of(project) == "Cleared"


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ("- at home.", "- at sea.", "“home.”. It now reads “sea.”."),
        ("claimant was hurt, as", "claimant was, as", "“was hurt,”. It now reads “was,”."),
        ("from the claims budget", "from the budget", "and now taken out: “claims”."),
        ("from the claims budget", "from the legal claims budget", "was signed: “legal”."),
        ("total: £84,500", "total: £84,600", "“£84,500”. It now reads “£84,600”."),
        ("by: Example Legal Team", "by: Example Lawyers", "“Legal Team,”. It now reads “Lawyers,”."),
    ],
)
def test_the_build_says_which_words_changed_and_where(was: str, now: str, said: str, project: Path) -> None:
    version = version_of(project)
    sign(project, *CHIEF)
    rewrite(project, was, now)
    (change,) = [line for line in run(project).output.split("\n") if "[changed-words]" in line]
    assert version in change
    assert said in change
    assert change.startswith(f"decisions/claim.md:{line_of(project, now)}:")


def test_layout_is_not_named_among_the_words_that_changed(project: Path) -> None:
    """Comments, the order of facts and rewrapped lines changed as well; the one word is all there is to say."""
    sign(project, *CHIEF)
    rewrite(project, "# kept by the claims team\n", "# kept by\n# somebody else\n")
    rewrite(project, "total: £84,500\ndeferral: no\n", "deferral: no\ntotal: £84,500\n")
    rewrite(project, "£84,500, and\nCounsel", "£84,500,\nand Counsel")
    rewrite(project, "claims budget", "legal budget")
    printed = run(project).output
    assert printed.count("[changed-words]") == 1
    assert "“claims”. It now reads “legal”." in printed


def test_only_the_first_changes_are_named_and_the_others_counted(project: Path) -> None:
    version = version_of(project)
    sign(project, *CHIEF)
    for place, word in enumerate(("collision", "Counsel", "trial", "hurt", "Care", "budget", "lawful", "regard")):
        rewrite(project, word, f"other-{place}")
    printed = run(project).output
    assert printed.count("[changed-words]") == 6
    assert f"3 more places differ from version {version}." in printed


def test_putting_the_words_back_makes_the_signatures_hold_again(project: Path) -> None:
    sign(project, *CHIEF)
    sign(project, *DEPUTY)
    rewrite(project, "at home", "at sea")
    assert stage_of(project) == "Checked"
    rewrite(project, "at sea", "at home")
    assert stage_of(project) == "Approved"
    assert run(project).output.endswith("1 decision built (1 changed, 0 as before).\n")


def test_a_void_paper_can_be_signed_again(project: Path) -> None:
    sign(project, *CHIEF)
    sign(project, *DEPUTY)
    rewrite(project, "at home", "at sea")
    assert sign(project, *CHIEF).exit_code == 0
    assert stage_of(project) == "Cleared"
    assert sign(project, *DEPUTY).exit_code == 0
    assert stage_of(project) == "Approved"
    assert run(project).output.endswith("1 decision built (1 changed, 0 as before).\n")
