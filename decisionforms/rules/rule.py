"""What a rule is: a generator that looks at a paper, whose docstring is its page in the manual."""

import inspect
from collections.abc import Callable, Iterator
from enum import Enum
from typing import Generic, TypeVar

from msgspec import Struct

from decisionforms.diagnostics import Severity
from decisionforms.rules.corpus.summary import Among
from decisionforms.rules.paper import Paper
from decisionforms.rules.remark import Remark


class Reader(Enum):
    """Who has to act on a finding."""

    AUTHOR = "author"
    LEGAL = "legal"
    FINANCE = "finance"
    GOVERNANCE = "governance"


Seen = TypeVar("Seen")


class Ruling(Struct, Generic[Seen], frozen=True):
    """A rule: what it looks for, who has to act on it, and how much it matters in a paper that is under way.

    A `gap` is something that is not there yet: in a draft that is as it should be.
    """

    check: Callable[[Seen], Iterator[Remark]]
    reader: Reader = Reader.AUTHOR
    severity: Severity = Severity.WARNING
    gap: bool = False

    @property
    def name(self) -> str:
        """The name of the fault, as findings, waivers and settings write it."""
        return self.check.__name__.replace("_", "-")

    @property
    def family(self) -> str:
        """The family it belongs to: the name of its folder or module within this one."""
        return self.check.__module__.removeprefix(f"{__package__}.").partition(".")[0]

    @property
    def manual(self) -> str:
        """Its page: the requirement, why, a bad example and a good one."""
        return inspect.getdoc(self.check) or ""


# A rule looks at one paper by itself, or (`AmongRule`) at one among all.
Rule = Ruling[Paper]
AmongRule = Ruling[Among]
