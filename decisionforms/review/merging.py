"""Several reviewers' texts made one, by git's own three-way merge; where two say different things, neither wins."""

from collections.abc import Iterator

from msgspec import Struct

from decisionforms import git

# Git takes changes of neighbouring lines for one; a line of its own between any two keeps them apart.
BETWEEN = "\x1f\n"
OURS, BASE, THEIRS, END = "<<<<<<< ours", "||||||| base", "=======", ">>>>>>> theirs"


class Conflict(Struct, frozen=True):
    """Lines that were changed in two ways; `line` is where they begin in the text that was sent."""

    line: int
    sent: str
    one: str
    other: str


class Merged(Struct, frozen=True):
    """A text with all changes that agree; where they don't, it is as the first had it."""

    text: str
    conflicts: tuple[Conflict, ...] = ()


def merge(base: str, one: str, other: str) -> Merged:
    """Both texts in one, by what each changed in the base. Raises OperatorError where git can't be run."""
    if other in {base, one}:
        return Merged(one)
    if one == base:
        return Merged(other)
    texts = (_spread(one), _spread(base), _spread(other))
    shown = git.merged(*texts, "--diff3", "-L", "ours", "-L", "base", "-L", "theirs")
    return Merged(_gathered(git.merged(*texts, "--ours")), tuple(_conflicts(shown, base)))


def _spread(text: str) -> str:
    return "".join(line + "\n" + BETWEEN for line in text.split("\n"))


def _gathered(text: str) -> str:
    return text.replace("\n" + BETWEEN, "\n").removesuffix("\n")


def _conflicts(shown: str, base: str) -> Iterator[Conflict]:
    lines, begun = base.split("\n"), 0
    parts: dict[str, list[str]] = {}
    now = ""
    for line in shown.split("\n"):
        if line in {OURS, BASE, THEIRS} and (now or line == OURS):
            now = line
            parts[now] = []
        elif line == END and now:
            sent = _texts(parts[BASE])
            begun = (
                next((at for at in range(begun, len(lines)) if lines[at] == parts[BASE][0]), begun)
                if parts[BASE]
                else begun
            )
            yield Conflict(begun + 1, sent, _texts(parts[OURS]), _texts(parts[THEIRS]))
            now = ""
        elif now:
            parts[now].append(line)


def _texts(lines: list[str]) -> str:
    return "\n".join(line for line in lines if line != BETWEEN.strip("\n"))
