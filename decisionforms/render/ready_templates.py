"""Templates made ready in an earlier run, each under a digest over everything it was made from.

Reading a Word template and trying its layouts takes longer than making the form of one decision; a template changes
twice a year.
"""

import contextlib
from pathlib import Path

import msgspec

from decisionforms.digests import made_with
from decisionforms.errors import OperatorError
from decisionforms.files import OutputFolder
from decisionforms.render.docx_layout import ReadyTemplate
from decisionforms.view import form_view

LIBRARIES = ("docxtpl", "docx", "lxml", "jinja2")
LAYOUTS = ("form.docx", "form.html", "public.html", "form.css")


class ReadyTemplates:
    """The ready templates in a folder that may be deleted; what can't be read or written there is made again."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder

    def find(self, folder: Path) -> ReadyTemplate | None:
        """The template of this form's folder, where it was made ready from exactly what is there now."""
        if self._folder is None:
            return None
        with contextlib.suppress(OSError, msgspec.MsgspecError):
            kept = (self._folder / folder.name).read_bytes()
            key = made_of(folder)
            if kept.startswith(key):
                return msgspec.msgpack.decode(kept[len(key) :], type=ReadyTemplate)
        return None

    def keep(self, folder: Path, ready: ReadyTemplate) -> None:
        """Keep a template for the next run."""
        if self._folder:
            with contextlib.suppress(OperatorError):
                OutputFolder(self._folder).write({folder.name: made_of(folder) + msgspec.msgpack.encode(ready)})


def made_of(folder: Path) -> bytes:
    """A digest over the layouts of a form, the code that makes them ready, and the libraries this is done with."""
    code = [*sorted(Path(__file__).parent.glob("*.py")), Path(form_view.__file__)]
    return made_with([*code, *(folder / name for name in LAYOUTS)], LIBRARIES)
