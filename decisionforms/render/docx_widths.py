"""How wide the columns of a table are in Word, which does not find this out by itself in a table of fixed layout."""

from decisionforms.text.nodes import Table, text_of

NARROWEST, WIDEST = 3, 40
TWIPS_A_SIGN, CELL_SPACE = 128, 230


def column_widths(table: Table, whole: int) -> list[int]:
    """The columns' widths in twips: first so that no word is broken, then wider for more text, within reason."""
    columns = [[text_of(cell) for cell in column] for column in zip(table.header, *table.rows, strict=True)]
    least = [_least(column) for column in columns]
    spare = whole - sum(least)
    if spare < 0:
        return [whole * width // sum(least) for width in least]
    wanted = [max(1, min(WIDEST, max(len(text) for text in column)) * TWIPS_A_SIGN) for column in columns]
    return [width + spare * wish // sum(wanted) for width, wish in zip(least, wanted, strict=True)]


def _least(column: list[str]) -> int:
    """The width of a column's longest word in bold, with the space beside it."""
    longest = max((len(word) for text in column for word in text.split()), default=0)
    return max(NARROWEST, longest) * TWIPS_A_SIGN + CELL_SPACE
