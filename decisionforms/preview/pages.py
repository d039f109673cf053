"""The pages of the preview, from the layouts in `templates/preview`."""

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import quote

from decisionforms.diagnostics import Severity
from decisionforms.files import read_operator_file
from decisionforms.preview.desk import Listed
from decisionforms.preview.notes import notes_of
from decisionforms.preview.sheet import Sheet
from decisionforms.render.sandbox import compile_layouts, render_layout
from decisionforms.report.text import summary

LAYOUTS = ("frame.html", "list.html", "paper.html", "trouble.html")
# What the pages load, with its kind.
ERROR = Severity.ERROR.word
# Of more findings than these, errors are shown first, and the rest when it is asked for.
MANY = 30
SCRIPTS = ("preview.js", "sheet.js", "findings.js", "morph.js")
LOADED = {"preview.css": "text/css", **dict.fromkeys(SCRIPTS, "text/javascript")}


class PreviewPages:
    """Makes the pages with one folder of layouts, read and compiled once. Raises FormError where one can't be used."""

    def __init__(self, folder: Path) -> None:
        self._place = folder.name
        self._layouts = compile_layouts(folder.name, {name: read_operator_file(folder / name) for name in LAYOUTS})
        self.loaded: Mapping[str, bytes] = {name: read_operator_file(folder / name).encode() for name in LOADED}

    def list(self, listed: Listed) -> bytes:
        """The page of all papers."""
        return self._render("list.html", listed=listed, quote=quote)

    def paper(self, sheet: Sheet) -> bytes:
        """The page of one paper."""
        notes, found = notes_of(sheet), summary(sheet.checked.diagnostics)
        return self._render(
            "paper.html",
            sheet=sheet,
            notes=notes,
            found=found,
            said=_said(sheet, found),
            counts=_counts(note.severity for note in notes if not (sheet.old and note.severity == ERROR)),
            first=ERROR
            if len(notes) > MANY and not sheet.old and any(one.severity == ERROR for one in notes)
            else "all",
            quote=quote,
        )

    def trouble(self, sentence: str) -> bytes:
        """The page that says why there is none."""
        return self._render("trouble.html", sentence=sentence)

    def _render(self, layout: str, **values: object) -> bytes:
        return render_layout(f"{self._place}/{layout}", self._layouts[layout], **values).encode()


def _said(sheet: Sheet, found: str) -> str:
    """What is read out when a paper was saved."""
    if sheet.gone:
        return f"{sheet.path} is no longer there."
    became = "This paper can’t be built as it is now" if sheet.old else "Updated"
    return f"{became}: {found or 'no findings'}."


def _counts(severities: Iterable[str]) -> Mapping[str, int]:
    """How many there are of each severity, the gravest first."""
    counts = Counter(severities)
    return {one.word: counts[one.word] for one in sorted(Severity, reverse=True) if counts[one.word]}
