"""Which files are decisions, and the paths of very many of them."""

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

NAME = re.compile(r"[^\0]+")


class Paths:
    """Files in their order. All are kept as one text, since each alone would take ten times the room of its name."""

    def __init__(self, paths: Iterable[Path | str] = ()) -> None:
        self._joined = "".join(f"{path}\0" for path in paths)

    @property
    def names(self) -> Iterator[str]:
        """The paths as text, of which thousands are looked at sooner."""
        return (found[0] for found in NAME.finditer(self._joined))

    def __iter__(self) -> Iterator[Path]:
        return map(Path, self.names)

    def __len__(self) -> int:
        return self._joined.count("\0")


def find_sources(paths: Iterable[Path]) -> Paths:
    """The decisions among these files and folders, each once, by name; a folder stands for its `*.md`, not deeper."""
    return Paths(_each_once(paths))


def _each_once(paths: Iterable[Path]) -> Iterator[str]:
    found: set[str] = set()
    for path in paths:
        for real, one in _sources_at(path):
            if real not in found:
                found.add(real)
                yield one


def _sources_at(path: Path) -> Iterator[tuple[str, str]]:
    """The sources that a path stands for, each with its real place: only of a link that has to be looked up."""
    if path.suffix == ".md" or not path.is_dir():
        yield os.path.realpath(path), str(path)
        return
    folder = os.path.realpath(path)
    with os.scandir(path) as entries:
        papers = sorted((entry.name, entry.is_symlink()) for entry in entries if is_source(entry.name))
    within = str(path / "_").removesuffix("_")  # which knows that "." needs not be said
    for name, is_link in papers:
        one = f"{within}{name}"
        yield os.path.realpath(one) if is_link else f"{folder}{os.sep}{name}", one


def is_source(name: str) -> bool:
    """Whether a file of this name is one of a decision."""
    return name.lower().endswith(".md") and not name.startswith(".")


def is_an_editors(name: str) -> bool:
    """Whether a file of this name is one that an editor keeps beside what it writes."""
    return name.startswith((".", "#", "~")) or name.endswith(("~", ".tmp")) or name.isdigit()
