"""Which papers there are, how each names itself to the others, and which one an address means."""

from pathlib import Path

from decisionforms.decision.form_named import Forms
from decisionforms.gathering import Known, known_of
from decisionforms.project import Project
from decisionforms.register import Entry


class Papers:
    """The papers of a project; each is read once for its name, and again when it was saved. Raises OperatorError."""

    def __init__(self, project: Project, forms: Forms) -> None:
        self._project, self._forms = project, forms
        self._entries = {path: project.read_entry(path, forms) for path in project.sources(())}
        self.known = self._gathered()
        self.files = frozenset(self._entries)

    @property
    def paths(self) -> tuple[Path, ...]:
        """The files, by name."""
        return tuple(sorted(self._entries))

    def entry(self, path: Path) -> Entry | None:
        """How this paper names itself; None where that can't be read."""
        return self._entries.get(path)

    def reread(self, path: Path) -> bool:
        """Read how a paper names itself, or that it is gone; whether the others see it as before."""
        before = dict(self._entries)
        if path.exists():
            self._entries[path] = self._project.read_entry(path, self._forms)
        else:
            self._entries.pop(path, None)
        if self._entries == before:
            return True
        self.known = self._gathered()
        self.files = frozenset(self._entries)
        return False

    def find(self, name: str) -> Path | None:
        """The paper whose file has this name, or else the first that has this reference."""
        named = next((path for path in self.paths if path.stem == name), None)
        return named or next((path for path in self.paths if (own := self.entry(path)) and own.slug == name), None)

    def become_of(self, reference: str, lines: tuple[str, ...], known: frozenset[Path]) -> str:
        """The name of the one file, not among these, that has this reference or these lines; empty where it isn't one."""
        new = [path for path in self.paths if path not in known]
        alike = [
            path for path in new if self._has(path, reference) or (any(lines) and self._project.lines(path) == lines)
        ]
        return alike[0].stem if len(alike) == 1 else ""

    def _has(self, path: Path, reference: str) -> bool:
        entry = self.entry(path)
        return bool(reference and entry and entry.reference == reference)

    def _gathered(self) -> Known:
        return known_of((self._project.shown(path), self._entries[path]) for path in self.paths)
