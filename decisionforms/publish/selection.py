"""The list of what may go out: built up from the papers that pass the gate, never by leaving others out."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from msgspec import Struct

from decisionforms.ledger import Ledger, Published
from decisionforms.publish.candidate import Candidate
from decisionforms.settings import Publishing
from decisionforms.values.dates import write_date


class Occasion(Struct, frozen=True):
    """What a publication goes by: its day, the project's settings, and what was published before."""

    on: date
    settings: Publishing
    ledger: Ledger


class Stays(Struct, frozen=True):
    """A paper that does not go out, and why: sentences for the secretariat."""

    candidate: Candidate
    reasons: Sequence[str]


class Selection(Struct, frozen=True):
    """The papers that go out, by slug, and those that stay."""

    public: Mapping[str, Candidate]
    stays: Sequence[Stays]


def select(candidates: Iterable[Candidate], occasion: Occasion) -> Selection:
    """What goes out of these papers.

    Of several with one reference the one that was published before goes out; where there is none, none of them.
    Each paper is judged by itself alone, so that one that stays makes no difference to any that goes out.
    """
    passed: dict[str, list[Candidate]] = {}
    stays: list[Stays] = []
    for one in candidates:
        if reasons := _reasons(one, occasion.on):
            stays.append(Stays(one, reasons))
        else:
            passed.setdefault(one.slug, []).append(one)
    public: dict[str, Candidate] = {}
    histories = occasion.ledger.histories()
    for slug, claimants in passed.items():
        chosen = _rightful(claimants, histories.get(slug, ()))
        public.update({slug: chosen} if chosen else {})
        stays += (_claims_the_same(one, claimants) for one in claimants if one is not chosen)
    return Selection(dict(sorted(public.items())), tuple(stays))


def _reasons(one: Candidate, on: date) -> Sequence[str]:
    if one.reasons or on >= one.opens:
        return one.reasons
    if one.until and one.until > on:
        return (f"Its publication is deferred until {write_date(one.until)}.",)
    return (f"Its last signature is dated {write_date(one.opens)}.",)


def _rightful(claimants: Sequence[Candidate], history: Sequence[Published]) -> Candidate | None:
    """The paper that has this reference by right; None where two claim it and none was published before."""
    known = [one for one in claimants if history and one.record and one.record.version == history[-1].version]
    return claimants[0] if len(claimants) == 1 else known[0] if len(known) == 1 else None


def _claims_the_same(one: Candidate, claimants: Sequence[Candidate]) -> Stays:
    others = ", ".join(other.path for other in claimants if other is not one)
    return Stays(one, (f"{one.name} is also the reference of {others}; give each its own.",))
