"""The words of a text that begin with a capital: looked for once, for all rules about names."""

import re
from functools import lru_cache

CAPITALISED = re.compile(r"[A-Z]\w*")


@lru_cache(maxsize=1)
def capitalised(text: str) -> tuple[str, ...]:
    """Each of them once, in the order of the text, capitals within a word included (Phone, of iPhone)."""
    return tuple(dict.fromkeys(CAPITALISED.findall(text)))
