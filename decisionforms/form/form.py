"""A form in one of its editions: what a decision of that edition is read and printed against."""

import re
from functools import cached_property
from pathlib import Path

from msgspec import Struct
from msgspec.structs import asdict

from decisionforms.form.declaration import Row
from decisionforms.form.definition import Definition, Edition
from decisionforms.text.characters import NO_ROOM
from decisionforms.values.references import Grammar, Series

WITHIN_WORDS = re.compile(f"[{NO_ROOM}]")
ANSWERS = ("deferred", "deferral_reason", "deferral_until", "part_2")


class Form(Struct, frozen=True, dict=True):
    """A form as defined in its folder; `name` is that folder's name, as decisions write it before the slash."""

    name: str
    folder: Path
    definition: Definition

    @cached_property
    def grammar(self) -> Grammar:
        """Reads the references this form's register and its neighbours use."""
        return Grammar([Series(**asdict(series)) for series in self.definition.series])

    @cached_property
    def nil_phrases(self) -> frozenset[str]:
        """Phrases that say nothing, as `plain` writes them."""
        return frozenset(plain(phrase) for phrase in self.definition.nil.phrases)

    @cached_property
    def advice_rows(self) -> tuple[str, ...]:
        """The keys under which a writer can record advice."""
        return tuple(key for key, row in self.definition.rows.items() if not row.officer)

    @cached_property
    def headings(self) -> dict[str, str]:
        """The headings of all editions under which a writer writes, as `plain` writes them, each with its key."""
        parts = {plain(part.source): part.key for part in self.definition.parts if part.source}
        return parts | {plain(heading): key for key, heading in self.definition.sections.items()}

    def rows_of(self, edition: Edition) -> tuple[tuple[str, Row], ...]:
        """The declaration rows of an edition, in order, with their keys."""
        return tuple((key, self.definition.rows[key]) for key in edition.rows)

    def headings_of(self, edition: Edition) -> dict[str, str]:
        """The headings under which a writer writes, by the key of their part or section, in the order of the form."""
        headings: dict[str, str] = {}
        for part in self.definition.parts:
            if part.source:
                headings[part.key] = part.source
            if part.sections:
                headings.update({key: self.definition.sections[key] for key in edition.sections})
        return headings

    def asks(self, *answers: str) -> bool:
        """Whether a question of the form prints one of these answers."""
        return any(question.answer in answers for part in self.definition.parts for question in part.questions)


def plain(text: str) -> str:
    """A phrase or heading for comparison: no case, no closing stop or colon, single spaces."""
    return " ".join(WITHIN_WORDS.sub("", text).split()).rstrip(".:").casefold()
