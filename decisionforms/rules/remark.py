"""What a rule says of one place."""

from msgspec import Struct

from decisionforms.diagnostics import Span


class Remark(Struct, frozen=True):
    """What a rule says: the runner adds the rule's name and how much it matters.

    `also` are the other places that it has to do with, each with what stands there.
    """

    span: Span
    problem: str
    remedy: str
    paragraph: str = ""
    also: tuple[tuple[Span, str], ...] = ()
