"""Where a project keeps its decisions, forms and outputs, and reading them from there."""

import contextlib
import os
import re
from collections.abc import Iterable, Iterator
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
from decisionforms.sources import Paths, find_sources, is_an_editors, is_source
from decisionforms.text.characters import decode
from decisionforms.values.unreadable import UnreadableValueError

NOT_NAMED = "The name of a decision's file ends in .md."
NOT_HERE = "Papers are read from the folder “decisions” itself, and from no folder within it: move it up there."


class NotRead(Struct, frozen=True):
    """A file that is passed over: its path among the decisions, and why, with what to do."""

    path: str
    why: str

    def __str__(self) -> str:
        return f"Not read: decisions/{self.path}. {self.why}"


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

    def signed_text(self, slug: str, version: str) -> str:
        """The text that was signed as this version; empty where it is not kept."""
        kept = self.signed / kept_name(slug, version)
        if not VERSION.fullmatch(version) or kept.is_symlink() or not kept.is_file():
            return ""
        with contextlib.suppress(UnreadableFileError):
            return decode(read_source(kept))[0]
        return ""

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
        papers = Paths(path for path in found if not self._is_frozen(path))
        if found and not papers:
            raise OperatorError(FROZEN.format(self.shown(next(iter(found)))))
        return papers

    def not_read(self) -> tuple["NotRead", ...]:
        """The files among the decisions that are no papers, though their writers may take them for some."""
        beside = (name for name in self._beside() if not is_an_editors(name) and (self.decisions / name).is_file())
        within = (
            path for folder in self.folders_within() for path in sorted(folder.rglob("*.md")) if is_source(path.name)
        )
        return (
            *(NotRead(name, NOT_NAMED) for name in beside),
            *(NotRead(path.relative_to(self.decisions).as_posix(), NOT_HERE) for path in within),
        )

    def folders_within(self) -> tuple[Path, ...]:
        """The folders among the decisions that are their writers' own."""
        own = (self.decisions / name for name in self._beside() if not name.startswith("."))
        return tuple(path for path in own if path not in {self.signed, self.revisions} and path.is_dir())

    def _beside(self) -> list[str]:
        """The names of what lies among the decisions and is not called as a paper is."""
        there = os.listdir(self.decisions) if self.decisions.is_dir() else []  # noqa: PTH208 - a third of the time, and there are thousands
        return sorted(name for name in {*there} - {self.ledger.name, self.reviews.name} if not is_source(name))

    def frozen_texts(self) -> Paths:
        """The texts of published decisions that were kept when they were to be corrected; they are no papers of their own."""
        return find_sources((self.revisions,)) if self.revisions.is_dir() else Paths()

    def _is_frozen(self, path: Path) -> bool:
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

    def find(self, reference: str, forms: Forms) -> tuple[Path, Reading]:
        """The decision of this reference, file name or path. Raises OperatorError where there is none, or several."""
        found = list(self._matching(reference, forms))
        if len(found) == 1:
            return found[0]
        if found:
            raise OperatorError(
                f"“{reference}” fits {', '.join(self.shown(path) for path, _ in found)}; name one of these files."
            )
        raise OperatorError(
            f"No decision is called “{reference}”; give its reference, such as PCD-1462, or its file, such as decisions/pcd-1462.md."
        )

    def _matching(self, reference: str, forms: Forms) -> Iterator[tuple[Path, Reading]]:
        named = Path(reference)
        if named.suffix == ".md" and named.is_file():
            if self._is_frozen(named):
                raise OperatorError(FROZEN.format(self.shown(named)))
            yield named, self.read(named, forms)
            return
        slug = slug_of_any(reference, forms)
        for path in self.sources(()):
            entry = self.read_entry(path, forms)
            if slug in {path.stem, entry.slug if entry else ""}:
                yield path, self.read(path, forms)


# The form of a version; nothing else is looked for on the disk.
VERSION = re.compile(r"[0-9a-f]{8}")
FROZEN = "{} keeps a text as it was published, and is no paper of its own; name the decision itself."


def entry_in(path: Path, forms: Forms, data: bytes) -> Entry | None:
    """How a file with these bytes names itself; None where that can't be read."""
    named = read_naming(path.stem, data, forms)
    return entry_of(*named) if named else None


def kept_name(slug: str, version: str) -> str:
    """The name of the file under which a signed text is kept."""
    return f"{slug}.{version}.md"


def frozen_name(slug: str, number: int) -> str:
    """The name of the file under which a published text is kept; `number` is 1 for what was published first."""
    return f"{slug}.r{number}.md"


def _form(folder: Path) -> Form | FormError:
    from decisionforms.form.loading import load_form  # noqa: PLC0415 - an earlier build mostly kept the forms

    try:
        return load_form(folder)
    except FormError as fault:
        return fault


def slug_of_any(reference: str, forms: Forms) -> str:
    """The slug of a reference in whatever dress; of a name, the name itself."""
    for form in forms.values():
        if isinstance(form, FormError):
            continue
        own = form.definition.series[0].prefixes[0]
        for dress in (reference, reference.replace("-", " ").replace("_", " "), f"{own} {reference}"):
            with contextlib.suppress(UnreadableValueError):
                return form.grammar.read(dress).slug
    return reference.lower()


def diagnose(reading: Reading, more: Iterable[Finding] = ()) -> tuple[Diagnostic, ...]:
    """The findings of a reading, and more, as diagnostics."""
    return sign(reading.source.path, reading.source.lines, (*reading.findings, *more))
