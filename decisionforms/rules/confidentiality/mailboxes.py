"""E-mail addresses: of persons, and those that an office shares."""

import re
from functools import cache
from importlib import resources

EMAIL = re.compile(r"(?<![\w.+-])([A-Za-z][\w.'+-]{1,60})@[A-Za-z0-9-]{1,60}(?:\.[A-Za-z0-9-]{1,60}){1,4}")
PARTS_OF_A_NAME = re.compile(r"[._-]+")


def is_a_persons(local: str) -> bool:
    """Whether what stands before the @ is made of names: of two or three parts, and none a word of shared mailboxes."""
    parts = [part for part in PARTS_OF_A_NAME.split(local.lower().partition("+")[0]) if part]
    if len(parts) not in {2, 3} or shared_words().intersection(parts):
        return False
    return all(part.rstrip("0123456789").isalpha() for part in parts)


@cache
def shared_words() -> frozenset[str]:
    """The words of which names of shared mailboxes are made."""
    text = resources.files(__package__).joinpath("mailboxes.txt").read_text(encoding="utf-8")
    return frozenset(line for line in text.split("\n") if line and not line.startswith("#"))
