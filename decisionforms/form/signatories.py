"""Who confirms a paper and who signs it."""

from typing import Literal

from decisionforms.form.entry import Entry


class Officer(Entry, frozen=True):
    """Someone who confirms the paper before it is signed."""

    office: str


class Holder(Entry, frozen=True):
    """Who held an office, by year."""

    name: str
    since: int | None = None
    until: int | None = None


class Outcomes(Entry, frozen=True):
    """What stands above a signature, by what becomes of the request."""

    approved: str
    refused: str
    withdrawn: str
    unconfirmed: tuple[Literal["approved", "refused", "withdrawn"], ...] = ()

    def of(self, stage: str) -> str:
        """The sentence for a decision at this stage."""
        return {"refused": self.refused, "withdrawn": self.withdrawn}.get(stage, self.approved)


class Signatory(Entry, frozen=True):
    """Someone who signs; `brings` is the stage the signature brings about."""

    office: str
    brings: Literal["cleared", "approved"]
    interests: bool = False
    outcomes: Outcomes | None = None
    holders: tuple[Holder, ...] = ()
