"""What became of a decision at each correction: what it prints, and its public appendices, beside those before."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise

from msgspec import Struct

from decisionforms.errors import OperatorError
from decisionforms.form.form import Form
from decisionforms.project import Project
from decisionforms.publish.appendices import kept_beside, read_appendices
from decisionforms.publish.changes import Corrected, Text
from decisionforms.publish.record import Attachment, Revision
from decisionforms.register import Register
from decisionforms.view.differences import Compared, compare
from decisionforms.view.form_view import FormView
from decisionforms.view.making import view_of
from decisionforms.view.passages import passages_of

# What a decision says of itself does not depend on which others there are.
NOBODY = Register()
ADDED, REMOVED, REPLACED = "added", "removed", "replaced"


class Public(Struct, frozen=True):
    """What the public saw of one version: the form, and the files beside it."""

    view: FormView
    attachments: Sequence[Attachment]


class Fact(Struct, frozen=True):
    """A key fact that is another now; what stood or stands there more than once is in order."""

    name: str
    before: Sequence[str]
    after: Sequence[str]


class Appendix(Struct, frozen=True):
    """A public appendix that is `added`, `removed` or `replaced`: another file under the title that it had."""

    title: str
    became: str


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
    appendices: Sequence[Appendix] = ()
    groups: Sequence[Group] = ()


class Comparer(Struct, frozen=True):
    """Reads the texts again, and compares what they print."""

    project: Project
    forms: Mapping[str, Form]

    def compare(self, one: Corrected) -> Sequence[Change]:
        """The changes of a decision, the latest first."""
        public = {version: self._public(version, text, one) for version, text in one.texts.items()}
        versions = (one.first, *(revision.version for revision in one.revisions))
        steps = zip(one.revisions, pairwise(versions), strict=True)
        made = (_change(revision, public.get(before), public.get(after)) for revision, (before, after) in steps)
        return tuple(reversed(tuple(made)))

    def _public(self, version: str, text: Text, one: Corrected) -> Public:
        """The present version has the appendices that are public; an earlier one those that were kept with it."""
        view = self._view(version, text)
        if version == one.revisions[-1].version:
            return Public(view, one.attachments)
        return Public(
            view, read_appendices(text.appendices, kept_beside(text.path, self.project.decisions)).attachments
        )

    def _view(self, version: str, text: Text) -> FormView:
        decision = self.project.read(self.project.root / text.path, self.forms).decision
        if decision is None or decision.version != version:
            raise OperatorError(
                f"{text.path} changed while it was being published; nothing was published. Run it again."
            )
        return view_of(decision, NOBODY, released=True)


def _change(revision: Revision, before: Public | None, after: Public | None) -> Change:
    if before is None or after is None:
        return Change(revision)
    passages = compare(list(passages_of(before.view)), list(passages_of(after.view)))
    appendices = _appendices(before.attachments, after.attachments)
    return Change(revision, tuple(_facts(before.view, after.view)), tuple(appendices), tuple(_groups(passages)))


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


def _appendices(before: Sequence[Attachment], after: Sequence[Attachment]) -> Iterator[Appendix]:
    """The appendices that differ, in the order in which the later version has them; they are known by their names."""
    was, now = ({one.name: one for one in some} for some in (before, after))
    for name, one in {**now, **was}.items():
        if name not in was or name not in now:
            yield Appendix(one.title, ADDED if name in now else REMOVED)
        elif was[name].sha256 != now[name].sha256:
            yield Appendix(now[name].title, REPLACED)
