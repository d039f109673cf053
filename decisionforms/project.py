"""Where a project keeps its decisions, forms and outputs, and reading them from there."""

import contextlib
import os
from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

from decisionforms.decision.decision import Reading, Source
from decisionforms.decision.form_named import Forms
from decisionforms.decision.reader import read_decision, read_naming
from decisionforms.diagnostics import TOP, Diagnostic, Finding, sign
from decisionforms.errors import FormError, OperatorError
from decisionforms.files import UnreadableFileError, read_operator_file, read_source
from decisionforms.form.form import Form
from decisionforms.register import Entry, entry_of
from decisionforms.sources import Paths, find_sources
from decisionforms.text.characters import decode

FROZEN = "{} keeps a text as it was published, and is no paper of its own; name the decision itself."


class Project(Struct, frozen=True):
    """The folders of one project."""

    root: Path

    @property
    def decisions(self) -> Path:
        """The decisions, one markdown file each."""
        return self.root / "decisions"

    @property
    def signed(self) -> Path:
        """The texts as they were signed, by reference and version."""
        return self.decisions / "signed"

    @property
    def revisions(self) -> Path:
        """The texts that were published and are, or were, corrected: by reference and number."""
        return self.decisions / "revisions"

    @property
    def output(self) -> Path:
        """Everything that is made; safe to delete."""
        return self.root / "output"

    @property
    def templates(self) -> Path:
        """The forms, and the public site."""
        return self.root / "templates"

    @property
    def ledger(self) -> Path:
        """What was published when."""
        return self.decisions / "ledger.toml"

    @property
    def reviews(self) -> Path:
        """Which review copies went to whom, and what came back."""
        return self.decisions / "reviews.toml"

    def ledger_text(self) -> str:
        """What stands in the ledger; nothing before the first publication. Raises OperatorError where it can't be read."""
        return read_operator_file(self.ledger) if self.ledger.is_file() else ""

    @property
    def cache(self) -> Path:
        """What earlier runs found out and made; safe to delete."""
        return self.root / ".cache"

    @property
    def ready(self) -> Path:
        """Templates made ready in an earlier run; safe to delete."""
        return self.cache / "templates"

    def forms(self) -> dict[str, Form | FormError]:
        """The forms by name; for one that needs mending, the sentence. Raises OperatorError where there is none."""
        folders = sorted({path.parent for path in self.templates.glob("*/form.*")})
        if not folders:
            raise OperatorError(
                f"There is no form in {self.templates}; run this in the project's folder, or name it with --project."
            )
        return {folder.name: _form(folder) for folder in folders}

    def sources(self, paths: Iterable[Path]) -> Paths:
        """The decisions among these paths; all of the project's where none is given."""
        given = tuple(paths)
        if not given and not self.decisions.is_dir():
            raise OperatorError(
                f"There is no folder {self.decisions}; run this in the project's folder, or name it with --project."
            )
        if not given:
            return find_sources((self.decisions,))
        found = find_sources(given)
        papers = Paths(path for path in found if not self.is_frozen(path))
        if found and not papers:
            raise OperatorError(FROZEN.format(self.shown(next(iter(found)))))
        return papers

    def is_frozen(self, path: Path) -> bool:
        """Whether this file keeps a text as it was published, and is no paper of its own."""
        return path.resolve().is_relative_to(self.revisions.resolve())

    def shown(self, path: Path | str) -> str:
        """A path as messages name it: from the project's folder where it lies in it."""
        given, root = str(path), str(self.root)
        if root == "." and not os.path.isabs(given):  # noqa: PTH117 - this is asked of thousands
            return given.replace(os.sep, "/")
        if not given.startswith(root := f"{root}{os.sep}"):
            given, root = str(Path(path).absolute()), f"{self.root.absolute()}{os.sep}"
        return given.removeprefix(root).replace(os.sep, "/") if given.startswith(root) else Path(path).as_posix()

    def read(self, path: Path, forms: Forms) -> Reading:
        """What came of reading one decision."""
        try:
            return self.read_bytes(path, forms, read_source(path))
        except UnreadableFileError as fault:
            problem, _, remedy = str(fault).partition(". ")
            unreadable = Finding("unreadable-file", TOP, f"{problem}.", remedy)
            return Reading(Source(self.shown(path), ()), None, (unreadable,))

    def read_bytes(self, path: Path, forms: Forms, data: bytes) -> Reading:
        """What came of reading one decision, of whose file these are the bytes."""
        return read_decision(self.shown(path), path.stem, data, forms)

    def lines(self, path: Path) -> tuple[str, ...]:
        """The lines of a decision; none where it can't be read."""
        with contextlib.suppress(UnreadableFileError):
            return tuple(decode(read_source(path))[0].split("\n"))
        return ()

    def text(self, path: Path) -> str:
        """The text of a decision as it stands in its file; empty where it can't be read, or is not whole."""
        with contextlib.suppress(UnreadableFileError, UnicodeDecodeError):
            return read_source(path).decode("utf-8")
        return ""

    def read_text(self, path: Path, forms: Forms, text: str) -> Reading:
        """What would come of reading a decision if this were its text."""
        return self.read_bytes(path, forms, text.encode("utf-8"))

    def read_entry(self, path: Path, forms: Forms) -> Entry | None:
        """The decision as a register holds it; None where not even its facts can be read."""
        with contextlib.suppress(UnreadableFileError):
            return entry_in(path, forms, read_source(path))
        return None


def entry_in(path: Path, forms: Forms, data: bytes) -> Entry | None:
    """How a file with these bytes names itself; None where that can't be read."""
    named = read_naming(path.stem, data, forms)
    return entry_of(*named) if named else None


def _form(folder: Path) -> Form | FormError:
    from decisionforms.form.loading import load_form  # noqa: PLC0415 - an earlier build mostly kept the forms

    try:
        return load_form(folder)
    except FormError as fault:
        return fault


def diagnose(reading: Reading, more: Iterable[Finding] = ()) -> tuple[Diagnostic, ...]:
    """The findings of a reading, and more, as diagnostics."""
    return sign(reading.source.path, reading.source.lines, (*reading.findings, *more))
