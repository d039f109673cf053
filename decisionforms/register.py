"""Which decisions exist for a reader, and how they bear on one another."""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet

from msgspec import Struct, field

from decisionforms.decision.facts import Naming

RELATIONS = ("extends", "replaces", "relates_to")


class Entry(Struct, frozen=True):
    """A decision as others need to know it; `relations` are (relation, slug) of those it names in its facts."""

    slug: str
    reference: str
    title: str
    relations: tuple[tuple[str, str], ...] = ()


class Relation(Struct, frozen=True):
    """How another decision bears on this one; `back` where the other says so; `slug` is empty where it can't be opened."""

    name: str
    reference: str
    slug: str
    back: bool = False


class Register(Struct, frozen=True):
    """The decisions that exist for this reader, by slug, and what others say of them."""

    slugs: AbstractSet[str] = frozenset()
    back: Mapping[str, tuple[Relation, ...]] = {}

    def find(self, slug: str, also: str = "") -> str:
        """The slug under which the decision is held, this one or the other; empty where it is held under neither."""
        return slug if slug in self.slugs else also if also in self.slugs else ""

    def relations(self, slug: str, facts: Naming) -> tuple[Relation, ...]:
        """What this decision says of others, then what others say of it."""
        said = []
        for name in RELATIONS:
            for given in getattr(facts, name):
                held = self.find(given.value.slug, given.value.also)
                said.append(Relation(name, given.value.written, held if held != slug else ""))
        named = {(one.name, one.slug) for one in said}
        return (
            *said,
            *(one for one in self.back.get(slug, ()) if one.name != "relates_to" or (one.name, one.slug) not in named),
        )


class Inquiry(Register, frozen=True):
    """A register that notes what is asked of it: as long as the answers are the same, so is what was made with them."""

    asked: dict[tuple[str, str], None] = field(default_factory=dict)

    def find(self, slug: str, also: str = "") -> str:
        """The slug as the register gives it; that it was asked for is noted."""
        self.asked[slug, also] = None
        return Register.find(self, slug, also)


def entry_of(slug: str, facts: Naming) -> Entry:
    """A decision as the register holds it."""
    relations = tuple((name, given.value.slug) for name in RELATIONS for given in getattr(facts, name))
    reference = facts.reference.value.written if facts.reference else ""
    return Entry(slug, reference, facts.title.value if facts.title else "", relations)


def make_register(entries: Iterable[Entry]) -> Register:
    """The register of these decisions, with what they say of one another turned round.

    Each entry is let go when it was looked at, unless it says something of others.
    """
    slugs: set[str] = set()
    related: dict[str, Entry] = {}
    for entry in entries:
        slugs.add(entry.slug)
        if entry.relations or entry.slug in related:
            related[entry.slug] = entry
    return Register(slugs, _turned_round(related.values()))


def _turned_round(entries: Iterable[Entry]) -> Mapping[str, tuple[Relation, ...]]:
    """What these say of others, by those of whom it is said."""
    back: dict[str, dict[Relation, None]] = {}
    for entry in entries:
        for name, target in entry.relations:
            if target != entry.slug and entry.reference:
                back.setdefault(target, {})[Relation(name, entry.reference, entry.slug, back=True)] = None
    return {slug: tuple(relations) for slug, relations in back.items()}
