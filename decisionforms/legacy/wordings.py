"""The fixed wordings that were found in an original, and what was written behind them."""

from collections.abc import Sequence

from msgspec import Struct

from decisionforms.legacy.anchors import Found
from decisionforms.legacy.stream import Line, Stream


class Wordings(Struct, frozen=True):
    """Where the fixed wording of one original stands."""

    stream: Stream
    found: Sequence[Found]

    def of(self, part: str) -> Sequence[Found]:
        """Those of a part of the form."""
        return [one for one in self.found if one.anchor.part == part]

    def behind(self, part: str, *roles: str, at: int | None = None) -> tuple[Line, ...]:
        """What stands behind the wordings of a part that have these roles, each up to the next wording of the form."""
        return tuple(
            line
            for one in self.of(part)
            if one.anchor.role in roles and at in {None, one.anchor.at}
            for line in self.stream.between(one.end, one.until, one.anchor.text)
        )
