"""The story of a review: copies go out, come back, and what was done to them becomes one text."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct

from decisionforms import git
from decisionforms.building.base import base_in
from decisionforms.building.paper import Workshop, open_workshop
from decisionforms.checking import Checker, Purpose, known_names
from decisionforms.errors import OperatorError
from decisionforms.files import LARGEST_SOURCE, read_given
from decisionforms.gathering import gather
from decisionforms.project import Project
from decisionforms.render.package import BrokenPackageError
from decisionforms.review.changes import Change, changes_of
from decisionforms.review.comments import Comment, comments_of
from decisionforms.review.copying import CHECK, Remark, remarks_of, review_copy
from decisionforms.review.envelope import Envelope, envelope_of, read_envelope, sources_in
from decisionforms.review.log import Sent
from decisionforms.review.merging import Conflict, merge
from decisionforms.review.printing import Printed, Printer
from decisionforms.review.proposals import Proposal, proposals_of
from decisionforms.review.shown import paragraphs_of
from decisionforms.review.taking_back import take_back
from decisionforms.settings import read_settings
from decisionforms.text.frontmatter import down_to_body
from decisionforms.word.opening import LARGEST, ActiveFileError, WordFile, open_word_file


class RefusedFileError(OperatorError):
    """A file that can't be taken in; its text says why, and what to do."""


class Copy(Struct, frozen=True):
    """A review copy that was made, its entry for the log, and whether somebody has signed the paper."""

    data: bytes
    sent: Sent
    is_signed: bool


class Review(Struct, frozen=True):
    """What came back in one file: the source that was sent, the one its reviewer left, and what a person should know.

    `places` tells where each paragraph stands, by its name.
    """

    file: str
    path: Path
    envelope: Envelope
    base: str
    text: str
    changes: Sequence[Change]
    comments: Sequence[Comment]
    proposals: Sequence[Proposal]
    places: Mapping[str, str]


class Combined(Struct, frozen=True):
    """The text of a paper with all reviews in it, and where two of them, or one and the author, say different things."""

    path: Path
    text: str
    conflicts: Sequence[tuple[str, Conflict]]


def send(project: Project, reference: str, to: str, on: date) -> Copy:
    """A review copy of a paper. Raises OperatorError where there is no such paper, or it can't be built."""
    printer = _printer(project, reference)
    text, shown = project.text(printer.path), project.shown(printer.path)
    printed = printer.print(text)
    if printed is None:
        raise OperatorError(
            f"{shown} can't be built as it is, so there is no copy of it. Run: python build.py check {shown}"
        )
    source = text.encode("utf-8")
    envelope = envelope_of(printed.decision.slug, to, on, source)
    data = review_copy(printed, source, envelope, list(_remarks(printer, on, printed)))
    return Copy(data, Sent(envelope.slug, to, on, envelope.digest), bool(printed.decision.signed))


def take_in(project: Project, path: Path, sent: Iterable[Sent]) -> Review:
    """What came back in this file. Raises OperatorError for one that can't be taken in, or was never `sent`."""
    file = open_copy(path.name, read_given(path, LARGEST))
    envelope = read_envelope(file)
    if envelope is None:
        raise RefusedFileError(
            f"{path.name} is no review copy, or has lost what says of which paper it is one; compare it by hand."
        )
    if Sent(envelope.slug, envelope.to, envelope.on, envelope.digest) not in sent:
        raise RefusedFileError(
            f"{path.name} says that it is a copy of {envelope.slug}, but {project.shown(project.reviews)} knows of no such copy. If it was made in another folder of this project, bring that file here first; otherwise compare it by hand."
        )
    printer = _printer(project, envelope.slug)
    base = _base(project, printer.path, file, envelope, path.name)
    printed = printer.print(base)
    if printed is None:
        raise RefusedFileError(f"{path.name} was made of a text that can't be built any more; compare it by hand.")
    shown = paragraphs_of(file, printed.labels)
    taken = take_back(printed, shown, printer)
    if down_to_body(taken.text.encode()) != down_to_body(base.encode()):
        raise RefusedFileError(f"{path.name} would change the facts of the paper; compare it by hand.")
    changes = changes_of(taken, printed, shown, file)
    comments = [one for one in comments_of(file) if one.author != CHECK or one.replies]
    proposals = proposals_of(printed.decision, envelope, changes, comments)
    places = {name: f"{leaf.place} (line {leaf.first})" for name, leaf in printed.leaves.items()}
    return Review(path.name, printer.path, envelope, base, taken.text, changes, comments, proposals, places)


def open_copy(name: str, data: bytes) -> WordFile:
    """The file. Raises RefusedFileError for what is no Word document, or could do more than be read."""
    try:
        return open_word_file(data)
    except BrokenPackageError as fault:
        without = " without that" if isinstance(fault, ActiveFileError) else ""
        raise RefusedFileError(
            f"{name} can't be taken in: {fault}. Ask for the Word document again{without}."
        ) from None


def combine(project: Project, reviews: Sequence[Review]) -> Iterator[Combined]:
    """Of each paper its text with all reviews of it, in the order of their files; where they disagree, as it is now.

    Raises OperatorError where the whole could not be built.
    """
    for path in dict.fromkeys(review.path for review in reviews):
        text, conflicts = project.text(path), []
        for review in (one for one in reviews if one.path == path):
            merged = merge(review.base, text, review.text)
            text = merged.text
            conflicts += [(review.file, conflict) for conflict in merged.conflicts]
        if text != project.text(path) and _printer(project, str(path)).print(text) is None:
            raise OperatorError(
                f"{project.shown(path)} could not be built with all of these in it, so nothing was written; take them in one at a time."
            )
        yield Combined(path, text, tuple(conflicts))


def _printer(project: Project, reference: str) -> Printer:
    forms = project.forms()
    path, _ = project.find(reference, forms)
    return Printer(open_workshop(project, forms, gather(project, (path,), forms), base_in(project)), path)


def _remarks(printer: Printer, on: date, printed: Printed) -> Iterator[Remark]:
    """What `check` says of the paper."""
    workshop: Workshop = printer.workshop
    project = workshop.project
    purpose = Purpose(read_settings(project.root, known_names()), on)
    checked = Checker(project, workshop.forms, workshop.known, purpose, ()).check_alone(
        printer.path, project.read(printer.path, workshop.forms)
    )
    return remarks_of((one.finding for one in checked.diagnostics), printed)


def _base(project: Project, path: Path, file: WordFile, envelope: Envelope, name: str) -> str:
    """The source that was sent: from the copy itself, else from the paper as it is, else as git keeps it."""
    for source in _sources(project, path, file, envelope):
        if envelope.is_of(source):
            return source.decode("utf-8")
    raise RefusedFileError(
        f"{name} has lost the text that it was made of, and git does not know it either; compare it by hand."
    )


def _sources(project: Project, path: Path, file: WordFile, envelope: Envelope) -> Iterator[bytes]:
    """What may be the source that was sent."""
    yield from sources_in(file)
    yield project.text(path).encode("utf-8")
    yield git.kept_text(project.root, envelope.blob, LARGEST_SOURCE) or b""
