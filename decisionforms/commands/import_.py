"""`import`: published decisions become transcribed records."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from decisionforms.errors import FormError, OperatorError
from decisionforms.files import UnreadableFileError, read_original
from decisionforms.form.form import Form
from decisionforms.legacy.importing import Imported, import_one
from decisionforms.legacy.remarks import NotImportedError
from decisionforms.legacy.report import Outcome, as_json, as_table, as_text
from decisionforms.output_folder import write_source
from decisionforms.project import Project
from decisionforms.sources import find_sources
from decisionforms.terminal import DONE, NOT_ALL, operator_faults_are_sentences, say, use_colour

FEW = 3


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--to",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where the source files go, if not to the decisions.",
)
@click.option("--form", "wanted", help="The form that the files are, if there are several, such as part-1.")
@click.option(
    "--json", "listing", type=click.Path(path_type=Path, dir_okay=False), help="Also write the report to this file."
)
@click.option("-v", "--verbose", is_flag=True, help="Tell of each file what was guessed, however many there are.")
@click.pass_obj
@operator_faults_are_sentences
def import_command(
    project: Project,
    files: tuple[Path, ...],
    folder: Path | None,
    wanted: str | None,
    listing: Path | None,
    verbose: bool,
) -> None:
    """Make source files of published decisions, as text or Word documents.

    Each becomes a transcribed record in the edition of its date. What was guessed is said, and noted in the file.
    """
    form = form_of(project, wanted)
    if listing and listing.exists():
        raise OperatorError(
            f"{project.shown(listing)} is there already, and no file is overwritten: name another with --json."
        )
    importer = Importer(project, form, folder or project.decisions)
    outcomes = list(with_progress(map(importer.take, files), len(files)))
    for outcome in outcomes:
        if verbose or outcome.imported is None or len(files) <= FEW:
            say(as_text(outcome))
    if len(files) > 1:
        say(as_table(outcomes))
    if listing:
        write_source(listing, as_json(outcomes))
    sys.exit(DONE if all(outcome.imported for outcome in outcomes) else NOT_ALL)


def form_of(project: Project, wanted: str | None) -> Form:
    """The form that the files are. Raises OperatorError where that is not said, or it needs mending."""
    forms = project.forms()
    if wanted is None and len(forms) > 1:
        raise OperatorError(f"There are several forms; name one with --form: {', '.join(forms)}.")
    form = forms.get(wanted or next(iter(forms)))
    if form is None:
        raise OperatorError(f"There is no form “{wanted}”; these are known: {', '.join(forms)}.")
    if isinstance(form, FormError):
        raise form
    return form


class Importer:
    """Imports one file after the other into a folder."""

    def __init__(self, project: Project, form: Form, folder: Path) -> None:
        self.project, self.form, self.folder = project, form, folder
        self.there = dict(self._there())

    def _there(self) -> Iterator[tuple[str, str]]:
        """The decisions that the folder has, with their files."""
        forms = {self.form.name: self.form}
        for path in find_sources((self.folder,)) if self.folder.is_dir() else ():
            entry = self.project.read_entry(path, forms)
            yield (entry.slug if entry else path.stem), self.project.shown(path)

    def take(self, file: Path) -> Outcome:
        """What became of one file."""
        try:
            imported = import_one(file.name, read_original(file), self.form)
            return Outcome(file.as_posix(), self._write(imported), imported)
        except (NotImportedError, UnreadableFileError) as fault:
            return Outcome(file.as_posix(), fault=str(fault))

    def _write(self, imported: Imported) -> str:
        """Where the source file was written. Raises NotImportedError where there is one of this decision already."""
        path = self.folder / f"{imported.slug}.md"
        shown = self.project.shown(path)
        held = self.there.get(imported.slug) or (shown if path.exists() else "")
        if held:
            raise NotImportedError(f"{held} holds this decision already, and no file is overwritten: remove that one first, or name another folder with --to.")  # fmt: skip
        write_source(path, imported.text.encode())
        self.there[imported.slug] = shown
        return shown


def with_progress(work: Iterable[Outcome], length: int) -> Iterator[Outcome]:
    """The work, with a progress bar on a terminal where there are several files."""
    if length == 1 or not sys.stderr.isatty():
        yield from work
        return
    with click.progressbar(work, length=length, label="Importing", file=sys.stderr, color=use_colour()) as bar:
        yield from bar
