"""What in a form's definition leads nowhere, clashes or would not print, each as a sentence that names the key."""

import re
import string
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from decisionforms.form.declaration import Confirmed, Fact, Substance
from decisionforms.form.definition import Definition
from decisionforms.form.form import ANSWERS, plain
from decisionforms.values.references import OURS

# Which names in braces a text may hold, by where it stands.
HEADING, WRITTEN, STATEMENT = {"reference"}, {"number", "year", "prefix"}, {"name", "post"}
KEY = re.compile(r"[a-z][a-z0-9_]*")
MONTHS = 12
# Facts every decision can record, and those of them that a page can show on top.
RECORDED = frozenset(
    [
        "form",
        "reference",
        "title",
        "record",
        "directorate",
        "topics",
        "advice",
        "amounts",
        "total",
        "recipients",
        "instrument",
        "original_value",
        "starts",
        "ends",
        "term",
        "scheme_paragraph",
        "extends",
        "replaces",
        "relates_to",
        "appendices",
        "deferral",
        "part_2",
        "outcome",
        "signatures",
        "original_kept",
        "waivers",
    ]
)
SHOWN = frozenset(
    [
        "directorate",
        "topics",
        "amounts",
        "total",
        "recipients",
        "instrument",
        "original_value",
        "starts",
        "ends",
        "term",
        "scheme_paragraph",
        "signed",
    ]
)


def problems(form: Definition) -> Iterator[str]:
    """Each thing that must be mended before the form can be used; nothing where it holds together."""
    yield from _in_names(form)
    yield from _in_editions(form)
    yield from _in_parts(form)
    yield from _in_rows(form)
    yield from _in_review(form)
    yield from _in_signatories(form)
    yield from _in_series(form)
    if slots_of(form.heading) != HEADING:
        yield "“heading” must hold {reference}, and no other name in braces."
    if len(form.words.months) != MONTHS:
        yield "“words.months” must hold the twelve months."


def _in_names(form: Definition) -> Iterator[str]:
    """Keys that a writer types must be typable, and no two may mean different things."""
    tables: dict[str, Mapping[str, object]] = {
        "officers": form.officers,
        "facts": form.facts,
        "rows": form.rows,
        "signatories": form.signatories,
    }
    for table, entries in tables.items():
        for key in entries:
            if not KEY.fullmatch(key):
                yield f"“{table}.{key}” can't be typed by a writer; a key is small letters, digits and underscores."
    for table in ("officers", "facts"):
        for key in sorted(RECORDED & tables[table].keys()):
            yield f"“{table}.{key}” is the name of a fact that every decision has; choose another."
    for key in sorted(form.officers.keys() & form.facts.keys()):
        yield f"“facts.{key}” is also an officer; choose another name."
    for place, fact in enumerate(form.key_facts, 1):
        if fact.fact not in SHOWN | form.facts.keys():
            yield f"“key_facts[{place}].fact” is “{fact.fact}”; it must be one of {_listed(SHOWN | form.facts.keys())}."
    printed = {question.answer for part in form.parts for question in part.questions} | {
        fact.fact for fact in form.key_facts
    }
    for key in sorted(form.facts.keys() - printed):
        yield f"“facts.{key}” is printed nowhere; add a question that has it as its answer, or a key fact."


def _in_editions(form: Definition) -> Iterator[str]:
    if not form.editions:
        yield "“editions” must hold at least one edition."
    for key, edition in form.editions.items():
        for name in ("sections", "rows"):
            named = getattr(edition, name)
            known = getattr(form, name)
            for one in named:
                if one not in known:
                    yield f"“editions.{key}.{name}” names “{one}”, which is not under [{name}]; add it there or correct the name."
            for one in _twice(named):
                yield f"“editions.{key}.{name}” names “{one}” twice; remove one."
        if edition.until and edition.until < edition.since:
            yield f"“editions.{key}.until” is before “since”; correct one of them."


def _in_parts(form: Definition) -> Iterator[str]:
    allowed = {*ANSWERS, *form.facts}
    for place, part in enumerate(form.parts, 1):
        if part.signatory and part.signatory not in form.signatories:
            yield f"“parts[{place}].signatory” names “{part.signatory}”, which is not under [signatories]; correct the name."
        for question in part.questions:
            if question.answer not in allowed:
                yield f"“parts[{place}].questions.answer” is “{question.answer}”; it must be one of {_listed(allowed)}."
    for key in _twice(part.key for part in form.parts):
        yield f"two entries of “parts” have the key “{key}”; give one another."
    for key in sorted({part.key for part in form.parts if part.source} & form.sections.keys()):
        yield f"“{key}” is the key of an entry of “parts” and of one under “sections”; give one another."
    headings = [*(part.source for part in form.parts if part.source), *form.sections.values()]
    clashing = _twice(plain(heading) for heading in headings)
    for heading in (heading for heading in headings if plain(heading) in clashing):
        yield f"another heading of “parts” or “sections” reads like “{heading}”; a writer could not tell them apart."
    yield from _printed_once(form)


def _printed_once(form: Definition) -> Iterator[str]:
    used = {
        "sections": any(edition.sections for edition in form.editions.values()),
        "declaration": any(edition.rows for edition in form.editions.values()),
    }
    for name, needed in used.items():
        count = sum(bool(getattr(part, name)) for part in form.parts)
        if needed and not count:
            yield f"no entry of “parts” has “{name} = true”, so the {name} would not print; add it to one."
        if count > 1:
            yield f"several entries of “parts” have “{name} = true”, so the {name} would print twice; remove it from all but one."
    signing = Counter(part.signatory for part in form.parts if part.signatory)
    for key in form.signatories:
        if signing[key] != 1:
            how = "would not print" if not signing[key] else "would print twice"
            yield f'“signatory = "{key}"” must stand in one entry of “parts”, or that signature {how}.'


def _in_rows(form: Definition) -> Iterator[str]:
    for key, row in form.rows.items():
        if not row.statements:
            yield f"“rows.{key}.statements” is empty; add at least one statement."
        for answer in _twice(row.answers):
            yield f"“rows.{key}.statements” has the answer “{answer}” twice; change one."
        for statement in row.statements:
            yield from _in_condition(key, form, statement.when)
            by_officer = isinstance(statement.when, Confirmed)
            if by_officer == bool(statement.answer):
                yield f"“rows.{key}.statements” must each have an “answer”, unless they are confirmed by an officer."
            if by_officer and len(row.statements) > 1:
                yield f"“rows.{key}.statements” holds more than the one statement that an officer confirms; make a row of each."
            if not slots_of(statement.text) <= (STATEMENT if by_officer else set()):
                yield f"“rows.{key}.statements.text” has a name in braces that it can't print; {{name}} and {{post}} are those of a confirming officer."


def _in_review(form: Definition) -> Iterator[str]:
    """What the review compares must be there, or it would look at nothing and say so to nobody."""
    for key, row in form.rows.items():
        if row.section and row.section not in form.sections:
            yield f"“rows.{key}.section” names “{row.section}”, which is not under [sections]; correct the name."
    for place, one in enumerate(form.nil.not_enough, 1):
        if one.section not in form.sections:
            yield f"“nil.not_enough[{place}].section” names “{one.section}”, which is not under [sections]; correct the name."
    for row_key in form.personal_data.rows:
        if row_key not in form.rows:
            yield f"“personal_data.rows” names “{row_key}”, which is not under [rows]; correct the name."
    yield from _in_scheme(form)
    for name, words in _words_of_review(form):
        if not all(map(str.strip, words)):
            yield f"“{name}” has an entry without a word; fill it in or remove it."


def _in_scheme(form: Definition) -> Iterator[str]:
    if form.scheme is None:
        return
    if not form.scheme.called:
        yield "“scheme.called” is empty, so that no text could be seen to cite it; name at least one phrase."
    for number in _twice(one.number for one in form.scheme.paragraphs):
        yield f"two entries of “scheme.paragraphs” have the number “{number}”; remove one."
    for place, one in enumerate(form.scheme.paragraphs, 1):
        if not re.fullmatch(r"\d+(\.\d+)*", one.number, re.ASCII):
            yield f"“scheme.paragraphs[{place}].number” is “{one.number}”; write figures with stops between them, such as 4.13."


def _words_of_review(form: Definition) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The lists of words that are looked for in texts, each with its key: an empty word would be found everywhere."""
    yield from ((f"rows.{key}.called", row.called) for key, row in form.rows.items())
    yield from ((f"personal_data.{key}", getattr(form.personal_data, key)) for key in ("words", "systems"))
    yield from (
        (f"confidential.{key}", getattr(form.confidential, key)) for key in ("called", "exemptions", "markings")
    )
    yield "authority.others", form.authority.others
    if form.scheme:
        yield "scheme.called", form.scheme.called
        yield from ((f"scheme.paragraphs[{n}].about", one.about) for n, one in enumerate(form.scheme.paragraphs, 1))
    for place, law in enumerate(form.superseded, 1):
        yield f"superseded[{place}].law", (law.law,)
        yield f"superseded[{place}].by", (law.by,)
        yield f"superseded[{place}].also_called", law.also_called


def _in_condition(key: str, form: Definition, when: object) -> Iterator[str]:
    if isinstance(when, Substance) and when.section not in form.sections:
        yield f"“rows.{key}.statements.when.section” names “{when.section}”, which is not under [sections]; correct the name."
    if isinstance(when, Confirmed) and when.officer not in form.officers:
        yield f"“rows.{key}.statements.when.officer” names “{when.officer}”, which is not under [officers]; correct the name."
    if isinstance(when, Fact) and not when.facts:
        yield f"“rows.{key}.statements.when.facts” is empty, so the tick would stand on nothing; name at least one fact."


def _in_signatories(form: Definition) -> Iterator[str]:
    if not form.signatories:
        yield "“signatories” must hold at least one signatory."
    brought = [signatory.brings for signatory in form.signatories.values()]
    for key, brings in zip(form.signatories, brought, strict=True):
        last = key == list(form.signatories)[-1]
        if (brings == "approved") != last:
            yield f"“signatories.{key}.brings” is “{brings}”; the last to sign brings “approved”, and only the last."


def _in_series(form: Definition) -> Iterator[str]:
    names = {series.name for series in form.series}
    if not form.series or form.series[0].register != OURS:
        yield f"the first entry of “series” must be the register's own, with register = “{OURS}”."
    for place, series in enumerate(form.series, 1):
        prefixes = (*series.prefixes, *series.mistaken_prefixes)
        if not series.prefixes or not all(prefix.strip() for prefix in prefixes):
            yield f"“series[{place}].prefixes” must hold at least one prefix, and none may be empty."
        if series.successor and series.successor not in names:
            yield f"“series[{place}].successor” names “{series.successor}”, which is no series; correct the name."
        wanted = {"number", "year"} if series.yearly else {"number"}
        if "year" in slots_of(series.written) - wanted:
            yield f"“series[{place}].written” holds {{year}}; add “yearly = true” there, or take it out."
        if not wanted <= slots_of(series.written) <= wanted | {"prefix"}:
            yield f"“series[{place}].written” must hold {' and '.join('{' + name + '}' for name in sorted(wanted))}, and no other name in braces but {{prefix}}."
    for name in _twice(series.name for series in form.series):
        yield f"two entries of “series” have the name “{name}”; give one another."
    for prefix in _twice(
        prefix.upper() for series in form.series for prefix in (*series.prefixes, *series.mistaken_prefixes)
    ):
        yield f"“series.prefixes” has “{prefix}” in two places; a reference must belong to one series."


def slots_of(text: str) -> set[str]:
    """The names in braces in a text; an unreadable brace counts as a name nobody knows. A number may say its length: {number:03}."""
    try:
        parsed = [
            (name, spec or "", conversion)
            for _, name, spec, conversion in string.Formatter().parse(text)
            if name is not None
        ]
    except ValueError:
        return {"{"}
    return {
        name if not conversion and (not spec or (name == "number" and re.fullmatch(r"0[1-9]", spec))) else "{"
        for name, spec, conversion in parsed
    }


def _twice(names: Iterable[str]) -> list[str]:
    return [name for name, count in Counter(names).items() if count > 1]


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))
