"""The fixed wording of a form, in its order, and where an original has it."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from msgspec import Struct

from decisionforms.form.definition import Definition
from decisionforms.form.wording import Part
from decisionforms.legacy.remarks import Remarks, shortened
from decisionforms.legacy.stream import Stream, keys_of

ALIKE = 0.86
# A wording that reads otherwise may be so many words longer or shorter.
SLACK = 2


class Anchor(Struct, frozen=True):
    """A fixed wording: the part to which it belongs, and what it is there; a heading begins a line."""

    part: str
    role: str
    text: str
    at: int = 0

    @property
    def heads(self) -> bool:
        """Whether it begins a line."""
        return self.role in {"heading", "label", "beginning"}

    @property
    def whole(self) -> bool:
        """Whether nothing else stands on its line."""
        return self.heads and self.role != "beginning" and not self.text.endswith(":")


class Found(Struct, frozen=True):
    """Where a fixed wording stands, from one word up to another, and where the next one begins."""

    anchor: Anchor
    start: int
    end: int
    until: int = 0


def anchors_of(definition: Definition) -> Iterator[Anchor]:
    """Every fixed wording, in the order of the form; of the outcomes a request may have, that of approval."""
    yield Anchor("letterhead", "heading", definition.letterhead)
    yield Anchor("reference", "beginning", definition.heading.partition("{reference}")[0].rstrip())
    yield Anchor("title", "beginning", definition.words.title)
    for part in definition.parts:
        yield from (anchor for anchor in _of_part(part, definition) if keys_of(anchor.text))


def _of_part(part: Part, definition: Definition) -> Iterator[Anchor]:
    yield Anchor(part.key, "heading", part.heading)
    yield from (Anchor(part.key, "text", text, at) for at, text in enumerate(part.text))
    yield from (Anchor(part.key, "question", one.ask, at) for at, one in enumerate(part.questions))
    if part.declaration:
        yield Anchor(part.key, "column", definition.words.tick_column)
    signatory = definition.signatories.get(part.signatory)
    if signatory and signatory.outcomes:
        yield Anchor(part.key, "outcome", signatory.outcomes.approved)


class Stretch(NamedTuple):
    """What is looked at of a stream: from one word up to another."""

    start: int
    end: int


def locate(
    stream: Stream, anchors: tuple[Anchor, ...], within: Stretch, remarks: Remarks, fewest: int = 0
) -> tuple[Found, ...]:
    """The wordings that the original has, in order: first those that read the same, then, between them, what reads alike.

    There are none where fewer than `fewest` read the same.
    """
    exact = tuple(_exact(stream, anchors, within))
    if len(exact) < fewest:
        return ()
    alike = _alike(stream, anchors, exact, within, remarks)
    found = tuple(sorted((*exact, *alike), key=lambda one: one.start))
    for anchor in anchors:
        if not any(one.anchor == anchor for one in found):
            before = [one.end - 1 for one in found if anchors.index(one.anchor) < anchors.index(anchor)]
            line = stream.line(max(before, default=within.start))
            remarks.ask(line, f"“{shortened(anchor.text)}” was not found after this line")
    ends = [*(one.start for one in found), within.end][1:]
    return tuple(Found(one.anchor, one.start, one.end, end) for one, end in zip(found, ends, strict=False))


def _exact(stream: Stream, anchors: tuple[Anchor, ...], within: Stretch) -> Iterator[Found]:
    after = within.start
    for anchor, following in zip(anchors, (*anchors[1:], None), strict=True):
        keys = keys_of(anchor.text)
        for at in stream.find(keys, after, within.end):
            if _fits(stream, anchor, at, at + len(keys), following):
                after = at + len(keys)
                yield Found(anchor, at, after)
                break


def _fits(stream: Stream, anchor: Anchor, start: int, end: int, following: Anchor | None) -> bool:
    """Whether a heading begins its line here, and nothing but the form's next wording stands behind it."""
    if not anchor.heads:
        return True
    next_keys = keys_of(following.text) if following else ()
    alone = not anchor.whole or stream.ends_line(end) or stream.keys(end, end + len(next_keys)) == next_keys
    return stream.words[start].first and alone


def _alike(
    stream: Stream, anchors: tuple[Anchor, ...], exact: tuple[Found, ...], within: Stretch, remarks: Remarks
) -> Iterator[Found]:
    """What reads like a wording that was not found, between the two that were found about it."""
    known = {one.anchor for one in exact}
    for anchor in anchors:
        if anchor in known or anchor.role == "outcome":  # “has my approval” reads much like “does not have my approval”
            continue
        order = anchors.index(anchor)
        after = max((one.end for one in exact if anchors.index(one.anchor) < order), default=within.start)
        until = min((one.start for one in exact if anchors.index(one.anchor) > order), default=within.end)
        if near := _nearest(stream, anchor, after, until):
            written = shortened(stream.text(near.start, near.end))
            remarks.guess(stream.line(near.start), f"“{written}” was taken for “{shortened(anchor.text)}”")
            exact = (*exact, near)
            yield near


def _nearest(stream: Stream, anchor: Anchor, start: int, end: int) -> Found | None:
    """What reads most like a wording, if anything does; figures have to be the same."""
    keys = keys_of(anchor.text)
    best, place = ALIKE, None
    for at in range(start, end):
        if not stream.words[at].first:
            continue
        for length in range(max(1, len(keys) - SLACK), len(keys) + SLACK + 1):
            if at + length > end or (anchor.heads and not stream.ends_line(at + length)):
                continue
            if (alike := likeness(stream.keys(at, at + length), keys, best)) > best:
                best, place = alike, Found(anchor, at, at + length)
    return place


def likeness(some: tuple[str, ...], others: tuple[str, ...], least: float) -> float:
    """How much two wordings have in common, up to one; nothing where figures differ, or it would be less than `least`."""
    if [key for key in some if key.isdecimal()] != [key for key in others if key.isdecimal()]:
        return 0
    one, other = " ".join(some), " ".join(others)
    if 2 * min(len(one), len(other)) <= least * (len(one) + len(other)):
        return 0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() > least else 0
