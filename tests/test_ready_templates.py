"""A template or form made ready in one run is used in the next, as long as everything it was made from is the same."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from decisionforms.building.base import ready_templates
from decisionforms.cli import cli
from decisionforms.project import Project

WHERE = Path(".cache/templates/part-1")


def made(project: Path) -> dict[str, bytes]:
    """What a build of the project makes."""
    shutil.rmtree(project / "output", ignore_errors=True)
    result = CliRunner().invoke(cli, ["--project", str(project)])
    assert result.exit_code == 0, result.output
    return {
        path.name: path.read_bytes() for path in (project / "output").rglob("*") if path.suffix in {".docx", ".html"}
    }


@pytest.fixture
def project(copied_project: Path, project_root: Path) -> Path:
    """A project with one decision, of which nothing was made before."""
    shutil.rmtree(copied_project / ".cache")
    shutil.copy(project_root / "tests" / "corpus" / "pcd-9004.md", copied_project / "decisions")
    return copied_project


def test_a_kept_template_makes_the_same_bytes(project: Path) -> None:
    first = made(project)
    assert (project / WHERE).is_file()
    assert made(project) == first


def test_what_reads_word_files_is_not_even_loaded(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = made(project)
    for name in [name for name in sys.modules if name.partition(".")[0] in {"docx", "docxtpl", "lxml"}]:
        monkeypatch.setitem(sys.modules, name, None)
    monkeypatch.delitem(sys.modules, "decisionforms.render.docx_template", raising=False)
    monkeypatch.delitem(sys.modules, "decisionforms.render.layout_check", raising=False)
    assert made(project) == first


@pytest.mark.parametrize("layout", ["form.docx", "form.html", "public.html", "form.css", "form.toml"])
def test_a_changed_layout_is_made_ready_again(project: Path, layout: str) -> None:
    folder, one = project / "templates" / "part-1", Project(project)
    made(project)
    assert ready_templates(one).find(folder)
    with (folder / layout).open("ab") as file:
        file.write(b" ")
    assert ready_templates(one).find(folder) is None


def put_a_folder(kept: Path) -> None:
    kept.unlink()
    kept.mkdir()


SPOILT: dict[str, Callable[[Path], object]] = {
    "gone": Path.unlink,
    "empty": lambda kept: kept.write_bytes(b""),
    "cut": lambda kept: kept.write_bytes(kept.read_bytes()[:200]),
    "another kind": lambda kept: kept.write_bytes(kept.read_bytes()[:16] + b"\x80"),
    "a folder": put_a_folder,
}


@pytest.mark.parametrize("kept", [WHERE, Path(".cache/forms")], ids=["a template", "the forms"])
@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
def test_a_spoilt_one_costs_nothing(project: Path, spoil: Callable[[Path], object], kept: Path) -> None:
    first = made(project)
    spoil(project / kept)
    assert made(project) == first


def test_where_none_can_be_kept_the_build_goes_on(project: Path) -> None:
    (project / ".cache").write_text("in the way", encoding="utf-8")
    assert made(project)


def test_compiled_layouts_are_kept_with_the_compiled_program_and_never_in_a_project(
    project: Path, project_root: Path, tmp_path: Path
) -> None:
    apart = tmp_path / "compiled"
    surroundings = {**os.environ, "PYTHONPYCACHEPREFIX": str(apart), "PYTHONDONTWRITEBYTECODE": ""}
    command = [sys.executable, str(project_root / "build.py"), "--project", str(project)]
    subprocess.run(command, env=surroundings, check=True, capture_output=True)
    kept = list(apart.rglob("layout-*.pyc"))
    assert len(kept) == 5, "form.html, three parts of the Word document, and public.html that extends form.html"
    assert not list(project.rglob("*.pyc"))
    layout = project / "templates" / "part-1" / "form.html"
    layout.write_text(
        layout.read_text(encoding="utf-8").replace("Skip to the form", "Go to the form"), encoding="utf-8"
    )
    subprocess.run(command, env=surroundings, check=True, capture_output=True)
    pages = [page.read_text(encoding="utf-8") for page in (project / "output").rglob("*.html")]
    assert pages
    assert all("Go to the form" in page for page in pages), "what was compiled before is not used for another text"
