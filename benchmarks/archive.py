"""A project of invented decisions, built as an officer builds one: from the shell, in a process of its own."""

import shutil
import sys
from pathlib import Path

from msgspec import Struct

from benchmarks.corpus import write_corpus
from benchmarks.measuring import FailedRunError, Run, run_once

ROOT = Path(__file__).resolve().parent.parent
MADE = ("output", ".cache")
RECOMMENDATION = "## Recommendation"


class Archive(Struct, frozen=True):
    """The project in this folder, of so many decisions that have so many words together."""

    root: Path
    decisions: int
    words: int

    @property
    def sources(self) -> Path:
        """The folder of the decisions."""
        return self.root / "decisions"

    @property
    def outputs(self) -> Path:
        """The folder of the forms."""
        return self.root / "output" / "decisions"

    def build(self) -> Run:
        """What a build of all decisions takes as things are."""
        return self._run("build")

    def check(self) -> Run:
        """What it takes to ask all rules about all decisions; that there is something to be said is no fault."""
        return self._run("check", accepted=(0, 1))

    def build_from_nothing(self) -> Run:
        """What a build takes that finds nothing of an earlier one."""
        self.forget()
        run = self.build()
        see_that_all_were_made(self.outputs, self.decisions, "docx", "html")
        return run

    def _run(self, verb: str, accepted: tuple[int, ...] = (0,)) -> Run:
        command = [sys.executable, str(ROOT / "build.py"), "--project", str(self.root), verb]
        return run_once(command, ROOT, accepted)

    def forget(self) -> None:
        """Move away what was made: some disks are slow for a while after many files were deleted."""
        aside = self.root / "aside" / str(sum(1 for _ in self.root.glob("aside/*")))
        for name in MADE:
            if (self.root / name).exists():
                aside.mkdir(parents=True, exist_ok=True)
                (self.root / name).rename(aside / name)

    def build_after_a_change(self) -> Run:
        """What a build takes after a sentence was added to one decision."""
        changed = self.some_decision()
        text = changed.read_text(encoding="utf-8")
        changed.write_text(text.replace(RECOMMENDATION, f"It is needed.\n\n{RECOMMENDATION}", 1), encoding="utf-8")
        return self.build()

    def some_decision(self) -> Path:
        """The decision in the middle."""
        return sorted(self.sources.iterdir())[self.decisions // 2]


def make_archive(root: Path, decisions: int) -> Archive:
    """A new project in this folder, with this project's own form."""
    shutil.copytree(ROOT / "templates", root / "templates")
    return Archive(root, decisions, write_corpus(root / "decisions", decisions))


def see_that_all_were_made(folder: Path, decisions: int, *kinds: str) -> None:
    """Raise FailedRunError where less was made than there are decisions."""
    for kind in kinds:
        made = sum(1 for _ in folder.rglob(f"*.{kind}"))
        if made < decisions:
            raise FailedRunError(f"{made} {kind} files were made of {decisions} decisions")
