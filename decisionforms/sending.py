"""The story of a copy that goes out to a reviewer."""

from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from decisionforms.building.paper import Workshop
from decisionforms.checking import Checker, Purpose, known_names
from decisionforms.errors import OperatorError
from decisionforms.project import Project
from decisionforms.review.copying import Remark, remarks_of, review_copy
from decisionforms.review.envelope import envelope_of
from decisionforms.review.log import Sent
from decisionforms.review.printing import Printed, Printer, printer_for
from decisionforms.settings import read_settings


class Copy(Struct, frozen=True):
    """A review copy that was made, its entry for the log, and whether somebody has signed the paper."""

    data: bytes
    sent: Sent
    is_signed: bool


def send(project: Project, reference: str, to: str, on: date) -> Copy:
    """A review copy of a paper. Raises OperatorError where there is no such paper, or it can't be built."""
    printer = printer_for(project, reference)
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


def _remarks(printer: Printer, on: date, printed: Printed) -> Iterator[Remark]:
    """What `check` says of the paper."""
    workshop: Workshop = printer.workshop
    project = workshop.project
    purpose = Purpose(read_settings(project.root, known_names()), on)
    checked = Checker(project, workshop.forms, workshop.known, purpose, ()).check_alone(
        printer.path, project.read(printer.path, workshop.forms)
    )
    return remarks_of((one.finding for one in checked.diagnostics), printed)
