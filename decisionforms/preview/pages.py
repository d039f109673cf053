"""The pages of the preview, from the layouts in `templates/preview`."""

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

from decisionforms.files import read_operator_file
from decisionforms.preview.desk import Listed
from decisionforms.preview.notes import cards_of, counted, with_dashes
from decisionforms.preview.sheet import Sheet
from decisionforms.render.sandbox import compile_layouts, render_layout
from decisionforms.report.text import summary

LAYOUTS = ("frame.html", "list.html", "paper.html", "trouble.html")
# What the pages load, with its kind.
SCRIPTS = ("preview.js", "findings.js", "frame.js", "margin.js", "morph.js", "written.js")
LOADED = {"preview.css": "text/css", **dict.fromkeys(SCRIPTS, "text/javascript")}


class PreviewPages:
    """Makes the pages with one folder of layouts, read and compiled once. Raises FormError where one can't be used.

    `command` is what starts the preview again once it has stopped.
    """

    def __init__(self, folder: Path, command: str) -> None:
        self._place, self._command = folder.name, command
        self._layouts = compile_layouts(folder.name, {name: read_operator_file(folder / name) for name in LAYOUTS})
        self.loaded: Mapping[str, bytes] = {name: read_operator_file(folder / name).encode() for name in LOADED}

    def list(self, listed: Listed) -> bytes:
        """The page of all papers."""
        return self._render("list.html", listed=listed, quote=quote)

    def paper(self, sheet: Sheet) -> bytes:
        """The page of one paper."""
        found = summary(sheet.checked.diagnostics)
        said = {"cards": cards_of(sheet), "counted": counted, "with_dashes": with_dashes, "found": found}
        return self._render("paper.html", sheet=sheet, **said, quote=quote)

    def trouble(self, sentence: str) -> bytes:
        """The page that says why there is none."""
        return self._render("trouble.html", sentence=sentence)

    def _render(self, layout: str, **values: object) -> bytes:
        return render_layout(f"{self._place}/{layout}", self._layouts[layout], command=self._command, **values).encode()
