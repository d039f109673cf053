"""The texts that are kept: as they were signed, and as they were published before they were corrected."""

import contextlib
import re
from pathlib import Path

from decisionforms.files import UnreadableFileError, read_source
from decisionforms.project import Project
from decisionforms.sources import Paths, find_sources
from decisionforms.text.characters import decode

# The form of a version; nothing else is looked for on the disk.
VERSION = re.compile(r"[0-9a-f]{8}")


def signed_path(project: Project, slug: str, version: str) -> Path:
    """Where a text is kept as it was signed."""
    return project.signed / f"{slug}.{version}.md"


def signed_text(project: Project, slug: str, version: str) -> str:
    """The text that was signed as this version; empty where it is not kept."""
    kept = signed_path(project, slug, version)
    if not VERSION.fullmatch(version) or kept.is_symlink() or not kept.is_file():
        return ""
    with contextlib.suppress(UnreadableFileError):
        return decode(read_source(kept))[0]
    return ""


def published_path(project: Project, slug: str, number: int) -> Path:
    """Where a text is kept as it was published; `number` is 1 for what was published first."""
    return project.revisions / f"{slug}.r{number}.md"


def published_texts(project: Project) -> Paths:
    """The texts of published decisions that were kept when they were to be corrected; they are no papers of their own."""
    return find_sources((project.revisions,)) if project.revisions.is_dir() else Paths()
