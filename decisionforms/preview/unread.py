"""Which files among the decisions are not read: each is told once, for as long as it stays there."""

from decisionforms.project import NotRead, Project


class Unread:
    """What was told of the files that are passed over."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._told: frozenset[NotRead] = frozenset()

    def news(self) -> tuple[NotRead, ...]:
        """The files that are not read now, and of which that was not told yet."""
        now = self._project.not_read()
        new = tuple(one for one in now if one not in self._told)
        self._told = frozenset(now)
        return new
