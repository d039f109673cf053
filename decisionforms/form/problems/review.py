"""What a review compares texts with."""

import re
from collections.abc import Iterator

from decisionforms.form.definition import Definition
from decisionforms.form.problems.texts import twice


def in_review(form: Definition) -> Iterator[str]:
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
    for number in twice(one.number for one in form.scheme.paragraphs):
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
