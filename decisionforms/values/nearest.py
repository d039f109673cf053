"""What may have been meant by a word that is not known."""

from collections.abc import Iterable


def nearest(typed: str, known: Iterable[str]) -> str:
    """The known word that is most like the one typed; nothing where none is much like it."""
    from difflib import get_close_matches  # noqa: PLC0415 - hardly ever asked for

    return next(iter(get_close_matches(typed, list(known), 1, 0.6)), "")
