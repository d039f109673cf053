"""`new`: start a decision."""

import sys

import click

from decisionforms.drafting import current_edition, draft
from decisionforms.errors import FormError, OperatorError
from decisionforms.files import write_source
from decisionforms.form.form import Form
from decisionforms.project import Project
from decisionforms.terminal import DONE, operator_faults_are_sentences, say, today
from decisionforms.values.references import slug_of


@click.command("new")
@click.argument("title")
@click.option("--form", "wanted", help="The form and its edition, such as part-1/settlement, if not the usual one.")
@click.pass_obj
@operator_faults_are_sentences
def new_command(project: Project, title: str, wanted: str | None) -> None:
    """Start a decision with this TITLE: a draft that can be built at once.

    Put the title in quotes: new "Extension of the night service".
    """
    forms = project.forms()
    if wanted is None and len(forms) > 1:
        raise OperatorError(f"There are several forms; name one with --form: {', '.join(forms)}.")
    name, _, edition = (wanted or next(iter(forms))).partition("/")
    form = forms.get(name)
    if isinstance(form, FormError):
        raise form
    if form is None or (edition and edition not in form.definition.editions):
        known = [
            f"{each}/{one}"
            for each, form in forms.items()
            if isinstance(form, Form)
            for one in form.definition.editions
        ]
        raise OperatorError(f"There is no form “{wanted}”; these are known: {', '.join(known)}.")
    slug = slug_of(title)
    path = project.decisions / f"{slug}.md"
    if not slug:
        raise OperatorError("The title needs at least one letter or digit, since the file is named after it.")
    if path.exists():
        raise OperatorError(
            f"There is already a file {project.shown(path)}; choose another title, or go on with that file."
        )
    write_source(path, draft(" ".join(title.split()), form, edition or current_edition(form, today()), today()))
    say(f"Started {project.shown(path)}. Open it, write under the headings, and run: python build.py")
    sys.exit(DONE)
