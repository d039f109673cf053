"""The digest over program and templates, reckoned anew only where one of their files is no longer as it was."""

import contextlib

from decisionforms.digests import base_of, digest
from decisionforms.errors import OperatorError
from decisionforms.output_folder import OutputFolder
from decisionforms.project import Project
from decisionforms.render.ready_templates import ReadyTemplates
from decisionforms.stamp import begin

FILE = "base"


def base_in(project: Project) -> bytes:
    """A digest over all that every paper is made with: the program, its libraries, and the templates."""
    state = begin(str(project.root), (project.templates.name,))
    if not state:
        return base_of(project.templates)
    seen, kept = digest(state), _kept(project)
    if kept.startswith(seen):
        return kept[len(seen) :]
    found = base_of(project.templates)
    with contextlib.suppress(OperatorError):
        OutputFolder(project.cache).write({FILE: seen + found})
    return found


def ready_templates(project: Project) -> ReadyTemplates:
    """The templates that were made ready from what there is now."""
    return ReadyTemplates(project.ready, base_in(project))


def _kept(project: Project) -> bytes:
    with contextlib.suppress(OSError):
        return (project.cache / FILE).read_bytes()
    return b""
