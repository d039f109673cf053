"""The decision that somebody means: by its reference in whatever dress, the name of its file, or its path."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from decisionforms.decision.decision import Reading
from decisionforms.decision.form_named import Forms
from decisionforms.errors import FormError, OperatorError
from decisionforms.project import FROZEN, Project
from decisionforms.values.unreadable import UnreadableValueError


def decision_named(project: Project, name: str, forms: Forms) -> tuple[Path, Reading]:
    """The decision of this reference, file name or path. Raises OperatorError where there is none, or several."""
    found = list(_matching(project, name, forms))
    if len(found) == 1:
        return found[0]
    if found:
        raise OperatorError(
            f"“{name}” fits {', '.join(project.shown(path) for path, _ in found)}; name one of these files."
        )
    raise OperatorError(
        f"No decision is called “{name}”; give its reference, such as PCD-1462, or its file, such as decisions/pcd-1462.md."
    )


def _matching(project: Project, name: str, forms: Forms) -> Iterator[tuple[Path, Reading]]:
    path = Path(name)
    if path.suffix == ".md" and path.is_file():
        if project.is_frozen(path):
            raise OperatorError(FROZEN.format(project.shown(path)))
        yield path, project.read(path, forms)
        return
    slug = _slug_of(name, forms)
    for path in project.sources(()):
        entry = project.read_entry(path, forms)
        if slug in {path.stem, entry.slug if entry else ""}:
            yield path, project.read(path, forms)


def _slug_of(name: str, forms: Forms) -> str:
    """The slug of a reference in whatever dress; of another name, the name itself."""
    for form in forms.values():
        if isinstance(form, FormError):
            continue
        own = form.definition.series[0].prefixes[0]
        for dress in (name, name.replace("-", " ").replace("_", " "), f"{own} {name}"):
            with contextlib.suppress(UnreadableValueError):
                return form.grammar.read(dress).slug
    return name.lower()
