"""Which files of a project were saved, renamed or deleted, a few hundredths of a second later."""

import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from threading import Event
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from decisionforms.errors import OperatorError
from decisionforms.files import reason
from decisionforms.not_read import folders_within
from decisionforms.project import Project
from decisionforms.settings import FILE
from decisionforms.sources import is_an_editors, is_source

# `step`: milliseconds without a further change after which what came so far is told; `debounce`: the longest it waits.
# Every `rust_timeout` it is looked whether a folder has come or gone. Folders are watched each by itself, since the
# project's own may hold much that is none of ours.
PACE: Mapping[str, Any] = {"step": 20, "debounce": 200, "rust_timeout": 500, "yield_on_timeout": True}


class Changes(Struct, frozen=True):
    """What was saved at about the same time: these papers; `everything` if also what all papers are made with.

    `others` is whether a file came, changed or went that is no paper, though its writer may take it for one.
    """

    papers: tuple[Path, ...] = ()
    everything: bool = False
    others: bool = False


EVERYTHING = Changes(everything=True)


def changes(project: Project, stop: Event) -> Iterator[Changes]:
    """What is changed, as it happens, until it is to `stop`. Raises OperatorError where nothing can be watched."""
    try:
        from watchfiles import watch  # noqa: PLC0415 - not everybody has it
    except ImportError:
        raise OperatorError(
            'What watches files is not installed here: python -m pip install -e ".[preview]" puts it there.'
        ) from None

    def watched() -> Iterator[Changes]:
        anew = False
        while not stop.is_set():
            folders = _folders(project)
            batches = watch(*folders, watch_filter=None, stop_event=stop, recursive=False, **PACE)
            try:
                yield from _of_ours(project, batches, folders, anew=anew)
            except FileNotFoundError:
                continue  # a folder went between two looks
            except OSError as fault:
                raise OperatorError(f"The files can't be watched ({reason(fault)}); start this again.") from None
            anew = True
            yield EVERYTHING

    return watched()


def settled(project: Project) -> Project:
    """The project by its real path, since that is how changes are told."""
    return Project(project.root.resolve())


def sort_out(project: Project, paths: list[Path]) -> Changes:
    """What of these files has to do with papers; what an editor keeps beside them has not."""
    papers = tuple(path for path in paths if path.parent == project.decisions and is_source(path.name))
    others = any(_is_passed_over(project, path) for path in paths)
    return Changes(papers, any(_is_made_with(project, path) for path in paths), others)


def _of_ours(
    project: Project, batches: Iterator[set[tuple[Any, str]]], folders: Mapping[Path, tuple[int, int]], *, anew: bool
) -> Iterator[Changes]:
    """What of each batch is ours, until a folder comes or goes.

    The first comes when all are watched. What happened before is not known where they are watched `anew`.
    """
    within = _within(project)
    for at, batch in enumerate(batches):
        ours = EVERYTHING if anew and at == 0 else sort_out(project, sorted({Path(path) for _, path in batch}))
        before, within = within, _within(project)
        ours = replace(ours, others=ours.others or before != within)
        if ours != Changes():
            yield ours
        if _folders(project) != folders:
            return


def _is_passed_over(project: Project, path: Path) -> bool:
    """Whether this lies among the decisions, and is neither a paper nor what an editor or the program keeps there."""
    own = path in {project.ledger, project.reviews} or is_source(path.name) or is_an_editors(path.name)
    return path.parent == project.decisions and not own


def _is_made_with(project: Project, path: Path) -> bool:
    """Whether papers are made or judged with this file: the settings, a template, or a text as it was signed."""
    if project.templates in path.parents:
        return not is_an_editors(path.name)
    return path == project.root / FILE or (path.parent == project.signed and is_source(path.name))


def _within(project: Project) -> dict[Path, int]:
    """The folders in which no paper is read, and when a file last came or went there: for that none has to be watched."""
    found = {}
    for folder in folders_within(project):
        with suppress(OSError):  # it may be gone already
            found[folder] = folder.stat().st_mtime_ns
    return found


def _folders(project: Project) -> dict[Path, tuple[int, int]]:
    """The folders to be watched, of those that there are, with what tells a folder from another of its name."""
    forms = sorted(project.templates.iterdir()) if project.templates.is_dir() else []
    found = {}
    for folder in (project.root, project.decisions, project.signed, project.templates, *forms):
        if os.path.isdir(folder):  # noqa: PTH112 - false, and no fault, for what may not be looked at
            about = folder.stat()
            found[folder] = (about.st_dev, about.st_ino)
    return found
