"""The PDF of a decision, from `form.typ` of its form: tagged as PDF/UA-1, and the same bytes wherever it is made."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast

from decisionforms.errors import FormError, OperatorError
from decisionforms.files import read_operator_file
from decisionforms.render.pdf_body import as_data
from decisionforms.view.form_view import FormView

if TYPE_CHECKING:
    from typst import Compiler

LAYOUT, FONTS = "form.typ", "fonts"
STANDARD: Literal["ua-1"] = "ua-1"
# What would bring in other files or other people's packages, or make commands of text.
CLOSED = re.compile(r'\b(import|include|eval|plugin)\b|"(@)')
# The compiler can't tag some notes at the foot of pages between which a table breaks (typst issue 8776).
NOT_TAGGED = "internal error: "
LINE = re.compile(r"\.typ:(\d+):\d+")
WHERE_SEARCHED = re.compile(r" \(searched at .*\)")


class PdfRenderer:
    """Renders PDFs with one form's layout. A view reaches it as data; it can read no file and no clock.

    Fonts are those that come with the compiler, and what lies in `fonts/` beside the layout: never the machine's.
    Raises OperatorError where the compiler is not installed, FormError where the layout can't be used.
    """

    def __init__(self, folder: Path) -> None:
        self.place = f"{folder.name}/{LAYOUT}"
        self.layout = self._checked(read_operator_file(folder / LAYOUT)).encode("utf-8")
        self.compiler = _compiler(folder)

    def render(self, view: FormView) -> bytes:
        """The document. Raises FormError where the layout asks for what a view does not have."""
        return self._made(as_data(view), "foot")

    def _made(self, data: str, notes: Literal["foot", "end"]) -> bytes:
        """The document with its notes at the foot of pages; all at its end where they can't be tagged there."""
        try:
            return self._compile(data, notes)
        except RuntimeError as fault:
            if NOT_TAGGED in str(fault) and notes == "foot":
                return self._made(data, "end")
            raise self._unusable(fault) from None

    def _compile(self, data: str, notes: str) -> bytes:
        made = self.compiler.compile(
            input=self.layout,
            sys_inputs={"form": data, "notes": notes},
            format="pdf",
            pdf_standards=STANDARD,
            timestamp=0,  # what the layout takes for today; the date in the document is the view's
        )
        return cast("bytes", made)

    def _checked(self, layout: str) -> str:
        """The layout, once it is seen to ask for nothing but what it is given."""
        if found := CLOSED.search(layout):
            line = layout.count("\n", 0, found.start()) + 1
            raise self._refusal(line, f"it uses “{found[1] or found[2]}”, which a layout may not")
        return layout

    def _unusable(self, fault: RuntimeError) -> FormError:
        place = LINE.search(getattr(fault, "diagnostic", ""))
        reason = WHERE_SEARCHED.sub("", getattr(fault, "message", str(fault)))
        return self._refusal(int(place[1]) if place else 0, reason)

    def _refusal(self, line: int, reason: str) -> FormError:
        where = f" (line {line})" if line else ""
        return FormError(
            f"{self.place} can't be used{where}: {reason}. Mend the layout, or put back the last one that worked."
        )


def _compiler(folder: Path) -> "Compiler":
    """A compiler that finds nothing but fonts: its root is a file, so that no path leads anywhere."""
    try:
        from typst import Compiler  # noqa: PLC0415 - slow to load, and not everybody has it
    except ImportError:
        raise OperatorError(
            'What makes PDFs is not installed here: python -m pip install -e ".[pdf]" puts it there; or write “pdf = false” under [tool.decisionforms.publish] in pyproject.toml.'
        ) from None
    nowhere, fonts = folder / LAYOUT, folder / FONTS
    return Compiler(
        root=nowhere,
        package_path=nowhere,
        package_cache_path=nowhere,
        font_paths=[str(fonts)],
        ignore_system_fonts=True,
    )
