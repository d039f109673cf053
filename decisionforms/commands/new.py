"""`new`: start a decision."""

import sys

import click

from decisionforms.drafting import current_edition, draft, file_name_for
from decisionforms.errors import FormError, OperatorError
from decisionforms.form.form import Form
from decisionforms.output_folder import write_source
from decisionforms.project import Project
from decisionforms.terminal import DONE, operator_faults_are_sentences, say, today


@click.command("new")
@click.argument("words", metavar="TITLE", nargs=-1, required=True)
@click.option("--form", "wanted", help="The form and its edition, such as part-1/settlement, if not the usual one.")
@click.pass_obj
@operator_faults_are_sentences
def new_command(project: Project, words: tuple[str, ...], wanted: str | None) -> None:
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
    title = " ".join(" ".join(words).split())
    slug = file_name_for(title)
    path = project.decisions / f"{slug}.md"
    if path.exists():
        raise OperatorError(
            f"There is already a file {project.shown(path)}; choose another title, or go on with that file."
        )
    write_source(path, draft(title, form, edition or current_edition(form, today()), today()).encode("utf-8"))
    say(f"Started {project.shown(path)}. Open it, write under the headings, and run: python build.py")
    sys.exit(DONE)
