"""Public appendices: files beside the page of a decision, under names that are safe in an address."""

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath

from msgspec import Struct

from decisionforms.files import UnreadableFileError, read_beside
from decisionforms.publish.record import Attachment
from decisionforms.values.references import slug_of

# What a browser opens or saves without running anything in it.
KINDS = frozenset("pdf docx xlsx pptx odt ods odp csv txt png jpg jpeg".split())  # noqa: SIM905 - a list of words is read as one
UNSAFE = "An appendix is a PDF, an office document, a table or a picture; save it as one of these."


class Appendices(Struct, frozen=True):
    """The public appendices of a decision: what the register says of each, their bytes by name, and what is wrong."""

    attachments: tuple[Attachment, ...]
    files: Mapping[str, bytes]
    faults: tuple[str, ...]


def read_appendices(public: Sequence[tuple[str, str]], folder: Path) -> Appendices:
    """The public appendices of a decision, given by title and file, read from `folder`."""
    attachments: list[Attachment] = []
    files: dict[str, bytes] = {}
    faults: list[str] = []
    for title, file in public:
        name = _name(file)
        try:
            if not name or name in files:
                raise UnreadableFileError(f"{file} can't stand beside the page. {UNSAFE}")  # noqa: TRY301 - said like what can't be read
            data = read_beside(folder, file)
        except UnreadableFileError as fault:
            faults.append(str(fault))
            continue
        files[name] = data
        attachments.append(attached(title, name, data))
    return Appendices(tuple(attachments), files, tuple(faults))


def kept_beside(text: str, folder: Path) -> Path:
    """Where the appendices of a kept text, by its path, were kept with it; the `folder` of all where they were not."""
    path = PurePosixPath(text)
    kept = folder / path.parent.name / path.stem
    return kept if kept.is_dir() else folder


def attached(title: str, name: str, data: bytes) -> Attachment:
    """What the register says of a file."""
    return Attachment(title, name, len(data), hashlib.sha256(data).hexdigest())


def _name(file: str) -> str:
    """The name on the site: small letters, digits and hyphens, with the ending of its kind; empty for another kind."""
    path = PurePosixPath(file)
    kind = path.suffix.lower().removeprefix(".")
    return f"appendix-{slug_of(path.stem) or 'file'}.{kind}" if kind in KINDS else ""
