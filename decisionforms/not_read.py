"""The files among the decisions that are no papers, though their writers may take them for some."""

import os
from pathlib import Path

from msgspec import Struct

from decisionforms.project import Project
from decisionforms.sources import is_an_editors, is_source

NOT_NAMED = "The name of a decision's file ends in .md."
NOT_HERE = "Papers are read from the folder “decisions” itself, and from no folder within it: move it up there."


class NotRead(Struct, frozen=True):
    """A file that is passed over: its path among the decisions, and why, with what to do."""

    path: str
    why: str

    def __str__(self) -> str:
        return f"Not read: decisions/{self.path}. {self.why}"


def not_read(project: Project) -> tuple[NotRead, ...]:
    """The files among the decisions that are no papers, though their writers may take them for some."""
    beside = (name for name in _beside(project) if not is_an_editors(name) and (project.decisions / name).is_file())
    within = (
        path for folder in folders_within(project) for path in sorted(folder.rglob("*.md")) if is_source(path.name)
    )
    return (
        *(NotRead(name, NOT_NAMED) for name in beside),
        *(NotRead(path.relative_to(project.decisions).as_posix(), NOT_HERE) for path in within),
    )


def folders_within(project: Project) -> tuple[Path, ...]:
    """The folders among the decisions that are their writers' own."""
    own = (project.decisions / name for name in _beside(project) if not name.startswith("."))
    return tuple(path for path in own if path not in {project.signed, project.revisions} and path.is_dir())


def _beside(project: Project) -> list[str]:
    """The names of what lies among the decisions and is not called as a paper is."""
    there = os.listdir(project.decisions) if project.decisions.is_dir() else []  # noqa: PTH208 - a third of the time, and there are thousands
    return sorted(name for name in {*there} - {project.ledger.name, project.reviews.name} if not is_source(name))
