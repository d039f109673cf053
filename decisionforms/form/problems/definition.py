"""All that must be mended in a definition, each as a sentence that names the key."""

from collections.abc import Iterator

from decisionforms.form.definition import Definition
from decisionforms.form.problems.editions import in_editions
from decisionforms.form.problems.names import in_names
from decisionforms.form.problems.parts import in_parts
from decisionforms.form.problems.review import in_review
from decisionforms.form.problems.rows import in_rows
from decisionforms.form.problems.series import in_series
from decisionforms.form.problems.signatories import in_signatories
from decisionforms.form.problems.texts import slots_of

# Which names in braces the heading holds.
HEADING = {"reference"}
MONTHS = 12


def problems(form: Definition) -> Iterator[str]:
    """Each thing that must be mended before the form can be used; nothing where it holds together."""
    yield from in_names(form)
    yield from in_editions(form)
    yield from in_parts(form)
    yield from in_rows(form)
    yield from in_review(form)
    yield from in_signatories(form)
    yield from in_series(form)
    if slots_of(form.heading) != HEADING:
        yield "“heading” must hold {reference}, and no other name in braces."
    if len(form.words.months) != MONTHS:
        yield "“words.months” must hold the twelve months."
