"""The digest over program and templates, reckoned anew only where one of their files is no longer as it was."""

import contextlib

from decisionforms.digests import LIBRARIES, base_of, digest, made_with
from decisionforms.errors import OperatorError
from decisionforms.files import OutputFolder
from decisionforms.project import Project
from decisionforms.stamp import begin

FILE = "base"


def base_in(project: Project) -> bytes:
    """A digest over all that every paper is made with: the program, its libraries, and the templates."""
    state = begin(str(project.root), (project.templates.name,))
    if not state:
        return base_of((project.templates,))
    seen, kept = digest(state, made_with((), LIBRARIES)), _kept(project)
    if kept.startswith(seen):
        return kept[len(seen) :]
    found = base_of((project.templates,))
    with contextlib.suppress(OperatorError):
        OutputFolder(project.cache).write({FILE: seen + found})
    return found


def _kept(project: Project) -> bytes:
    with contextlib.suppress(OSError):
        return (project.cache / FILE).read_bytes()
    return b""
