"""Which copies went to whom, and what came back: a file beside the papers that only grows."""

from collections.abc import Iterable, Sequence
from datetime import date

import msgspec
from msgspec import Struct

from decisionforms import growing
from decisionforms.errors import OperatorError
from decisionforms.files import read_operator_file
from decisionforms.output_folder import write_source
from decisionforms.project import Project

FILE = "reviews.toml"
OPENING = """\
# Which review copies went to whom, and what came back of them. “review” only ever adds to the end of this file;
# commit it with the papers.
"""


class Sent(Struct, frozen=True, forbid_unknown_fields=True):
    """That a copy of a paper was made for somebody on a day; `digest` is that of the source it was made from."""

    paper: str
    to: str
    on: date
    digest: str


class Returned(Struct, frozen=True, forbid_unknown_fields=True):
    """That a copy came back: by whom it was changed, how much, and how many comments in it are open."""

    paper: str
    to: str
    sent: date
    digest: str
    on: date
    by: Sequence[str]
    changes: int
    untaken: int
    open: int
    applied: bool


class Log(Struct, frozen=True, forbid_unknown_fields=True):
    """Everything in the order in which it was written."""

    sent: Sequence[Sent] = ()
    returned: Sequence[Returned] = ()


def read_log(text: str) -> Log:
    """The log. Raises OperatorError with what to mend."""
    try:
        return msgspec.toml.decode(text, type=Log)
    except (msgspec.DecodeError, msgspec.ValidationError, RecursionError) as fault:
        raise OperatorError(f"The file {FILE} can't be read: {fault}. Mend that entry.") from None


def log_of(project: Project) -> Log:
    """The log of a project. Raises OperatorError where it can't be read."""
    return read_log(_text(project))


def note(project: Project, *entries: Sent | Returned) -> None:
    """Add to the log of a project what does not stand there yet. Raises OperatorError where it can't be read."""
    text = _text(project)
    log = read_log(text)
    new = [entry for entry in entries if entry not in (*log.sent, *log.returned)]
    if new:
        write_source(project.reviews, added_to(text, new).encode("utf-8"))


def _text(project: Project) -> str:
    return read_operator_file(project.reviews) if project.reviews.is_file() else ""


def added_to(text: str, entries: Iterable[Sent | Returned]) -> str:
    """The text of the log with these entries at its end; everything that stands there stays as it is."""
    tables = (("sent" if isinstance(entry, Sent) else "returned", entry) for entry in entries)
    return growing.added_to(text, OPENING, tables)
