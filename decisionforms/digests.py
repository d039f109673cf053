"""Digests by which it is known again what something was made from."""

import hashlib
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

PACKAGE = Path(__file__).parent
LIBRARIES = (
    *("deflate", "docxtpl", "docx", "lxml", "jinja2", "markupsafe", "markdown_it", "mdit_py_plugins", "msgspec"),
    "yaml",
)

LENGTH = 16


def digest(*parts: bytes) -> bytes:
    """A digest over these parts, each kept apart from the next."""
    whole = hashlib.blake2b(digest_size=LENGTH)
    for part in parts:
        whole.update(len(part).to_bytes(8, "big") + part)
    return whole.digest()


def base_of(folder: Path) -> bytes:
    """A digest over the program, its libraries, and every file in this folder; the same wherever they lie."""
    return digest(sys.version.encode(), *map(_state_of, LIBRARIES), *contents_of(PACKAGE), *contents_of(folder))


def contents_of(folder: Path) -> Iterator[bytes]:
    """The name of every file in this folder, and a digest of it."""
    for path in sorted(folder.rglob("*")):
        if _counts(path):
            yield f"{folder.name}/{path.relative_to(folder).as_posix()}".encode()
            yield digest(path.read_bytes())


def _counts(path: Path) -> bool:
    return path.is_file() and path.suffix != ".pyc"


def _state_of(library: str) -> bytes:
    """What tells this state of a library from any other."""
    found = find_spec(library)
    about = Path(found.origin).stat() if found and found.origin else None
    return f"{about.st_mtime_ns}.{about.st_size}".encode() if about else b"-"
