"""Values as a writer would type them among the facts."""

import re

PLAIN = re.compile(r"[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ .’-]*")


def quoted(text: str) -> str:
    """A value as YAML reads it whole, whatever stands in it."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def as_value(text: str) -> str:
    """A value as a writer would type it: in quotes only where it could be taken for something else."""
    return text if PLAIN.fullmatch(text) and text.strip() == text else quoted(text)
