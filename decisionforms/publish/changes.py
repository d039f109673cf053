"""What became of a decision since it was published first: its corrections, each beside the text before."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby, pairwise

from msgspec import Struct

from decisionforms.errors import OperatorError
from decisionforms.form.form import Form
from decisionforms.ledger import Ledger
from decisionforms.project import Project
from decisionforms.publish.choosing import Chosen
from decisionforms.publish.record import Record, Revision
from decisionforms.register import Register
from decisionforms.view.differences import Compared, compare
from decisionforms.view.form_view import FormView
from decisionforms.view.making import view_of
from decisionforms.view.passages import passages_of

# What a decision says of itself does not depend on which others there are.
NOBODY = Register()


class Text(Struct, frozen=True):
    """A published text: the place of its file, and the digest of that."""

    path: str
    source: bytes


class Corrected(Struct, frozen=True):
    """A decision that was corrected: its first version and its revisions, and by version the texts that may be shown."""

    slug: str
    reference: str
    title: str
    published: date
    first: str
    revisions: Sequence[Revision]
    texts: Mapping[str, Text]


class Fact(Struct, frozen=True):
    """A key fact that is another now; what stood or stands there more than once is in order."""

    name: str
    before: Sequence[str]
    after: Sequence[str]


class Group(Struct, frozen=True):
    """Passages in a row that are as they were, or that changed under one heading; `anchor` is where they begin.

    The `heading` is given where it is not that of the changes before.
    """

    changed: bool
    heading: str
    anchor: str
    passages: Sequence[Compared]


class Change(Struct, frozen=True):
    """A revision beside the text before; nothing but its day and note where one of the texts can't be shown."""

    revision: Revision
    facts: Sequence[Fact] = ()
    groups: Sequence[Group] = ()


def corrected(
    records: Iterable[Record], chosen: Chosen, ledger: Ledger, sources: Mapping[str, bytes]
) -> Iterator[Corrected]:
    """The decisions that were corrected; `sources` are the digests of all papers' files by path."""
    histories = ledger.histories()
    for one in records:
        if one.revisions:
            known = {**chosen.earlier.get(one.slug, {}), one.version: chosen.public[one.slug]}
            shown = {version: Text(it.path, sources[it.path]) for version, it in known.items()}
            withheld = _withheld(ledger, one.slug) - {one.version}  # which is public as long as it stands there
            texts = {version: text for version, text in shown.items() if version not in withheld}
            first = histories[one.slug][0].version
            yield Corrected(one.slug, one.reference, one.title, one.published, first, one.revisions, texts)


def _withheld(ledger: Ledger, slug: str) -> frozenset[str]:
    """The versions of a decision that should not have been public."""
    return frozenset(it.version for it in ledger.corrections if it.decision == slug and it.withheld)


class Comparer(Struct, frozen=True):
    """Reads the texts again, and compares what they print."""

    project: Project
    forms: Mapping[str, Form]

    def compare(self, one: Corrected) -> Sequence[Change]:
        """The changes of a decision, the latest first."""
        views = {version: self._view(version, text) for version, text in one.texts.items()}
        versions = (one.first, *(revision.version for revision in one.revisions))
        steps = zip(one.revisions, pairwise(versions), strict=True)
        made = (_change(revision, views.get(before), views.get(after)) for revision, (before, after) in steps)
        return tuple(reversed(tuple(made)))

    def _view(self, version: str, text: Text) -> FormView:
        decision = self.project.read(self.project.root / text.path, self.forms).decision
        if decision is None or decision.version != version:
            raise OperatorError(
                f"{text.path} changed while it was being published; nothing was published. Run it again."
            )
        return view_of(decision, NOBODY, released=True)


def _change(revision: Revision, before: FormView | None, after: FormView | None) -> Change:
    if before is None or after is None:
        return Change(revision)
    passages = list(compare(list(passages_of(before)), list(passages_of(after))))
    return Change(revision, tuple(_facts(before, after)), tuple(_groups(passages)))


def _facts(before: FormView, after: FormView) -> Iterator[Fact]:
    """The key facts that differ, in the order in which the later text has them."""
    for name in dict.fromkeys(fact.name for fact in (*after.key_facts, *before.key_facts)):
        was, now = (tuple(it.value for it in view.key_facts if it.name == name) for view in (before, after))
        if was != now:
            yield Fact(name, was, now)


def _groups(passages: Iterable[Compared]) -> Iterator[Group]:
    """The passages together that are the same, and those that changed under one heading."""
    last = ""
    for (changed, place, heading), some in groupby(passages, key=_kind):
        group = tuple(some)
        anchor = next((one.after.anchor for one in group if one.after), "")
        yield Group(changed, heading if place != last else "", anchor, group)
        last = place or last


def _kind(one: Compared) -> tuple[bool, str, str]:
    at = one.after or one.before
    return (True, at.place, at.heading) if one.changed and at else (False, "", "")
