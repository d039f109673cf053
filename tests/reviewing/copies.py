"""Papers, and the review copies that are printed of them."""

from datetime import date
from pathlib import Path

from decisionforms.building.base import base_in
from decisionforms.building.paper import open_workshop
from decisionforms.gathering import gather
from decisionforms.project import Project
from decisionforms.review.copying import Remark, review_copy
from decisionforms.review.envelope import envelope_of
from decisionforms.review.printing import Printer
from decisionforms.review.reading import paragraphs_of
from decisionforms.review.taking_back import TakenBack, take_back
from decisionforms.reviewing import open_copy

ROOT = Path(__file__).parent.parent.parent
PAPERS = [*sorted((ROOT / "tests/corpus").glob("*.md")), ROOT / "decisions/pcd-1462.md"]
PAPER = ROOT / "tests/reviewing/paper.md"


def printer(path: Path) -> Printer:
    """What prints the sources of the paper in this file."""
    project = Project(ROOT)
    forms = project.forms()
    return Printer(open_workshop(project, forms, gather(project, (path,), forms), base_in(project)), path)


def copy_of(text: str, prints: Printer) -> bytes:
    """The review copy of this source."""
    printed = prints.print(text)
    assert printed
    return printed.document


def sent_copy(text: str, prints: Printer, *remarks: str) -> bytes:
    """The review copy as it is sent: tracking what is done to it, with its source in it, and these remarks."""
    printed, source = prints.print(text), text.encode()
    assert printed
    envelope = envelope_of(prints.path.stem, "Example Lawyer", date(2026, 11, 20), source)
    return review_copy(printed, source, envelope, [Remark("", remark) for remark in remarks])


def taken_back(text: str, data: bytes, prints: Printer) -> TakenBack:
    """What becomes of this source when such a file comes back."""
    printed = prints.print(text)
    assert printed
    return take_back(printed, paragraphs_of(open_copy("copy.docx", data), printed.labels), prints)
