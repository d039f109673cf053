"""git, as far as it is used: a text that it keeps, and three texts made one. It runs no hook and asks nobody."""

import os
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from decisionforms.errors import OperatorError

# No network, not even for what a partial clone lacks, no questions, and the same words in every country.
SETTINGS: Mapping[str, str] = {
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "LC_ALL": "C",
}
NO_PROGRAMS = ("-c", f"core.hooksPath={os.devnull}", "-c", "core.fsmonitor=false")
LONGEST, MOST_CONFLICTS = 60, 127


def kept_text(folder: Path, name: str, largest: int) -> bytes | None:
    """The file of this name, which is made of its bytes, in the repository of a folder; None where it has none so small."""
    size = _run("-C", str(folder), "cat-file", "-s", name)
    if size is None or size.returncode or int(size.stdout) > largest:
        return None
    kept = _run("-C", str(folder), "cat-file", "blob", name)
    return kept.stdout if kept and not kept.returncode else None


def merged(one: str, base: str, other: str, *options: str) -> str:
    """Both texts in one, by what each changed in the base, as `merge-file` does it with these options.

    Raises OperatorError where git can't be run.
    """
    with tempfile.TemporaryDirectory() as folder:
        paths = [_written(Path(folder, name), text) for name, text in (("one", one), ("base", base), ("other", other))]
        done = _run("merge-file", "-p", *options, *paths)
    if done is None:
        raise OperatorError("Several copies are made one by git, which can't be run here; install it, and try again.")
    if not 0 <= done.returncode <= MOST_CONFLICTS:
        raise OperatorError(f"Git could not make the copies one: {done.stderr.decode(errors='replace').strip()}.")
    return done.stdout.decode("utf-8")


def _written(path: Path, text: str) -> str:
    path.write_bytes(text.encode("utf-8"))
    return str(path)


def _run(*arguments: str) -> subprocess.CompletedProcess[bytes] | None:
    """What git says to this; None where it can't be run, or takes too long."""
    try:
        return subprocess.run(  # noqa: S603 - arguments are of ours, and names of hex digits
            ["git", *NO_PROGRAMS, *arguments],  # noqa: S607 - git is where the operator installed it
            env=_environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=LONGEST,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None


def _environment() -> Mapping[str, str]:
    """The operator's own, without what may lead git elsewhere, as it does in a hook."""
    own: Sequence[tuple[str, str]] = [one for one in os.environ.items() if not one[0].startswith("GIT_")]
    return {**dict(own), **SETTINGS}
