"""What is asked of names and texts, wherever they stand in a definition."""

import re
import string
from collections import Counter
from collections.abc import Iterable


def slots_of(text: str) -> set[str]:
    """The names in braces in a text; an unreadable brace counts as a name nobody knows. A number may say its length: {number:03}."""
    try:
        parsed = [
            (name, spec or "", conversion)
            for _, name, spec, conversion in string.Formatter().parse(text)
            if name is not None
        ]
    except ValueError:
        return {"{"}
    return {
        name if not conversion and (not spec or (name == "number" and re.fullmatch(r"0[1-9]", spec))) else "{"
        for name, spec, conversion in parsed
    }


def twice(names: Iterable[str]) -> list[str]:
    """The names that stand there more than once."""
    return [name for name, count in Counter(names).items() if count > 1]


def listed(names: Iterable[str]) -> str:
    """The names in their order, for a sentence."""
    return ", ".join(sorted(names))
