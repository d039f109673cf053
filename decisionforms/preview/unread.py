"""Which files among the decisions are not read: each is told once, for as long as it stays there."""

from decisionforms.not_read import NotRead, not_read
from decisionforms.project import Project


class Unread:
    """What was told of the files that are passed over."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._told: frozenset[NotRead] = frozenset()

    def news(self) -> tuple[NotRead, ...]:
        """The files that are not read now, and of which that was not told yet."""
        now = not_read(self._project)
        new = tuple(one for one in now if one not in self._told)
        self._told = frozenset(now)
        return new
