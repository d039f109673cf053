"""Labels that would be lost though something points to them: what has one then stays, and is told."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from decisionforms.review.leaves import Leaf
from decisionforms.review.pieces import NoteMark, Piece, Pointer, Words
from decisionforms.review.planning import Planned


def keep_labels(planned: Sequence[Planned], leaves: Mapping[str, Leaf]) -> tuple[Planned, ...]:
    """What is planned; with a reason where it would take away a label that words which stay point to."""
    wanted = {label for one in planned for label in _pointed_at(one)}
    written = "\n".join(line for one in planned for edit in one.edits for line in edit.lines)
    return tuple(_kept(one, leaves, wanted, written) for one in planned)


def _kept(one: Planned, leaves: Mapping[str, Leaf], wanted: set[str], written: str) -> Planned:
    leaf = leaves.get(one.pair.sent.name) if one.pair.sent else None
    label = leaf.label if leaf and one.edits and not one.why and not one.pair.is_same else ""
    if not label or label in written or label.strip("{}# ") not in wanted:
        return one
    return replace(
        one, why=f"words elsewhere point to it by its label {label}; make this change by hand, together with theirs"
    )


def _pointed_at(one: Planned) -> Iterator[str]:
    unit = one.pair.sent if one.why else one.pair.back
    return _labels(piece for shown in unit.shown for piece in shown.pieces) if unit else iter(())


def _labels(pieces: Iterable[Piece]) -> Iterator[str]:
    for piece in pieces:
        match piece:
            case Pointer(label):
                yield label
            case Words(href=href) if href.startswith("#"):
                yield href[1:]
            case NoteMark(paragraphs):
                yield from (label for paragraph in paragraphs for label in _labels(paragraph))
