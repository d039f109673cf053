"""What a page of a PDF shows: its letters in the order of showing, by where they stand on it."""

from collections.abc import Iterator, Mapping, Sequence

from decisionforms.publish.layers.pdf.fonts import PLAIN, Font
from decisionforms.publish.layers.pdf.values import commands, strings_in

Matrix = tuple[float, float, float, float, float, float]
ORIGIN: Matrix = (1, 0, 0, 1, 0, 0)
# A step between letters that may be a space, and may be none: both are tried. In thousandths of the size of the letters.
STEP, GAP = "\x00", 180
MOST_KEPT = 65_536


class Page:
    """Goes through what a page shows, and knows where on the page it is; what stands for its letters is laid `aside`."""

    def __init__(self, fonts: Mapping[str, Font]) -> None:
        self.fonts = fonts
        self.font = PLAIN
        self.kept: list[Matrix] = []
        self.page = self.line = ORIGIN
        self.height: float | None = None
        self.moved = False
        self.aside: list[str] = []

    def text(self, content: bytes) -> Iterator[str]:
        """The letters in the order of showing, STEP where they may stand apart."""
        for operator, operands in commands(content):
            yield from self._act(operator, operands)

    def _act(self, operator: bytes, operands: Sequence[object]) -> Iterator[str]:
        match operator:
            case b"Tj" | b"TJ":
                yield from self._shown(operands)
            case b"'" | b'"':
                self.height = None
                yield from self._shown(operands)
            case b"Tf" if operands:
                self.font = self.fonts.get(str(operands[0]), PLAIN)
            case b"BDC" | b"DP":
                self.aside += (text for one in operands for text in strings_in(one))
            case _:
                self._place(operator, [float(one) for one in operands if isinstance(one, int | float)])

    def _shown(self, operands: Sequence[object]) -> Iterator[str]:
        yield self._step()
        for one in operands:
            if isinstance(one, list):
                yield from map(self._letters, one)
            elif isinstance(one, bytes):
                yield self.font.read(one)

    def _letters(self, shown: object) -> str:
        if isinstance(shown, bytes):
            return self.font.read(shown)
        return STEP if isinstance(shown, int | float) and shown < -GAP else ""

    def _step(self) -> str:
        """What lies between the letters shown last and the next: a new line, perhaps a space, or nothing."""
        height = _times(self.line, self.page)[5]
        same = self.height is not None and abs(height - self.height) <= 1
        moved, self.height, self.moved = self.moved, height, False
        return "\n" if not same else STEP if moved else ""

    def _place(self, operator: bytes, numbers: Sequence[float]) -> None:
        match operator, numbers:
            case b"Td" | b"TD", [across, up]:
                self._move(_times((1, 0, 0, 1, across, up), self.line))
            case b"Tm", [a, b, c, d, e, f]:
                self._move((a, b, c, d, e, f))
            case b"cm", [a, b, c, d, e, f]:
                self.page = _times((a, b, c, d, e, f), self.page)
            case b"BT", _:
                self._move(ORIGIN)
            case b"T*", _:
                self.height = None
            case b"q", _ if len(self.kept) < MOST_KEPT:
                self.kept.append(self.page)
            case b"Q", _ if self.kept:
                self.page = self.kept.pop()

    def _move(self, line: Matrix) -> None:
        self.line, self.moved = line, True


def _times(one: Matrix, two: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = two
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)
