"""What form.toml may say: every key of the Part 1 form taken away, and given what it can't have.

Each fault is one sentence for whoever keeps the form: it names the key, and holds no word of the parser's.
"""

import copy
import functools
import json
import re
import tomllib
from collections.abc import Iterator
from datetime import date, time
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from decisionforms.decision.facts import Facts
from decisionforms.decision.reader import read_decision
from decisionforms.errors import FormError
from decisionforms.form.form import Form
from decisionforms.form.loading import load_form
from decisionforms.form.problems.names import RECORDED
from decisionforms.register import Register
from decisionforms.view.form_view import FormView, PartView
from decisionforms.view.making import view_of

ROOT = Path(__file__).resolve().parents[1]
# Facts whose names a form chooses.
CHOSEN_BY_THE_FORM = {"officers", "others"}
SOURCE = (ROOT / "templates" / "part-1" / "form.toml").read_text("utf-8")
RAW: dict[str, Any] = tomllib.loads(SOURCE)
Path_: TypeAlias = tuple[str | int, ...]

JARGON = re.compile(
    r"Object|[Ee]xpected|RFC ?3339|\benum\b|`|\$\.|\bgot\b|\bstr\b|\bint\b|\bfloat\b|\bnull\b|\bdatetime\b|Traceback"
    r"|msgspec|tomllib|\bNone\b|Struct|\bdict\b|\btuple\b|\bkey/value\b|tagged|\bfield\b"
)

# Keys that a form can do without, by their place; `*` stands for any key or number. Where a form needs one of them
# all the same (a signatory whose part names it), that is said, and named.
OPTIONAL = {
    "parts.*.heading",
    "parts.*.text",
    "parts.*.source",
    "parts.*.questions",
    "editions.*",
    "editions.*.until",
    "editions.*.confirmed",
    "nil.not_enough",
    "rows.*.section",
    "rows.*.called",
    "rows.*.statements.*.confirmed",
    "signatories.*.interests",
    "signatories.*.outcomes",
    "signatories.*.outcomes.unconfirmed",
    "signatories.*.holders",
    "signatories.*.holders.*.since",
    "signatories.*.holders.*.until",
    "series.*.mistaken_prefixes",
    "series.*.since",
    "series.*.until",
    "series.*.successor",
    "series.*.year_last",
    "personal_data",
    "personal_data.rows",
    "personal_data.words",
    "personal_data.systems",
    "confidential",
    "confidential.called",
    "confidential.exemptions",
    "confidential.markings",
    "authority",
    "authority.others",
    "scheme",
    "scheme.paragraphs",
    "scheme.paragraphs.*.about",
    "scheme.paragraphs.*.sum_from",
    "scheme.paragraphs.*.sum_over",
    "scheme.paragraphs.*.original_value_from",
    "scheme.paragraphs.*.change_over_percent",
    "scheme.paragraphs.*.change_over_months",
    "superseded",
    "superseded.*.also_called",
    "superseded.*.earlier",
}
# Lists that a form may leave empty.
MAY_BE_EMPTY = {
    "parts.*.text",
    "parts.*.questions",
    "editions.*.sections",
    "editions.*.rows",
    "nil.phrases",
    "nil.not_enough",
    "rows.*.called",
    "personal_data.rows",
    "personal_data.words",
    "personal_data.systems",
    "confidential.called",
    "confidential.exemptions",
    "confidential.markings",
    "authority.others",
    "scheme.paragraphs",
    "scheme.paragraphs.*.about",
    "superseded",
    "superseded.*.also_called",
    "key_facts",
    "signatories.*.outcomes.unconfirmed",
    "signatories.*.holders",
    "series.*.mistaken_prefixes",
}
# Tables whose keys are the form's own, so that any name may stand there (but not any value).
OWN_KEYS = {"editions", "sections", "rows", "officers", "signatories"}
# A value of each kind that a form uses somewhere, and of those that TOML has besides.
KINDS: tuple[object, ...] = ("a text", 7, True, date(2020, 1, 2), ["a text"], [7], {"a_key": 7})
ODD_KINDS: dict[str, object] = {
    "a number with a point": 2.5,
    "a time of day": time(7, 30),
    "a date with a time": tomllib.loads("x = 2020-01-02T07:30:00Z")["x"],
}


# ── Reading and writing definitions ─────────────────────────────────────────────────────────────────────────────
def written(value: object) -> str:
    """A value as TOML, on one line."""
    match value:
        case dict():
            return "{" + ", ".join(f"{json.dumps(key)} = {written(one)}" for key, one in value.items()) + "}"
        case list():
            return "[" + ", ".join(written(one) for one in value) + "]"
        case str():
            return json.dumps(value, ensure_ascii=False)
        case bool():
            return str(value).lower()
        case date() | time():
            return value.isoformat()
    return str(value)


def entry(key: str, value: object) -> str:
    return f"{json.dumps(key)} = {written(value)}\n"


WRITTEN = {key: entry(key, value) for key, value in RAW.items()}


def document(raw: dict[str, Any]) -> str:
    """A definition as TOML; what it shares with the one that stands is not written again."""
    return "".join(
        WRITTEN[key] if key in RAW and value is RAW[key] else entry(key, value) for key, value in raw.items()
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a form that is written anew by each test."""
    made = tmp_path_factory.mktemp("forms") / "some-form"
    made.mkdir()
    return made


def load(folder: Path, text: str) -> Form:
    (folder / "form.toml").write_text(text, "utf-8")
    return load_form(folder)


line_read = functools.cache(tomllib.loads)


def read_by_line(text: str) -> dict[str, Any]:
    """What a document says; each of its lines is whole, so that those which were read before are known."""
    return {key: value for line in text.split("\n") for key, value in line_read(line).items()}


def refusal(folder: Path, raw: dict[str, Any]) -> str:
    """The sentence with which a definition is refused; empty where it is not."""
    text = document(raw)
    (folder / "form.toml").write_text(text, "utf-8")
    try:
        with pytest.MonkeyPatch.context() as known:
            known.setattr("decisionforms.form.loading.tomllib.loads", read_by_line)
            form = load_form(folder)
    except FormError as fault:
        return str(fault)
    use(form)
    return ""


def use(form: Form) -> None:
    """Do with a form what a build does: what was let in must work."""
    for mention in (
        "PCD 1462",
        "DMPCD 2013/96",
        "DMPCD 2017 143",
        "CEOD 35 - 2024",
        "MD2472",
        "MOPAC 511-01",
        "DMPC 9",
    ):
        assert list(form.grammar.find(f"As in {mention}.")) is not None
    for edition in form.definition.editions:
        text = f"---\ntitle: Example\nform: some-form/{edition}\n---\n\n## Recommendation\n\n1. Do it.\n"
        decision = read_decision("example.md", "example", text.encode(), {"some-form": form}).decision
        assert decision is not None
        view_of(decision, Register())


def a_sentence_about(sentence: str, name: str) -> None:
    assert sentence.startswith("some-form/form.toml"), sentence
    assert re.search(rf"(?<!\w){re.escape(name)}(?!\w)", sentence.removeprefix("some-form/form.toml")), sentence
    assert not JARGON.search(sentence), sentence
    assert sentence.endswith((".", "”.")), sentence
    assert "\n" not in sentence, sentence


# ── Walking along the definition ────────────────────────────────────────────────────────────────────────────────
def keys(value: object, path: Path_ = ()) -> Iterator[Path_]:
    """Every key of a tree, as the way that leads to it."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield (*path, key)
            yield from keys(inner, (*path, key))
    if isinstance(value, list):
        for place, inner in enumerate(value):
            yield from keys(inner, (*path, place))


def tables(value: object, path: Path_ = ()) -> Iterator[Path_]:
    if isinstance(value, dict):
        yield path
        for key, inner in value.items():
            yield from tables(inner, (*path, key))
    if isinstance(value, list):
        for place, inner in enumerate(value):
            yield from tables(inner, (*path, place))


def at(raw: object, path: Path_) -> Any:  # noqa: ANN401 - a parsed file has no types
    for step in path:
        raw = raw[step]  # type: ignore[index]
    return raw


def dotted(path: Path_) -> str:
    return ".".join(map(str, path))


def place_of(path: Path_) -> str:
    """A way with stars for numbers and for keys that are the form's own."""
    steps = ["*" if isinstance(step, int) else step for step in path]
    return ".".join("*" if place == 1 and path[0] in {*OWN_KEYS, "facts"} else step for place, step in enumerate(steps))


def changed(path: Path_, value: object) -> dict[str, Any]:
    """The definition with another value at the end of a way; what does not lie on the way is shared."""
    raw = opened(path)
    at(raw, path[:-1])[path[-1]] = value
    return raw


def opened(path: Path_) -> dict[str, Any]:
    """The definition with copies of all that lies on a way."""
    raw = copy.copy(RAW)
    for length in range(1, len(path)):
        inner = at(raw, path[: length - 1])
        inner[path[length - 1]] = copy.copy(inner[path[length - 1]])
    return raw


KEYS = list(keys(RAW))
LISTS = [path for path in KEYS if isinstance(at(RAW, path), list)]


# ── The form as it stands ───────────────────────────────────────────────────────────────────────────────────────
def test_the_definition_survives_the_writer_of_this_test(folder: Path) -> None:
    assert tomllib.loads(document(RAW)) == read_by_line(document(RAW)) == RAW
    assert refusal(folder, RAW) == ""


def test_comments_line_ends_and_a_byte_order_mark_make_no_difference(folder: Path) -> None:
    plain = load(folder, SOURCE).definition
    assert load(folder, SOURCE.replace("\n", "\r\n")).definition == plain
    assert load(folder, "\ufeff" + SOURCE).definition == plain


# ── Each key taken away ─────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("path", KEYS, ids=dotted)
def test_a_missing_key_is_named(folder: Path, path: Path_) -> None:
    raw = opened(path)
    del at(raw, path[:-1])[path[-1]]
    sentence = refusal(folder, raw)
    if sentence or place_of(path) not in OPTIONAL:
        a_sentence_about(sentence, str(path[-1]))


# ── Each key with a value it can't have ─────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("path", KEYS, ids=dotted)
def test_a_value_of_the_wrong_kind_is_named(folder: Path, path: Path_) -> None:
    right = at(RAW, path)
    for value in KINDS:
        same_list = isinstance(value, list) and isinstance(right, list) and [type(value[0])] == [type(right[0])]
        if same_list or (type(value) is type(right) and not isinstance(right, list | dict)):
            continue
        a_sentence_about(refusal(folder, changed(path, value)), str(path[-1]))


@pytest.mark.parametrize("kind", ODD_KINDS)
def test_a_value_of_a_kind_that_no_form_uses_is_named(folder: Path, kind: str) -> None:
    for path in KEYS:
        a_sentence_about(refusal(folder, changed(path, ODD_KINDS[kind])), str(path[-1]))


@pytest.mark.parametrize("path", LISTS, ids=dotted)
def test_an_empty_list_is_named_where_something_must_stand_in_it(folder: Path, path: Path_) -> None:
    sentence = refusal(folder, changed(path, []))
    if sentence or place_of(path) not in MAY_BE_EMPTY:
        a_sentence_about(sentence, str(path[-1]))


@pytest.mark.parametrize("path", [path for path in LISTS if isinstance(at(RAW, path)[0], str)], ids=dotted)
def test_an_item_of_the_wrong_kind_is_named(folder: Path, path: Path_) -> None:
    a_sentence_about(refusal(folder, changed(path, [*at(RAW, path), 7])), str(path[-1]))


# ── Keys nobody knows ───────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("path", [path for path in tables(RAW) if dotted(path) not in OWN_KEYS], ids=dotted)
def test_an_unknown_key_is_named(folder: Path, path: Path_) -> None:
    a_sentence_about(refusal(folder, changed((*path, "colour"), "red")), "colour")


@pytest.mark.parametrize("table", sorted(OWN_KEYS - {"sections"}))
def test_a_text_where_a_table_belongs_is_named(folder: Path, table: str) -> None:
    a_sentence_about(refusal(folder, changed((table, "colour"), "red")), "colour")


@pytest.mark.parametrize("kind", ["number", "Text", "", 7])
def test_an_unknown_kind_of_fact_is_named(folder: Path, kind: object) -> None:
    a_sentence_about(refusal(folder, {**RAW, "facts": {"urgency": kind}}), "urgency")


# ── Names that lead nowhere ─────────────────────────────────────────────────────────────────────────────────────
NAMES = [
    *(path for path in KEYS if re.fullmatch(r"parts\.\*\.(signatory|questions\.\*\.answer)", place_of(path))),
    *(path for path in KEYS if re.fullmatch(r"editions\.\*\.(sections|rows)", place_of(path))),
    *(
        path
        for path in KEYS
        if re.fullmatch(r"rows\.\*\.statements\.\*\.when\.(kind|facts|section|officer)", place_of(path))
    ),
    *(path for path in KEYS if re.fullmatch(r"key_facts\.\*\.fact|series\.\*\.successor", place_of(path))),
    *(path for path in KEYS if re.fullmatch(r"signatories\.\*\.(brings|outcomes\.unconfirmed)", place_of(path))),
    *(path for path in KEYS if re.fullmatch(r"rows\.\*\.section|nil\.not_enough\.\*\.section", place_of(path))),
    ("personal_data", "rows"),
]


@pytest.mark.parametrize("path", NAMES, ids=dotted)
def test_a_name_that_leads_nowhere_is_named(folder: Path, path: Path_) -> None:
    was = at(RAW, path)
    value = [*was, "nowhere"] if isinstance(was, list) else "nowhere"
    a_sentence_about(refusal(folder, changed(path, value)), str(path[-1]))


def test_the_first_series_must_be_the_registers_own(folder: Path) -> None:
    a_sentence_about(refusal(folder, changed(("series", 0, "register"), "theirs")), "register")


# ── Braces ──────────────────────────────────────────────────────────────────────────────────────────────────────
BRACED = [
    ("heading",),
    *(path for path in KEYS if re.fullmatch(r"series\.\*\.written", place_of(path))),
    *(path for path in KEYS if path[-1] == "text" and "{" in str(at(RAW, path)) and path[0] == "rows"),
]


@pytest.mark.parametrize(
    "slip", ["{nobody}", "{", "}", "{}", "{0}", "{name", "{name.upper}", "{name[0]}", "{number!r}"]
)
@pytest.mark.parametrize("path", BRACED, ids=dotted)
def test_braces_that_print_nothing_are_named(folder: Path, path: Path_, slip: str) -> None:
    a_sentence_about(refusal(folder, changed(path, f"{at(RAW, path)} {slip}")), str(path[-1]))


def test_a_reference_must_print_its_number(folder: Path) -> None:
    a_sentence_about(refusal(folder, changed(("series", 0, "written"), "PCD")), "written")


def test_a_series_without_years_can_print_no_year(folder: Path) -> None:
    raw = copy.deepcopy(RAW)
    del raw["series"][1]["yearly"]
    a_sentence_about(refusal(folder, raw), "written")


def test_a_statement_that_names_no_officer_has_no_name_to_print(folder: Path) -> None:
    path: Path_ = ("rows", "finance", "statements", 0, "text")
    a_sentence_about(refusal(folder, changed(path, "{name} has been consulted.")), "text")


# ── What is readable by itself, and still can't work ────────────────────────────────────────────────────────────
def test_no_fact_of_the_form_takes_the_name_of_another(folder: Path) -> None:
    for name in ("title", "reference", "form", "advice", "total", "drafting_officer"):
        a_sentence_about(refusal(folder, {**RAW, "facts": {name: "text"}}), name)


def test_no_officer_takes_the_name_of_a_fact(folder: Path) -> None:
    raw = copy.deepcopy(RAW)
    raw["officers"]["title"] = {"office": "Title Officer"}
    a_sentence_about(refusal(folder, raw), "title")


@pytest.mark.parametrize("name", ["Urgency", "protective-marking", "needed by"])
def test_a_key_can_be_typed_as_it_is_written(folder: Path, name: str) -> None:
    """Writers' keys are read in small letters with underscores: a key written otherwise could never be given."""
    raw = {**RAW, "facts": {name: "text"}}
    if sentence := refusal(folder, raw):
        a_sentence_about(sentence, name)
        return
    form = load(folder, document(raw))
    text = f"---\ntitle: Example\nform: some-form/2023\n{name}: high\n---\n"
    reading = read_decision("example.md", "example", text.encode(), {"some-form": form})
    assert [finding for finding in reading.findings if finding.rule == "unknown-key"] == []


def test_two_parts_of_one_key_are_named(folder: Path) -> None:
    raw = copy.deepcopy(RAW)
    raw["parts"][1]["key"] = "summary"
    a_sentence_about(refusal(folder, raw), "summary")


def test_a_part_that_is_written_takes_no_name_of_a_section(folder: Path) -> None:
    a_sentence_about(refusal(folder, changed(("parts", 0, "key"), "legal")), "legal")


def test_two_headings_a_writer_could_not_tell_apart_are_named(folder: Path) -> None:
    a_sentence_about(refusal(folder, changed(("sections", "issues"), "legal comments:")), "legal comments:")


@pytest.mark.parametrize("flag", ["sections", "declaration"])
def test_what_two_parts_would_print_is_named(folder: Path, flag: str) -> None:
    a_sentence_about(refusal(folder, changed(("parts", 0, flag), value=True)), flag)


def test_a_signature_that_two_parts_would_print_is_named(folder: Path) -> None:
    a_sentence_about(refusal(folder, changed(("parts", 0, "signatory"), "chief_executive")), "chief_executive")


def test_somebody_must_approve(folder: Path) -> None:
    a_sentence_about(refusal(folder, changed(("signatories", "deputy_mayor", "brings"), "cleared")), "brings")


def test_nobody_clears_what_is_approved(folder: Path) -> None:
    raw = copy.deepcopy(RAW)
    raw["signatories"] = dict(reversed(raw["signatories"].items()))
    a_sentence_about(refusal(folder, raw), "brings")


def test_two_answers_of_a_row_differ(folder: Path) -> None:
    a_sentence_about(refusal(folder, changed(("rows", "finance", "statements", 1, "answer"), "consulted")), "answer")


@pytest.mark.parametrize(("table", "what"), [("signatories", {}), ("editions", {}), ("parts", []), ("series", [])])
def test_an_empty_form_is_refused(folder: Path, table: str, what: object) -> None:
    a_sentence_about(refusal(folder, {**RAW, table: what}), table)


# ── What review looks for ───────────────────────────────────────────────────────────────────────────────────────
WORDS = [
    *(path for path in KEYS if re.fullmatch(r"rows\.\*\.called|superseded\.\*\.also_called", place_of(path))),
    *(("personal_data", key) for key in ("words", "systems")),
    *(("confidential", key) for key in ("called", "exemptions", "markings")),
    ("authority", "others"),
    ("scheme", "called"),
    ("scheme", "paragraphs", 2, "about"),
]


@pytest.mark.parametrize("path", WORDS, ids=dotted)
def test_an_empty_word_would_be_found_everywhere(folder: Path, path: Path_) -> None:
    a_sentence_about(refusal(folder, changed(path, [*at(RAW, path), " "])), str(path[-1]))


@pytest.mark.parametrize("key", ["law", "by"])
def test_a_law_has_a_name(folder: Path, key: str) -> None:
    a_sentence_about(refusal(folder, changed(("superseded", 0, key), "")), key)


def test_a_paragraph_of_the_scheme_stands_there_once(folder: Path) -> None:
    a_sentence_about(refusal(folder, changed(("scheme", "paragraphs", 1, "number"), "1.7")), "number")


@pytest.mark.parametrize("number", ["", "4.", "four", "4.13a", "paragraph 4.13"])
def test_a_paragraph_of_the_scheme_is_written_in_figures(folder: Path, number: str) -> None:
    a_sentence_about(refusal(folder, changed(("scheme", "paragraphs", 1, "number"), number)), "number")


def test_a_form_needs_none_of_it(folder: Path) -> None:
    review = ("personal_data", "confidential", "authority", "scheme", "superseded")
    assert refusal(folder, {key: value for key, value in RAW.items() if key not in review}) == ""


# ── Slips of the pen that no TOML reader takes ──────────────────────────────────────────────────────────────────
SLIPS = {
    "a quotation mark that is never closed": ('name = "Part 1"', 'name = "Part 1'),
    "no quotation marks": ('name = "Part 1"', "name = Part 1"),
    "no equals sign": ('name = "Part 1"', 'name "Part 1"'),
    "no value": ('name = "Part 1"', "name ="),
    "curly quotation marks": ('name = "Part 1"', "name = “Part 1”"),
    "a key twice": ('name = "Part 1"', 'name = "Part 1"\nname = "Part One"'),
    "a table twice": ("[nil]", "[words]\n[nil]"),
    "a bracket of a table that is never closed": ("[nil]", "[nil"),
    "a date that never was": ("records_before = 2025-01-01", "records_before = 2025-02-30"),
    "a backslash": ('name = "Part 1"', 'name = "Part \\1"'),
    "a bracket of a list that is never closed": ('prefixes = ["MOPAC"]', 'prefixes = ["MOPAC"'),
    "a brace that is never closed": ('when = {kind = "advised"}', 'when = {kind = "advised"'),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_of_the_pen_is_a_sentence_with_its_line(folder: Path, slip: str) -> None:
    was, now = SLIPS[slip]
    assert was in SOURCE
    start = SOURCE.index(was)
    text = SOURCE[:start] + now + SOURCE[start + len(was) :]
    with pytest.raises(FormError) as caught:
        load(folder, text)
    sentence = str(caught.value)
    assert sentence.startswith("some-form/form.toml"), sentence
    assert sentence.endswith("."), sentence
    assert "\n" not in sentence, sentence
    named = re.search(r"\bline (\d+)", sentence)
    assert named, sentence
    assert 0 <= int(named[1]) - (SOURCE.count("\n", 0, start) + 1) <= 2, sentence


def test_a_file_that_is_no_text_is_a_sentence(folder: Path) -> None:
    (folder / "form.toml").write_bytes(SOURCE.encode("utf-16"))
    with pytest.raises(FormError, match="UTF-8"):
        load_form(folder)
    (folder / "form.toml").write_bytes(b"")
    with pytest.raises(FormError, match="missing"):
        load_form(folder)


# ── The wording of 2023 ─────────────────────────────────────────────────────────────────────────────────────────
# The fixed wording of the published form PCD 1462, in its order, as extracted from it. Lines that its writer filled in
# are left out; `…` stands for a name, a post or a reference within a line.
GOLDEN = """\
MAYOR OF LONDON OFFICE FOR POLICING AND CRIME
DMPC Decision – …
Title:
Executive Summary:
Recommendation:
The Deputy Mayor for Policing and Crime is recommended to:
Deputy Mayor for Policing and Crime
I confirm I have considered whether or not I have any personal or prejudicial interest in this matter and take the proposed decision in compliance with the Code of Conduct. Any such interests are recorded below.
The above request has my approval.
Signature
Date
PART I - NON-CONFIDENTIAL FACTS AND ADVICE TO THE DMPC
1. Introduction and background
2. Issues for consideration
3. Financial Comments
4. Legal Comments
5. Commercial Issues
6. Public Health Approach
7. GDPR and Data Privacy
8. Equality Comments
9. Background/supporting papers
Public access to information
Information in this form (Part 1) is subject to the Freedom of Information Act 2000 (FOIA) and will be made available on the MOPAC website following approval.
If immediate publication risks compromising the implementation of the decision it can be deferred until a specific date. Deferral periods should be kept to the shortest length strictly necessary.
Part 1 Deferral:
Is the publication of Part 1 of this approval to be deferred?
If yes, for what reason:
Until what date:
Part 2 Confidentiality:
Only the facts or advice considered as likely to be exempt from disclosure under the FOIA should be in the separate Part 2 form, together with the legal rationale for non-publication.
Is there a Part 2 form
ORIGINATING OFFICER DECLARATION
Tick to confirm statement (✓)
Financial Advice:
The Strategic Finance and Resource Management Team has been consulted on this proposal.
Legal Advice:
Legal advice is not required.
Equalities Advice:
Equality and diversity issues are covered in the body of the report.
Public Health Approach
Due diligence has been given to determine whether the programme sits within the Violence Reduction Unit's public approach to reducing violence. This has been reviewed and supported by a senior manager within the VRU.
Commercial Issues
The Contract Management Team has been consulted on the commercial issues within this report. The proposal is in keeping with the GLA Group Responsible Procurement Policy.
GDPR/Data Privacy
GDPR compliance issues are covered in the body of the report
A DPIA is not required.
Drafting Officer
… has drafted this report in accordance with MOPAC procedures.
Director/Head of Service:
The … has reviewed the request and is satisfied it is correct and consistent with the MOPAC's plans and priorities.
Chief Executive Officer
I have been consulted about the proposal and confirm that financial, legal and equalities advice has been taken into account in the preparation of this report. I am satisfied that this is an appropriate request to be submitted to the Deputy Mayor for Policing and Crime.
Signature
Date:
"""
# Where the published form is untidy, and ours says the same in one way everywhere.
TIDIED = {
    "Signature": "Signature:",
    "Date": "Date:",
    "Is there a Part 2 form": "Is there a Part 2 form?",
    "GDPR compliance issues are covered in the body of the report": "GDPR compliance issues are covered in the body of the report.",
}
# What our table has beyond the published one: a heading for each column, and a row with a label for each statement.
ADDED = {"Statement", "GDPR/Data Privacy"}


def fixed_wording(view: FormView) -> Iterator[str]:
    """What a view of a decision without any text prints, but for what its writer or the build would fill in."""
    yield from (view.letterhead, view.heading, view.title_label)
    for part in view.parts:
        yield from _fixed_in(part)


def _fixed_in(part: PartView) -> Iterator[str]:
    yield part.heading
    yield from (str(block.inlines[0]) for block in part.blocks if hasattr(block, "inlines"))
    yield from (f"{section.number}. {section.heading}" for section in part.sections)
    if part.table:
        yield from (part.table.statement_column, part.table.tick_column)
        for row in part.table.rows:
            yield from (row.label, row.statement)
    yield from (question.ask for question in part.questions)
    if part.signature:
        yield from (part.signature.label, part.signature.date_label)


def test_the_wording_of_2023_is_that_of_the_published_form() -> None:
    form = load_form(ROOT / "templates" / "part-1")
    text = "---\nform: part-1/2023\nreference: PCD 1\ndrafting_officer: {name: …}\nhead_of_service: {post: …}\n---\n"
    decision = read_decision("example.md", "example", text.encode(), {"part-1": form}).decision
    assert decision is not None
    filled_in = {"", form.definition.words.interests_unrecorded}
    ours = [
        line.replace("PCD 1", "…") for line in fixed_wording(view_of(decision, Register())) if line not in filled_in
    ]
    ours = [line for line in ours if not line.startswith("Emphasis(")]
    for line in ADDED:
        del ours[len(ours) - 1 - ours[::-1].index(line)]
    published = [TIDIED.get(line, line) for line in GOLDEN.splitlines()]
    assert [line.split() for line in ours] == [line.split() for line in published]


def test_no_form_can_take_the_name_of_a_fact_that_every_decision_has() -> None:
    assert {*Facts.__struct_fields__} - CHOSEN_BY_THE_FORM == RECORDED
