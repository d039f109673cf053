"""A form in one of its editions: what a decision of that edition is read and printed against."""

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from msgspec.structs import asdict

from decisionforms.form.definition import Definition, Edition, Part, Row
from decisionforms.values.references import Grammar, Series

ANSWERS = ("deferred", "deferral_reason", "deferral_until", "part_2")


@dataclass(frozen=True)
class Form:
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

    def rows_of(self, edition: Edition) -> tuple[tuple[str, Row], ...]:
        """The declaration rows of an edition, in order, with their keys."""
        return tuple((key, self.definition.rows[key]) for key in edition.rows)

    def written_parts(self) -> tuple[Part, ...]:
        """The unnumbered parts a writer writes, in order."""
        return tuple(part for part in self.definition.parts if part.source)


def plain(text: str) -> str:
    """A phrase or heading for comparison: no case, no closing stop or colon, single spaces."""
    return re.sub(r"\s+", " ", text).strip().rstrip(".:").casefold()
