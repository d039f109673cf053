"""What must not come back with an earlier release: what the ledger takes back, or withholds, since that one was live."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TypeAlias

import msgspec
from msgspec import Struct

from decisionforms.errors import OperatorError
from decisionforms.ledger import Ledger
from decisionforms.publish.changes import withheld_in

# Refuses the way from the live register to that of an earlier release, each as it lies in `decisions.json`.
Refusal: TypeAlias = Callable[[Path, Path], None]


class _Text(Struct, frozen=True):
    """Of all that a register says of a decision, which text of it is public."""

    slug: str
    version: str


class _Register(Struct, frozen=True):
    decisions: Sequence[_Text] = ()


def refuse_nothing(_live: Path, _before: Path) -> None:
    """Nothing is refused."""


def refuse_what_is_gone(ledger: Ledger, on: date) -> Refusal:
    """Refuses to bring back what is not on the live site, and by this day should not be: raises OperatorError."""

    def refuse(live: Path, before: Path) -> None:
        there = _texts_in(live)
        if gone := [why for one in _texts_in(before) if one not in there for why in _gone(one, ledger, on)]:
            raise OperatorError(
                f"The site stays as it is. The release before would bring back {'; '.join(gone)}. Mend what is wrong and “publish” instead."
            )

    return refuse


def _gone(one: _Text, ledger: Ledger, on: date) -> Iterator[str]:
    """Why a text must not be public any more."""
    history = ledger.histories().get(one.slug, ())
    name = history[-1].reference if history else one.slug
    if any(it.decision == one.slug and it.on <= on for it in ledger.withdrawn):
        yield f"{name}, which is taken back"
    elif history and one.version in withheld_in(ledger, one.slug, [it.version for it in history]):
        yield f"a text of {name} that is withheld"


def _texts_in(register: Path) -> Sequence[_Text]:
    """The decisions of a register. Raises OperatorError where that can't be told."""
    try:
        return msgspec.json.decode(register.read_bytes(), type=_Register).decisions
    except (OSError, msgspec.DecodeError):
        raise OperatorError(
            f"The site stays as it is: {register} does not tell which decisions there are. Mend what is wrong and “publish” instead."
        ) from None
