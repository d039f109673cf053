"""Times what rules cost on top of reading, and one paper checked from the shell.

python -m benchmarks.checking [--decisions 1669]
"""

import argparse
import gc
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from benchmarks.corpus import write_corpus
from benchmarks.measuring import run_once
from decisionforms.gathering import gather
from decisionforms.project import Project
from decisionforms.rules.corpus.summary import Among, Summary, summarise
from decisionforms.rules.paper import Paper
from decisionforms.rules.review import review
from decisionforms.rules.table import AMONG_RULES, RULES

ROOT = Path(__file__).resolve().parent.parent
REVIEWED = date(2026, 11, 22)
PUBLISHED = 1_669
ALONE_RUNS = 7
# Other work on the machine only ever adds to a figure; the lowest of several is nearest to what the code costs.
ROUNDS = 3


def cost_of_rules(corpus: Path) -> tuple[float, float, int]:
    """Return milliseconds of processor time per paper for reading and for all rules, and how much was found."""
    project = Project(ROOT)
    forms, sources = project.forms(), project.sources([corpus])
    register = gather(project, sources, forms).register
    reading = reviewing = 0.0
    papers: dict[str, Summary] = {}
    found = 0
    for path in sources:
        start = time.process_time()
        decision = project.read(path, forms).decision
        read = time.process_time()
        if decision:
            paper = Paper(decision, register, REVIEWED)
            found += sum(1 for _ in review(paper, RULES, decision.stage))
            papers[decision.slug] = summarise(paper)
            stage = decision.stage
        reading += read - start
        reviewing += time.process_time() - read
    start = time.process_time()
    for own in papers.values():
        found += sum(1 for _ in review(Among(own, papers, {}), AMONG_RULES, stage))
    reviewing += time.process_time() - start
    return reading * 1000 / len(sources), reviewing * 1000 / len(sources), found


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--decisions", type=int, default=PUBLISHED, help=f"how many ({PUBLISHED:,})")
    decisions = parser.parse_args().decisions
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder) / "corpus"
        write_corpus(corpus, decisions)
        gc.freeze()
        gc.disable()
        rounds = [cost_of_rules(corpus) for _ in range(ROUNDS)]
        reading, reviewing, found = (min(figures) for figures in zip(*rounds, strict=True))
        print(f"{decisions:,} papers: reading {reading:.2f} ms a paper, rules {reviewing:.2f} ms, {found:,} findings")
        one = next(corpus.iterdir())
        command = [sys.executable, str(ROOT / "build.py"), "check", str(one)]
        runs = sorted(run_once(command, ROOT, accepted=(0, 1)).wall for _ in range(ALONE_RUNS))
        print(f"one paper from the shell: {runs[len(runs) // 2] * 1000:.0f} ms")


if __name__ == "__main__":
    main()
