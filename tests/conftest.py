"""What the tests share: the project, its decisions as built, and how hard hypothesis tries."""

import gc
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from reading_back.workshop import Made, Workshop

from decisionforms.building.base import ready_templates
from decisionforms.errors import FormError
from decisionforms.output_folder import OutputFolder
from decisionforms.pipeline import build
from decisionforms.project import Project
from decisionforms.render.renderers import Renderers
from decisionforms.sources import Paths
from decisionforms.view.form_view import FormView

ROOT = Path(__file__).parent.parent
SOURCES = tuple(sorted([*(ROOT / "decisions").glob("*.md"), *(ROOT / "tests" / "corpus").glob("*.md")]))

TRIED = [phase for phase in Phase if phase is not Phase.explain]  # to explain a failure takes minutes
settings.register_profile("here", deadline=None, phases=TRIED, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("here"), derandomize=True, database=None)
settings.load_profile("ci" if os.environ.get("CI") else "here")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--renew-golden` writes the golden files anew; read what `git diff` then shows before you commit it.

    `--seeds 3000` makes so many sets of edits at random in review copies.
    """
    parser.addoption("--renew-golden", action="store_true", help="write the files of tests/golden anew")
    parser.addoption("--seeds", type=int, default=20, help="how many sets of edits are made at random in review copies")


# The files that take longest, the longest first: more than ten seconds each.
LONGEST = (
    *("search", "switch_faults", "pdf", "whole_site", "preview_in_browser", "revising", "layouts", "leaks", "parity"),
    *("register_pages", "bad_files", "preview", "docx_properties", "figures", "building", "pages", "signing"),
    *("publishing_verbs", "publication", "unedited_copies", "many_edits", "libreoffice_edits", "form_definition"),
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files come first, then those with slow tests, so that in the end nobody waits for one alone."""
    first = {f"test_{name}.py": at for at, name in enumerate(LONGEST)}
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: (first.get(item.path.name, len(first)), item.path not in slow))


def pytest_collection_finish() -> None:
    """What was loaded to find the tests stays to the end: nobody need look each time whether it can be let go."""
    gc.freeze()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that asks for a `corpus_decision` runs once for each decision of the corpus."""
    if "corpus_slug" in metafunc.fixturenames:
        metafunc.parametrize("corpus_slug", [path.stem for path in SOURCES])


@pytest.fixture(scope="session")
def project_root() -> Path:
    """The folder of the project."""
    return ROOT


@pytest.fixture(scope="session")
def empty_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with the forms of this one and no decisions; an earlier run has made their templates ready."""
    project = Project(tmp_path_factory.mktemp("empty") / "project")
    shutil.copytree(ROOT / "templates", project.templates)
    project.decisions.mkdir()
    renderers = Renderers(ready_templates(project))
    for form in project.forms().values():
        assert not isinstance(form, FormError), form
        assert renderers.ready(form) is form
    return project.root


@pytest.fixture
def copied_project(empty_project: Path, tmp_path: Path) -> Path:
    """A project of its own with the forms of this one and no decisions."""
    return Path(shutil.copytree(empty_project, tmp_path / "project"))


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder in which every decision of decisions/ and tests/corpus/ has been built."""
    output = tmp_path_factory.mktemp("corpus")
    for built in build(Project(ROOT), Paths(SOURCES), OutputFolder(output), whole=True):
        assert not built.failed, built.diagnostics
    return output


@pytest.fixture(scope="session")
def workshop() -> Workshop:
    """Makes decisions from texts."""
    return Workshop(ROOT, SOURCES)


@pytest.fixture(scope="session")
def made(corpus: Path, workshop: Workshop) -> Mapping[str, Made]:
    """What was built of every decision of the corpus, by the name of its source."""
    found = {}
    for path in SOURCES:
        one = workshop.make(path.read_text(encoding="utf-8"), path.stem)
        folder = corpus / "decisions" / one.view.slug
        docx, html = (folder / f"{one.view.slug}.docx").read_bytes(), (folder / "index.html").read_bytes()
        assert (docx, html) == (one.docx, one.html)
        found[path.stem] = one
    return found


@pytest.fixture(scope="session")
def views(made: Mapping[str, Made]) -> Mapping[str, FormView]:
    """How a reader sees every decision of the corpus, by slug."""
    return {one.view.slug: one.view for one in made.values()}


@pytest.fixture
def corpus_decision(corpus_slug: str, made: Mapping[str, Made]) -> Made:
    """One decision of the corpus after the other."""
    return made[corpus_slug]
