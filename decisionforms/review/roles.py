"""What a paragraph is, by its style; and what came back in a style of another document, read as the form would print it."""

from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from decisionforms.render.docx_layout import Styles
from decisionforms.review.aligning import Pair
from decisionforms.review.leaves import Leaf, Role
from decisionforms.review.pieces import Words, settle
from decisionforms.review.printing import Printed
from decisionforms.review.shown import Shown
from decisionforms.review.styles import style_names
from decisionforms.review.units import Unit
from decisionforms.word.opening import STYLES


class Roles(Struct, frozen=True):
    """The roles by the names of styles.

    `numbered` and `text` are the styles of paragraphs, with a number and without; `own` are those of the form's words.
    """

    by_style: Mapping[str, Role]
    numbered: str
    text: str
    own: frozenset[str]

    def of(self, unit: Unit) -> Role:
        """What this unit is."""
        return Role.ROW if unit.is_row else self.by_style.get(unit.style, Role.PARAGRAPH)

    def is_ordinary(self, unit: Unit) -> bool:
        """Whether it is, or can be taken for, a paragraph like any other."""
        return self.of(unit) is Role.PARAGRAPH and unit.number in {"", "by style"} and unit.style not in self.own


def roles_of(styles: Styles, printed: Printed) -> Roles:
    """The roles of styles in the review copies of one form."""
    names = style_names(printed.file.part(STYLES))
    by_id = {
        styles.text: Role.PARAGRAPH,
        styles.numbered: Role.PARAGRAPH,
        styles.continued: Role.CONTINUED,
        styles.quotation: Role.QUOTED,
        styles.subheading: Role.SUBHEADING,
        styles.bullet[0]: Role.POINT,
        **{style: Role.POINT for style, _ in styles.counters.values()},
    }
    by_style = {names.get(key, key): role for key, role in by_id.items()}
    own = frozenset(unit.style for unit in printed.units if unit.name not in printed.leaves) - set(by_style)
    return Roles(by_style, names.get(styles.numbered, ""), names.get(styles.text, ""), own)


def as_the_form_prints(pairs: Sequence[Pair], leaves: Mapping[str, Leaf], roles: Roles) -> list[Pair]:
    """The pairs, with new words in the style that words have in their section; a style alone is left as it came back."""
    found: list[Pair] = []
    near: Leaf | None = None
    for pair in pairs:
        near = leaves.get(pair.sent.name) if pair.sent else near
        found.append(pair if near is None else Pair(pair.sent, _settled(pair, near, roles)))
    return found


def _settled(pair: Pair, near: Leaf, roles: Roles) -> Unit | None:
    back = pair.back
    if back is None or back.is_row or pair.is_same:
        return back
    if near.role is Role.BLANK and (pair.sent is None or roles.of(back) is Role.CONTINUED):
        return _ordinary(back, near, roles) if roles.of(back) in {Role.PARAGRAPH, Role.CONTINUED} else back
    has_new_words = pair.sent is None or pair.sent.pieces != back.pieces
    is_beside = near.role in {Role.PARAGRAPH, Role.SUBHEADING, Role.ROW} or pair.sent is None
    return _ordinary(back, near, roles) if has_new_words and is_beside and roles.is_ordinary(back) else back


def _ordinary(unit: Unit, near: Leaf, roles: Roles) -> Unit:
    style, number = (roles.numbered, "by style") if near.numbered else (roles.text, "")
    shown = replace(unit.shown[0], style=style, number=number)
    return replace(unit, shown=(_upright(shown) if near.role is Role.BLANK else shown,))


def _upright(shown: Shown) -> Shown:
    """Words that were typed over those for what is not written yet, which are in italics."""
    if not all(piece.italic for piece in shown.pieces if isinstance(piece, Words)):
        return shown
    upright = (replace(piece, italic=False) if isinstance(piece, Words) else piece for piece in shown.pieces)
    return replace(shown, pieces=settle(upright))
