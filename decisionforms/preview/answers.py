"""What is answered to each request. An address is compared with the few that there are, and never becomes a path."""

from http import HTTPStatus
from pathlib import Path
from urllib.parse import quote, unquote

from msgspec import Struct

from decisionforms.errors import FormError, OperatorError
from decisionforms.preview.desk import Desk
from decisionforms.preview.pages import LOADED, PreviewPages
from decisionforms.preview.sheet import Sheet

HTML, TEXT = "text/html; charset=utf-8", "text/plain; charset=utf-8"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
KINDS = {"docx": WORD, "pdf": "application/pdf"}
INDEX, FORM = "index.html", "form.html"
CLOSED = "default-src 'none'; base-uri 'none'; form-action 'none'"
# The pages run one script, and show forms; a form runs nothing, and is shown within a page of the same server alone.
POLICY = f"{CLOSED}; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src 'self'; img-src data:; frame-ancestors 'none'"
FORM_POLICY = f"{CLOSED}; style-src 'unsafe-inline'; img-src data:; font-src data:; frame-ancestors 'self'"


class Answer(Struct, frozen=True):
    """An answer: its status, kind and body, under which policy it is shown, and where else to go."""

    status: HTTPStatus
    body: bytes = b""
    kind: str = TEXT
    policy: str = POLICY
    location: str = ""


NOT_THERE = Answer(HTTPStatus.NOT_FOUND, b"There is nothing at this address.\n")


class Answers:
    """Answers from what lies on a desk, in the layouts of a folder, which are read again when they were changed."""

    def __init__(self, desk: Desk, folder: Path, command: str) -> None:
        self._desk, self._folder, self._command = desk, folder, command
        self._pages = PreviewPages(folder, command)
        self._old = False

    def renew(self) -> None:
        """Read the layouts again before the next answer."""
        self._old = True

    def to(self, target: str) -> Answer:
        """The answer to a request for this address, as it stands in the request."""
        names = [unquote(name) for name in target.partition("?")[0].split("/")]
        try:
            self._read_again()
            return self._found(names)
        except OperatorError as fault:
            return self._trouble(fault)

    def _found(self, names: list[str]) -> Answer:
        match names:
            case ["", ""]:
                return _page(self._pages.list(self._desk.list()))
            case ["", name] if name in LOADED:
                return Answer(HTTPStatus.OK, self._pages.loaded[name], f"{LOADED[name]}; charset=utf-8")
            case ["", name] | ["", name, "index.html"]:
                there = self._desk.find(name)
                return Answer(HTTPStatus.FOUND, location=f"/{quote(name, safe='')}/") if there else NOT_THERE
            case ["", name, file]:
                sheet = self._desk.find(name)
                return self._of_paper(sheet, name, file) if sheet else NOT_THERE
        return NOT_THERE

    def _of_paper(self, sheet: Sheet, name: str, file: str) -> Answer:
        """The page of a paper, its form, or one of its documents."""
        if not file:
            return _page(self._pages.paper(sheet))
        if file == FORM and sheet.form:
            return Answer(HTTPStatus.OK, sheet.form.page, HTML, FORM_POLICY)
        document = self._desk.document(name, file)
        return Answer(HTTPStatus.OK, document, KINDS[file.rpartition(".")[2]]) if document else NOT_THERE

    def _read_again(self) -> None:
        if self._old:
            self._pages = PreviewPages(self._folder, self._command)
            self._old = False

    def _trouble(self, fault: OperatorError) -> Answer:
        """What the operator or the form's keeper has to mend, in plain text where no layout can say it."""
        try:
            return Answer(HTTPStatus.INTERNAL_SERVER_ERROR, self._pages.trouble(str(fault)), HTML)
        except FormError:
            return Answer(HTTPStatus.INTERNAL_SERVER_ERROR, str(fault).encode())


def _page(body: bytes) -> Answer:
    return Answer(HTTPStatus.OK, body, HTML)
