"""Digests by which it is known again what something was made from."""

import hashlib
import sys
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

PACKAGE = Path(__file__).parent
LIBRARIES = ("docxtpl", "docx", "lxml", "jinja2", "markupsafe", "markdown_it", "mdit_py_plugins", "msgspec", "yaml")


def digest(*parts: bytes) -> bytes:
    """A digest over these parts, each kept apart from the next."""
    whole = hashlib.blake2b(digest_size=16)
    for part in parts:
        whole.update(len(part).to_bytes(8, "big") + part)
    return whole.digest()


def base_of(folders: Iterable[Path], *parts: bytes) -> bytes:
    """A digest over the program, its libraries, every file in these folders, and more that everything depends on.

    It is the same wherever they lie.
    """
    held = [
        part
        for folder in (PACKAGE, *folders)
        for path in sorted(folder.rglob("*"))
        if _counts(path)
        for part in (f"{folder.name}/{path.relative_to(folder).as_posix()}".encode(), digest(path.read_bytes()))
    ]
    return digest(sys.version.encode(), *map(_state_of, LIBRARIES), *held, *parts)


def _counts(path: Path) -> bool:
    return path.is_file() and path.suffix != ".pyc"


def _state_of(library: str) -> bytes:
    """What tells this state of a library from any other."""
    found = find_spec(library)
    about = Path(found.origin).stat() if found and found.origin else None
    return f"{about.st_mtime_ns}.{about.st_size}".encode() if about else b"-"
