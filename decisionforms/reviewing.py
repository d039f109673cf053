"""The story of a review: copies come back, and what was done to them becomes one text."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct

from decisionforms import git
from decisionforms.errors import OperatorError
from decisionforms.files import LARGEST_SOURCE, read_given
from decisionforms.project import Project
from decisionforms.render.package import BrokenPackageError
from decisionforms.review.changes import Change, authors_of, changes_of
from decisionforms.review.comments import Comment, comments_of
from decisionforms.review.copying import CHECK
from decisionforms.review.envelope import Envelope, read_envelope, sources_in
from decisionforms.review.log import Returned, Sent
from decisionforms.review.margins import margin_changes
from decisionforms.review.merging import Conflict, merge
from decisionforms.review.printing import printer_for
from decisionforms.review.proposals import Proposal, proposals_of
from decisionforms.review.reading import paragraphs_of
from decisionforms.review.taking_back import take_back
from decisionforms.text.frontmatter import down_to_body
from decisionforms.word.opening import LARGEST, ActiveFileError, WordFile, open_word_file


class RefusedFileError(OperatorError):
    """A file that can't be taken in; its text says why, and what to do."""


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
    printer = printer_for(project, envelope.slug)
    base = _base(project, printer.path, file, envelope, path.name)
    printed = printer.print(base)
    if printed is None:
        raise RefusedFileError(f"{path.name} was made of a text that can't be built any more; compare it by hand.")
    shown = paragraphs_of(file, printed.labels)
    taken = take_back(printed, shown, printer)
    if down_to_body(taken.text.encode()) != down_to_body(base.encode()):
        raise RefusedFileError(f"{path.name} would change the facts of the paper; compare it by hand.")
    changes = [*changes_of(taken, printed, shown, file), *margin_changes(printed.file, file)]
    comments = [one for one in comments_of(file) if one.author != CHECK or one.replies]
    proposals = proposals_of(printed.decision, envelope, changes, comments)
    places = {name: f"{leaf.place} (line {leaf.first})" for name, leaf in printed.leaves.items()}
    return Review(path.name, printer.path, envelope, base, taken.text, changes, comments, proposals, places)


def returned(review: Review, combined: Sequence[Combined], on: date, *, applied: bool) -> Returned:
    """The entry for the log: how much came back on this day, by whom, and how much of it is left to a person."""
    left_out = sum(file == review.file for one in combined for file, _ in one.conflicts)
    envelope = review.envelope
    return Returned(
        paper=envelope.slug,
        to=envelope.to,
        sent=envelope.on,
        digest=envelope.digest,
        on=on,
        by=sorted({*authors_of(review.changes), *(one.author for one in review.comments if one.author)}),
        changes=len(review.changes),
        untaken=left_out + sum(bool(change.why) for change in review.changes),
        open=sum(not comment.resolved for comment in review.comments),
        applied=applied,
    )


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
        if text != project.text(path) and printer_for(project, str(path)).print(text) is None:
            raise OperatorError(
                f"{project.shown(path)} could not be built with all of these in it, so nothing was written; take them in one at a time."
            )
        yield Combined(path, text, tuple(conflicts))


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
