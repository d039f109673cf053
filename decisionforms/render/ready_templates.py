"""Templates made ready in an earlier run, under a digest over everything they were made from.

Reading a Word template and trying its layouts takes longer than making the form of one decision; a template changes
twice a year.
"""

import contextlib
from pathlib import Path

import msgspec

from decisionforms.errors import OperatorError
from decisionforms.output_folder import OutputFolder
from decisionforms.render.docx_layout import ReadyTemplate


class ReadyTemplates:
    """The ready templates in a folder that may be deleted; what can't be read or written there is made again.

    `base` is a digest over program, libraries and templates: what was kept under another is not used.
    """

    def __init__(self, folder: Path | None = None, base: bytes = b"") -> None:
        self._folder = folder
        self._base = base

    def find(self, folder: Path) -> ReadyTemplate | None:
        """The template of this form's folder, where it was made ready from exactly what is there now."""
        if self._folder is None:
            return None
        with contextlib.suppress(OSError, msgspec.MsgspecError):
            kept = (self._folder / folder.name).read_bytes()
            if kept.startswith(self._base):
                return msgspec.msgpack.decode(kept[len(self._base) :], type=ReadyTemplate)
        return None

    def keep(self, folder: Path, ready: ReadyTemplate) -> None:
        """Keep a template for the next run."""
        if self._folder:
            with contextlib.suppress(OperatorError):
                OutputFolder(self._folder).write({folder.name: self._base + msgspec.msgpack.encode(ready)})
