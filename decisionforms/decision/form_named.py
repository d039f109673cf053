"""The form and edition that a decision names."""

from collections.abc import Mapping
from typing import TypeAlias

from decisionforms.decision.records import is_empty
from decisionforms.diagnostics import Finding
from decisionforms.errors import FormError
from decisionforms.form.definition import Edition
from decisionforms.form.form import Form
from decisionforms.text import fields
from decisionforms.text.fields import Scalar

# The forms by name; for one that needs mending, the sentence that says so.
Forms: TypeAlias = Mapping[str, Form | FormError]


def form_named(facts: fields.Mapping, forms: Forms) -> tuple[Form, Edition] | Finding:
    """The form and edition named among these facts, or what keeps them from being known."""
    entry = facts.entry("form")
    if entry is None or not isinstance(entry.value, Scalar) or is_empty(entry.value):
        remedy = f"{'Write' if entry else 'Above this line write'} {_choices(forms)}"
        return Finding("missing-fact", facts.place_of("form"), "It is not said which form this is.", remedy)
    written, span = entry.value.text.strip(), entry.value.span
    name, _, edition = written.partition("/")
    form = forms.get(name)
    if isinstance(form, FormError):
        problem = f"The form {name} can't be used at the moment: {form}"
        return Finding("broken-form", span, problem, "Tell whoever looks after the form.")
    if form is None or edition not in form.definition.editions:
        return Finding("unknown-form", span, f"There is no form “{written}”.", f"Write {_choices(forms)}")
    return form, form.definition.editions[edition]


def _choices(forms: Forms) -> str:
    """What can be written, for the middle of a sentence."""
    known = [
        f"{name}/{one}" for name, form in forms.items() if isinstance(form, Form) for one in form.definition.editions
    ]
    return f"“form: ” and one of: {', '.join(known)}."
