"""Times a publication of the whole register, and one after a single decision has changed.

python -m benchmarks.publishing [--decisions 1669]

PDFs are left out: they are made by another program, and take longer than all the rest.
"""

import argparse
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.corpus import write_corpus
from decisionforms.project import Project
from decisionforms.publish.candidate import candidate_of

ROOT = Path(__file__).resolve().parent.parent
PUBLISHED = 1_669
SIGNED = """signatures:
  chief_executive: {{name: A. Chief, date: 1 September 2026, version: {version}}}
  deputy_mayor: {{name: B. Deputy, date: 2 September 2026, version: {version}, interests: none}}
"""
HELD = ("pcd-9005.md", "pcd-9010.md", "pcd-9011.md", "draft-night-service.md")
SETTINGS = "[tool.decisionforms.publish]\npdf = false\n"


def signed_project(root: Path, decisions: int) -> Project:
    """A project with nearly so many invented decisions, each signed by everybody, and some that stay."""
    shutil.copytree(ROOT / "templates", root / "templates")
    (root / "pyproject.toml").write_text(SETTINGS, encoding="utf-8")
    write_corpus(root / "decisions", decisions)
    project = Project(root)
    forms = project.forms()
    for path in project.sources(()):
        sign(project, path, version_of(project, path))
        if candidate_of(project, project.read(path, forms), path.stem, ()).reasons:
            path.unlink()  # its invented dates or sums contradict one another
    for held in HELD:
        shutil.copy(ROOT / "tests" / "corpus" / held, root / "decisions")
    return project


def version_of(project: Project, path: Path) -> str:
    """The version of a paper as it stands."""
    decision = project.read(path, project.forms()).decision
    return decision.version if decision else ""


def sign(project: Project, path: Path, version: str) -> None:
    """Write all signatures into a paper, for this version of it."""
    text = project.text(path)
    before, _, after = text.partition("\ndeferral: no")
    kept = before.partition("\nsignatures:")[0]
    path.write_text(f"{kept}\n{SIGNED.format(version=version)}deferral: no{after}", encoding="utf-8")


def change(project: Project) -> None:
    """Change a word of the first decision that was published, and have it signed again."""
    path = next(iter(sorted((project.output / "site" / "decisions").iterdir()))).name
    source = project.decisions / f"{path}.md"
    source.write_text(
        project.text(source).replace("## Recommendation", "It is needed.\n\n## Recommendation", 1), encoding="utf-8"
    )
    sign(project, source, version_of(project, source))


def publish(project: Project) -> tuple[float, str]:
    """Seconds of processor time of one publication from the shell, and what it said first."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, str(ROOT / "build.py"), "--project", str(project.root), "publish", "--on", "2026-11-22"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    said = (done.stdout or done.stderr).splitlines()[0]
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, said[:60]


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--decisions", type=int, default=PUBLISHED, help=f"how many ({PUBLISHED:,})")
    with tempfile.TemporaryDirectory() as folder:
        project = signed_project(Path(folder), parser.parse_args().decisions)
        print(f"{'first publication':28} {'{:6.2f} s  {}'.format(*publish(project))}")
        print(f"{'again, with nothing changed':28} {'{:6.2f} s  {}'.format(*publish(project))}")
        for _ in range(3):
            change(project)
            print(f"{'again, with one changed':28} {'{:6.2f} s  {}'.format(*publish(project))}")


if __name__ == "__main__":
    main()
