"""The parts of a form, and that each thing prints once."""

from collections import Counter
from collections.abc import Iterator

from decisionforms.form.definition import Definition
from decisionforms.form.form import ANSWERS, plain
from decisionforms.form.problems.texts import listed, twice


def in_parts(form: Definition) -> Iterator[str]:
    """What prints must lead somewhere, and its headings must differ."""
    allowed = {*ANSWERS, *form.facts}
    for place, part in enumerate(form.parts, 1):
        if part.signatory and part.signatory not in form.signatories:
            yield f"“parts[{place}].signatory” names “{part.signatory}”, which is not under [signatories]; correct the name."
        for question in part.questions:
            if question.answer not in allowed:
                yield f"“parts[{place}].questions.answer” is “{question.answer}”; it must be one of {listed(allowed)}."
    for key in twice(part.key for part in form.parts):
        yield f"two entries of “parts” have the key “{key}”; give one another."
    for key in sorted({part.key for part in form.parts if part.source} & form.sections.keys()):
        yield f"“{key}” is the key of an entry of “parts” and of one under “sections”; give one another."
    headings = [*(part.source for part in form.parts if part.source), *form.sections.values()]
    clashing = twice(plain(heading) for heading in headings)
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
