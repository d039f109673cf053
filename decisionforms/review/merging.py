"""Several reviewers' texts made one, by git's own three-way merge; where two say different things, neither wins."""

import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from decisionforms.errors import OperatorError

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
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for name, text in (("ours", one), ("base", base), ("theirs", other)):
            path = Path(folder, name)
            path.write_bytes(_spread(text).encode("utf-8"))
            paths.append(str(path))
        shown = _run(["git", "merge-file", "-p", "--diff3", "-L", "ours", "-L", "base", "-L", "theirs", *paths])
        kept = _run(["git", "merge-file", "-p", "--ours", *paths])
    return Merged(_gathered(kept), tuple(_conflicts(shown, base)))


def _spread(text: str) -> str:
    return "".join(line + "\n" + BETWEEN for line in text.split("\n"))


def _gathered(text: str) -> str:
    return text.replace("\n" + BETWEEN, "\n").removesuffix("\n")


def _run(command: list[str]) -> str:
    try:
        done = subprocess.run(command, capture_output=True, timeout=60, check=False)  # noqa: S603 - git itself, with files of ours
    except (OSError, subprocess.TimeoutExpired):
        raise OperatorError(
            "Several copies are made one by git, which can't be run here; install it, and try again."
        ) from None
    if done.returncode < 0 or done.returncode > 127:  # noqa: PLR2004 - up to there it is the number of conflicts
        raise OperatorError(f"Git could not make the copies one: {done.stderr.decode(errors='replace').strip()}.")
    return done.stdout.decode("utf-8")


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
