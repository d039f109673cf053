"""What an ordered list prints before its items, as Word counts: after z come aa and bb."""

from decisionforms.text.nodes import Counter

IN_SECTIONS = (Counter.LETTER, Counter.ROMAN, Counter.CAPITAL, Counter.FIGURE)
OUTSIDE_SECTIONS = (Counter.DECIMAL, Counter.LETTER, Counter.ROMAN, Counter.CAPITAL)
HIGHEST_START = 100
ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)


def marker(counter: Counter, number: int) -> str:
    """The mark of this item: 3 is "3.", "(c)", "(iii)", "(C)" or "(3)"."""
    match counter:
        case Counter.DECIMAL:
            return f"{number}."
        case Counter.LETTER:
            return f"({letters(number)})"
        case Counter.ROMAN:
            return f"({roman(number)})"
        case Counter.CAPITAL:
            return f"({letters(number).upper()})"
        case Counter.FIGURE:
            return f"({number})"


def letters(number: int) -> str:
    """The number in letters: 1 is a, 27 is aa, 28 is bb."""
    times, place = divmod(number - 1, 26)
    return chr(ord("a") + place) * (times + 1)


def roman(number: int) -> str:
    """The number in small Roman numerals."""
    digits = ""
    for value, digit in ROMAN:
        count, number = divmod(number, value)
        digits += digit * count
    return digits
