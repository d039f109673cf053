"""What is made of one paper after it was saved, where nobody looks at it in a browser."""

from pathlib import Path

from msgspec import Struct

from decisionforms.output_folder import OutputFolder
from decisionforms.pipeline import remember_made
from decisionforms.preview.desk import Desk
from decisionforms.preview.sheet import Sheet


class Saved(Struct, frozen=True):
    """A paper that was saved: the files that it makes, none where it can't be built, and those that had to be written."""

    sheet: Sheet
    files: tuple[str, ...] = ()
    written: tuple[str, ...] = ()


def save(desk: Desk, path: Path, output: OutputFolder) -> Saved:
    """Make the form in this file, if it can be built. Raises OperatorError where it can't be laid out or written."""
    sheet = desk.look_at(path)
    if sheet.old:
        return Saved(sheet)
    files = desk.outputs(sheet)
    written = output.write(files)
    remember_made(output, set(files), whole=False)
    return Saved(sheet, tuple(files), written)
