"""Times the preview: from saving a paper until a browser shows it, and how long `serve` and `watch` work on it.

python -m benchmarks.preview [--decisions 1669] [--saves 30]
"""

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from benchmarks.corpus import write_corpus
from decisionforms.commands.watch import told
from decisionforms.diagnostics import Severity
from decisionforms.output_folder import OutputFolder
from decisionforms.preview.answers import Answers
from decisionforms.preview.desk import Desk
from decisionforms.preview.saving import save
from decisionforms.preview.watching import Changes
from decisionforms.project import Project

ROOT = Path(__file__).resolve().parent.parent
REVIEWED = date(2026, 11, 22)
PUBLISHED, SAVES = 1_669, 30
# What is asked of it, in milliseconds.
MOST_SEEN, MOST_SERVED = 300, 60


def project_of(folder: Path, decisions: int) -> tuple[Project, Path]:
    """Return a project with so many decisions, and one of them."""
    shutil.copytree(ROOT / "templates", folder / "templates")
    write_corpus(folder / "decisions", decisions)
    return Project(folder), min((folder / "decisions").iterdir())


def served(project: Project, paper: Path, saves: int) -> list[float]:
    """Return milliseconds of the server's work after each save: reading, checking, laying out, and both answers."""
    desk = Desk(project, lambda: REVIEWED)
    answers = Answers(desk, project.templates / "preview", "python build.py serve")
    answers.to(f"/{paper.stem}/")
    text, took = paper.read_text(encoding="utf-8"), []
    for at in range(saves):
        paper.write_text(f"{text}\n\nParagraph {at}.\n", encoding="utf-8")
        began = time.perf_counter()
        desk.notice(Changes((paper,)))
        answers.to(f"/{paper.stem}/")
        answers.to(f"/{paper.stem}/form.html")
        took.append((time.perf_counter() - began) * 1000)
    paper.write_text(text, encoding="utf-8")
    return took


def watched(project: Project, paper: Path, saves: int) -> list[float]:
    """Return milliseconds of the work of `watch` after each save: reading, checking, making both forms, writing them."""
    desk, folder = Desk(project, lambda: REVIEWED), OutputFolder(project.output)
    save(desk, paper, folder)
    text, took = paper.read_text(encoding="utf-8"), []
    for at in range(saves):
        paper.write_text(f"{text}\n\nParagraph {at}.\n", encoding="utf-8")
        began = time.perf_counter()
        desk.notice(Changes((paper,)))
        told(save(desk, paper, folder), Severity.WARNING, "output")
        took.append((time.perf_counter() - began) * 1000)
    paper.write_text(text, encoding="utf-8")
    return took


def seen(project: Project, paper: Path, saves: int) -> list[float]:
    """Return milliseconds from each save until a browser shows it."""
    command = [sys.executable, str(ROOT / "build.py"), "--project", str(project.root), "serve", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            said = server.stdout.readline() if server.stdout else ""
            address = next(word for word in said.split() if word.startswith("http"))
            script = ["node", str(ROOT / "benchmarks" / "preview.mjs"), f"{address}{paper.stem}/", str(paper)]
            result = subprocess.run([*script, str(saves)], capture_output=True, text=True, check=True)
        finally:
            server.terminate()
    return [float(one) for one in json.loads(result.stdout)]


def line(what: str, took: list[float], most: int) -> str:
    """Return a line of the table."""
    return f"{what:<32} median {statistics.median(took):5.0f} ms, longest {max(took):5.0f} ms (asked for: {most} ms)"


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--decisions", type=int, default=PUBLISHED, help=f"how many ({PUBLISHED:,})")
    parser.add_argument("--saves", type=int, default=SAVES, help=f"how many ({SAVES})")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        project, paper = project_of(Path(folder) / "project", asked.decisions)
        print(f"{asked.saves} saves of one paper among {asked.decisions:,}")
        print(line("the server's work", served(project, paper, asked.saves), MOST_SERVED))
        print(line("the work of watch", watched(project, paper, asked.saves), MOST_SERVED))
        print(line("from saving to the page shown", seen(project, paper, asked.saves), MOST_SEEN))


if __name__ == "__main__":
    main()
