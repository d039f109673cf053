"""Building again: only what has changed is made, and what is left is what a clean build makes, to the byte."""

import gc
import os
import shutil
import subprocess
import sys
import tracemalloc
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import TypeAlias

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_back.workshop import decision

from decisionforms.building import HERE, PROCESSES
from decisionforms.building.base import base_in
from decisionforms.building.crew import work
from decisionforms.building.memory import Memory
from decisionforms.building.paper import Built, Job, open_workshop
from decisionforms.building.survey import survey
from decisionforms.building.workers import make_papers, place_order
from decisionforms.cli import cli
from decisionforms.commands.build import Account
from decisionforms.errors import OperatorError
from decisionforms.gathering import gather
from decisionforms.output_folder import OutputFolder
from decisionforms.pipeline import build
from decisionforms.project import Project
from decisionforms.sources import Paths
from decisionforms.stamp import Stamp, say_again

ROOT = Path(__file__).parent.parent
TEMPLATE = ROOT / "templates"
Edit: TypeAlias = Callable[[Path], None]


def texts(number: int, words: str = "The first text.", more: str = "") -> str:
    return decision(words, title=f"title: Example {number}", facts=f"reference: PCD {number}\n{more}")


def built(project: Path, by: str = HERE) -> list[Built]:
    """What came of a build of all papers."""
    whole = Project(project)
    return list(build(whole, whole.sources(()), OutputFolder(whole.output), whole=True, by=by))


def outputs(project: Path) -> Mapping[str, bytes]:
    folder = project / "output"
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def clean(project: Path) -> Mapping[str, bytes]:
    """What a build makes that remembers nothing, in another folder."""
    other = project.with_name("clean")
    shutil.rmtree(other, ignore_errors=True)
    shutil.copytree(project, other, ignore=shutil.ignore_patterns(".cache", "output"), symlinks=True)
    built(other)
    return outputs(other)


def changed(project: Path) -> list[str]:
    """The papers of which something had to be written."""
    return [Path(one.path).stem for one in built(project) if one.written]


@pytest.fixture
def project(copied_project: Path) -> Path:
    """A project of three papers, one of which mentions another and extends a third."""
    for number, words, more in (
        (9001, "As PCD 9002 says.", "extends: PCD 9003\n"),
        (9002, "Alone.", ""),
        (9003, "Alone too.", ""),
    ):
        write(copied_project, number, words, more)
    built(copied_project)
    return copied_project


def write(project: Path, number: int, words: str, more: str = "") -> None:
    (project / "decisions" / f"pcd-{number}.md").write_text(texts(number, words, more), encoding="utf-8")


# ── What is made again ──────────────────────────────────────────────────────────────────────────────────────────
def test_nothing_is_made_again_where_nothing_changed(project: Path) -> None:
    assert [one.stage for one in built(project)] == ["Draft"] * 3
    assert changed(project) == []


def test_only_what_changed_is_made_again(project: Path) -> None:
    write(project, 9002, "Other words.")
    assert changed(project) == ["pcd-9002"]
    assert outputs(project) == clean(project)


def test_what_a_paper_says_of_another_is_made_again_when_that_one_comes_or_goes(project: Path) -> None:
    (project / "decisions" / "pcd-9002.md").unlink()
    assert changed(project) == ["pcd-9001"]
    assert outputs(project) == clean(project)
    write(project, 9002, "Back again.")
    assert changed(project) == ["pcd-9001", "pcd-9002"]
    (project / "decisions" / "pcd-9001.md").unlink()
    assert changed(project) == ["pcd-9003"], "which no longer is extended"
    assert outputs(project) == clean(project)


def test_a_second_paper_of_one_reference_is_noticed_and_then_forgotten(project: Path) -> None:
    (project / "decisions" / "copy.md").write_text(texts(9002, "Alone."), encoding="utf-8")
    assert [Path(one.path).stem for one in built(project) if one.failed] == ["copy", "pcd-9002"]
    (project / "decisions" / "copy.md").unlink()
    assert not [one for one in built(project) if one.failed]
    assert outputs(project) == clean(project)


@pytest.mark.parametrize("file", ["form.html", "form.css", "form.toml"])
def test_a_changed_template_makes_everything_again(project: Path, file: str) -> None:
    layout = project / "templates" / "part-1" / file
    text = layout.read_text(encoding="utf-8")
    layout.write_text(
        text.replace("serif", "monospace").replace("DRAFT", "OUTLINE").replace("<main", "<main "), encoding="utf-8"
    )
    built(project)
    assert outputs(project) == clean(project)


def test_a_form_that_was_tampered_with_or_lost_is_put_right(project: Path) -> None:
    before = outputs(project)
    page = project / "output" / "decisions" / "pcd-9001" / "index.html"
    page.write_bytes(b"x" * page.stat().st_size)
    (project / "output" / "decisions" / "pcd-9002" / "pcd-9002.docx").unlink()
    assert changed(project) == ["pcd-9001", "pcd-9002"]
    assert outputs(project) == before


def test_without_its_cache_or_with_a_broken_one_a_build_makes_the_same(project: Path) -> None:
    before = outputs(project)
    cache = project / ".cache"
    shutil.rmtree(cache)
    assert changed(project) == []
    (cache / "build").write_bytes(b"no database" * 500)
    (cache / "known").write_bytes(b"")
    assert changed(project) == []
    (cache / "build").unlink()
    (cache / "build").mkdir()
    assert changed(project) == []
    assert outputs(project) == before == clean(project)


def test_a_paper_that_can_not_be_built_says_so_every_time(project: Path) -> None:
    write(project, 9002, "A <br> in it.")
    first, second = built(project), built(project)
    assert first == second
    assert [one.failed for one in second] == [False, True, False]


def test_an_interrupted_build_goes_on_where_it_stopped(project: Path) -> None:
    for number in (9001, 9002, 9003):
        write(project, number, "New words in all of them.")
    whole = Project(project)
    work = build(whole, whole.sources(()), OutputFolder(whole.output), whole=True, by=HERE)
    assert next(work).written
    work.close()
    assert changed(project) == ["pcd-9002", "pcd-9003"]
    assert outputs(project) == clean(project)


def test_a_form_that_needs_mending_is_named_every_time(project: Path) -> None:
    shutil.copytree(project / "templates" / "part-1", project / "templates" / "part-9")
    (project / "templates" / "part-9" / "form.html").write_text("{% if %}", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(OperatorError, match=r"part-9/form\.html can’t be used|part-9/form\.html can't be used"):
            built(project)


# ── Whatever happens to a project, building again is building anew ──────────────────────────────────────────────
NUMBERS = st.integers(9001, 9004)
WORDS = st.sampled_from(["Plain.", "See PCD 9001 and PCD 9003.", "A <br> tag.", "**Bold** and PCD 9004.", ""])
FACTS = st.sampled_from(["", "extends: PCD 9001\n", "replaces: PCD 9002\n", "relates_to: [PCD 9003, PCD 9004]\n"])


def _written(number: int, words: str, facts: str) -> Edit:
    return lambda project: write(project, number, words, facts)


def _copied(number: int) -> Edit:
    def copy(project: Path) -> None:
        source = project / "decisions" / f"pcd-{number}.md"
        if source.exists():
            shutil.copy(source, project / "decisions" / "copy.md")

    return copy


def _removed(name: str) -> Edit:
    return lambda project: (project / name).unlink(missing_ok=True)


def _touched(number: int) -> Edit:
    def touch(project: Path) -> None:
        source = project / "decisions" / f"pcd-{number}.md"
        if source.exists():
            os.utime(source, (1, 1))

    return touch


def _styled(colour: str) -> Edit:
    def style(project: Path) -> None:
        css = project / "templates" / "part-1" / "form.css"
        css.write_text(
            f"{(TEMPLATE / 'part-1' / 'form.css').read_text(encoding='utf-8')}\nh1 {{ color: {colour} }}\n",
            encoding="utf-8",
        )

    return style


def _uncached(project: Path) -> None:
    shutil.rmtree(project / ".cache", ignore_errors=True)


EDITS = st.one_of(
    st.builds(_written, NUMBERS, WORDS, FACTS),
    st.builds(_copied, NUMBERS),
    st.builds(_touched, NUMBERS),
    st.builds(_styled, st.sampled_from(["#111", "#222"])),
    st.builds(_removed, st.one_of(st.just("decisions/copy.md"), NUMBERS.map("decisions/pcd-{}.md".format))),
    st.builds(_removed, NUMBERS.map(lambda number: f"output/decisions/pcd-{number}/index.html")),
    st.just(_uncached),
)


@settings(max_examples=15)
@given(st.lists(st.lists(EDITS, min_size=1, max_size=4), min_size=1, max_size=4))
def test_building_again_is_building_anew(tmp_path_factory: pytest.TempPathFactory, history: list[list[Edit]]) -> None:
    project = tmp_path_factory.mktemp("history") / "project"
    shutil.copytree(TEMPLATE, project / "templates")
    (project / "decisions").mkdir()
    for edits in history:
        for edit in edits:
            edit(project)
        again = {one.path: (one.stage, one.files, one.diagnostics) for one in built(project)}
        other = project.with_name("clean")
        shutil.rmtree(other, ignore_errors=True)
        shutil.copytree(project, other, ignore=shutil.ignore_patterns(".cache", "output"))
        anew = {one.path: (one.stage, one.files, one.diagnostics) for one in built(other)}
        assert again == anew
        fresh = outputs(other)
        standing = {name: data for name, data in outputs(project).items() if name in fresh and name != "made.json"}
        assert standing == {name: data for name, data in fresh.items() if name != "made.json"}
    shutil.rmtree(project.parent)


# ── Nothing changed ─────────────────────────────────────────────────────────────────────────────────────────────
def run(project: Path, *arguments: str, code: str = "from decisionforms.__main__ import main; main()") -> str:
    """What the program says in a process of its own."""
    command = [sys.executable, "-c", code, "--project", str(project), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, encoding="utf-8")
    return done.stdout + done.stderr


# The program ends at once, so that nothing could be asked of it after; here it ends as others do.
LOADED = "import os, sys, decisionforms.__main__ as m\nos._exit = sys.exit\ntry: m.main()\nfinally: print('click' in sys.modules)"


def said_again(project: Path) -> bool:
    """Whether the last words are said again, with nothing loaded that builds."""
    return run(project, code=LOADED).endswith("False\n")


def test_where_nothing_changed_the_same_is_said_and_nothing_is_loaded(project: Path) -> None:
    write(project, 9002, "A <br> in it.")
    (project / "decisions" / "notes.txt").write_text("no decision", encoding="utf-8")
    first = run(project)
    again = run(project)
    assert "1 not built" in again
    assert "Not read: decisions/notes.txt" in again
    assert (
        first.replace("changed:", "as before:").replace("2 changed, 0 as", "0 changed, 2 as") == again or first == again
    )
    assert said_again(project)
    assert run(project, "build") == again
    assert not run(project, "build", "-v", code=LOADED).endswith("False\n")


@pytest.mark.parametrize(
    "name",
    [
        "decisions/pcd-9001.md",
        "decisions/new.md",
        "decisions/signed/pcd-9001.0a1b2c3d.md",
        "templates/part-1/form.css",
        "templates/part-1/new.txt",
        "output/decisions/pcd-9001/index.html",
        "output/made.json",
        ".cache/said",
    ],
)
def test_whatever_changes_is_looked_at(project: Path, name: str) -> None:
    run(project)
    assert said_again(project)
    (project / name).parent.mkdir(exist_ok=True)
    with (project / name).open("ab") as file:
        file.write(b" ")
    assert not said_again(project)


def test_what_is_gone_is_looked_at(project: Path) -> None:
    run(project)
    (project / "output" / "decisions" / "pcd-9001" / "pcd-9001.docx").unlink()
    assert not said_again(project)
    assert said_again(project)
    (project / "decisions" / "pcd-9001.md").unlink()
    assert not said_again(project)


def test_a_folder_that_is_a_link_is_never_trusted(project: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (project / "templates" / "link").symlink_to(tmp_path / "elsewhere")
    run(project)
    assert not said_again(project)


def test_words_that_were_tampered_with_stop_nothing(project: Path) -> None:
    run(project)
    for data in (b"", b"\xff" * 50, b"\x00" * 8 + b"x", (10**6).to_bytes(8, "big")):
        (project / ".cache" / "said").write_bytes(data)
        assert "3 decisions built" in run(project)


# ── What is kept of a paper ─────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def held() -> Iterator[Callable[[], int]]:
    """How many bytes are held of those that were asked for since it was first called."""

    def number() -> int:
        if not tracemalloc.is_tracing():
            tracemalloc.start()
        gc.collect()
        return tracemalloc.get_traced_memory()[0]

    yield number
    tracemalloc.stop()


def test_less_than_half_a_kilobyte_is_known_of_each_paper(many: Path, held: Callable[[], int]) -> None:
    whole = Project(many)
    sources, forms = list(whole.sources(())), whole.forms()
    with closing(Memory(whole.cache, b"base")) as memory:
        survey(whole, Paths(sources), lambda: forms, b"base", memory)
        before = held()
        found = survey(whole, Paths(sources), lambda: forms, b"base", memory)
        assert (held() - before) / len(found.paths) < 500


def test_little_more_is_kept_of_each_paper_than_the_names_of_its_forms(many: Path, held: Callable[[], int]) -> None:
    built(many, PROCESSES)
    whole, account = Project(many), Account()
    before = held()
    for one in build(whole, whole.sources(()), OutputFolder(whole.output), whole=True, by=HERE):
        account.add(one)
        if account.number == 50:
            before = held()
        if account.number == 150:
            assert (held() - before) / 100 < 200
    assert not account.changed


def test_what_is_kept_of_outputs_does_not_grow_with_their_number(tmp_path: Path, held: Callable[[], int]) -> None:
    (tmp_path / ".cache").mkdir()
    with closing(Stamp(str(tmp_path), b"inputs")) as stamp:
        before = held()
        for number in range(9999):
            stamp.add([f"output/decisions/pcd-{number}/index.html"], [(number, number, number)])
        assert held() - before < 200_000
        stamp.end(0, ["Built."])
    assert [file.name for file in (tmp_path / ".cache").iterdir()] == ["said"]


def test_what_a_killed_build_left_is_no_part_of_the_next(tmp_path: Path) -> None:
    (tmp_path / ".cache").mkdir()
    (tmp_path / ".cache" / f"said.{os.getpid()}").write_bytes(b"half of what was to be sa")
    with closing(Stamp(str(tmp_path), b"inputs")) as stamp:
        stamp.end(3, ["Built."])
    assert say_again(str(tmp_path), b"inputs") == 3


# ── Who does the work ───────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def many(copied_project: Path) -> Path:
    """A project of so many papers that several processes share them."""
    for number in range(9001, 9201):
        write(copied_project, number, f"See PCD {number - 1}. " * 3)
    return copied_project


def test_several_processes_make_the_same(many: Path) -> None:
    built(many, PROCESSES)
    shared = outputs(many)
    shutil.rmtree(many / ".cache")
    shutil.rmtree(many / "output")
    built(many, HERE)
    assert shared == outputs(many)
    assert len(shared) == 401


def test_a_worker_with_other_templates_is_refused(project: Path) -> None:
    one = Project(project)
    forms = one.forms()
    order = place_order(open_workshop(one, forms, gather(one, one.sources(()), forms), base_in(one)))
    (project / "templates" / "part-1" / "form.css").write_text("p {}", encoding="utf-8")
    with pytest.raises(OperatorError, match="A worker has another program or other files"):
        make_papers(order, [Job(project / "decisions" / "pcd-9001.md", b"")])


def test_nobody_else_can_be_asked_to_work(project: Path) -> None:
    done = CliRunner().invoke(cli, ["--project", str(project), "build", "--executor", "magic"])
    assert done.exit_code == 2
    assert "give processes, here, or dask: and the address of a scheduler" in done.output


def test_a_cluster_that_does_not_answer_is_a_sentence(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("decisionforms.building.cluster.PATIENCE", 0.5)
    write(project, 9001, "To be made.")
    done = CliRunner().invoke(cli, ["--project", str(project), "build", "--executor", "dask:127.0.0.1:9"])
    assert done.exit_code == 2
    assert "No cluster answers at 127.0.0.1:9" in done.output


@pytest.mark.slow
def test_a_cluster_that_loses_a_worker_half_way_makes_the_same(many: Path) -> None:
    from distributed import LocalCluster  # noqa: PLC0415 - slow to load

    with LocalCluster(n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None) as cluster:  # type: ignore[no-untyped-call]  # it publishes few types
        one = Project(many)
        work = build(one, one.sources(()), OutputFolder(one.output), whole=True, by=f"dask:{cluster.scheduler_address}")
        made = [next(work) for _ in range(60)]
        next(iter(cluster.workers.values())).process.process.kill()
        made.extend(work)
    assert not [one for one in made if one.failed]
    assert outputs(many) == clean(many)


def test_work_that_is_handed_over_comes_back_in_order(project: Path) -> None:
    one = Project(project)
    forms = one.forms()
    workshop = open_workshop(one, forms, gather(one, one.sources(()), forms), base_in(one))
    jobs: Iterator[Job] = (Job(path, path.read_bytes()) for path in one.sources(()))
    assert [made.built.path for made in work(HERE, workshop, jobs, 3)] == [
        f"decisions/pcd-{number}.md" for number in (9001, 9002, 9003)
    ]


def test_a_paper_in_a_folder_among_the_decisions_is_said_not_to_be_read(project: Path) -> None:
    for folder in ("2026/autumn", "signed", "revisions", ".obsidian"):
        (project / "decisions" / folder).mkdir(parents=True, exist_ok=True)
        (project / "decisions" / folder / "pcd-9077.md").write_text("no decision", encoding="utf-8")
    (project / "decisions" / "2026" / "plan.pdf").write_text("an appendix", encoding="utf-8")
    said = [line for line in run(project).splitlines() if line.startswith("Not read")]
    assert said == [
        "Not read: decisions/2026/autumn/pcd-9077.md. Papers are read from the folder “decisions” itself, and from no folder within it: move it up there."
    ]
