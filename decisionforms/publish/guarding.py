"""What must never stand in public: confidential texts and exempt appendices, and the papers that stay."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from decisionforms.decision.decision import Decision
from decisionforms.decision.form_named import Forms
from decisionforms.errors import OperatorError
from decisionforms.files import read_template
from decisionforms.project import Project
from decisionforms.publish.guarded import Guarded, Passage
from decisionforms.publish.hash_list import read_hash_list
from decisionforms.publish.layers import written_in
from decisionforms.publish.selection import Stays
from decisionforms.publish.shingles import LENGTH, has_figure, shingles_of, windows, words_of
from decisionforms.rules.passages import passages_of
from decisionforms.settings import Publishing

# Papers of one office share many turns of phrase; so many words in a row are no chance.
LONG_RUN = 25


def confidential(project: Project, settings: Publishing) -> Iterator[Guarded]:
    """Every run of eight words of the confidential texts and exempt appendices that settings name.

    Raises OperatorError where a folder or list is missing.
    """
    for name in settings.part_2:
        folder = project.root / name
        if not folder.is_dir():
            raise OperatorError(
                f"There is no folder {name}, which the settings name under “part_2”; nothing was published."
            )
        yield from texts_in(name, folder)
    for name in settings.part_2_lists:
        yield read_hash_list(read_template(project.root / name))


def held_papers(project: Project, forms: Forms, stays: Iterable[Stays]) -> Iterator[Guarded]:
    """Every run of eight words of the papers that stay."""
    for one in stays:
        yield guard(one.candidate.path, paragraphs_of(project, forms, one.candidate.path))


def long_runs(project: Project, forms: Forms, stays: Iterable[Stays]) -> Iterator[Guarded]:
    """Every long run of words of the papers that stay: what one doesn't write twice by chance."""
    for path in (one.candidate.path for one in stays):
        runs: dict[str | bytes, Passage] = {
            " ".join(run): Passage(path, place)
            for place, text in paragraphs_of(project, forms, path)
            for run in windows(words_of(text), LONG_RUN)
        }
        yield Guarded(runs, (LONG_RUN,))


def paragraphs_of(project: Project, forms: Forms, path: str) -> Iterator[tuple[str, str]]:
    """The title and text of a paper, each passage with its paragraph; of one that can't be read, its lines."""
    reading = project.read(project.root / path, forms)
    if reading.decision is None:
        yield from ((f"line {number}", line) for number, line in enumerate(reading.source.lines, 1))
        return
    yield from _passages(reading.decision)


def texts_in(name: str, folder: Path) -> Iterator[Guarded]:
    """Every run of eight words of the texts in a folder; `name` is what messages call it."""
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if path.is_file() and not any(part.startswith(".") for part in inside.parts):
            yield guard(f"{name}/{inside.as_posix()}", written_in(path.name, read_template(path)))


def guard(name: str, paragraphs: Iterable[tuple[str, str]]) -> Guarded:
    """What guards the paragraphs of a text, given as (place, text): every run of eight words, and short telling sentences.

    Short paragraphs that follow one another, such as the cells of a table, are guarded together where they hold figures.
    """
    passages: dict[str | bytes, Passage] = {}
    row: list[str] = []
    for place, text in paragraphs:
        for shingle in shingles_of(text):
            passages.setdefault(" ".join(shingle), Passage(name, place))
        words = words_of(text)
        row = [*row[1 - LENGTH :], *words] if len(words) < LENGTH else []
        for shingle in windows(row, LENGTH):
            if has_figure(shingle):
                passages.setdefault(" ".join(shingle), Passage(name, place))
    return Guarded(passages, tuple(sorted({key.count(" ") + 1 for key in map(str, passages)})))


def _passages(decision: Decision) -> Iterator[tuple[str, str]]:
    if decision.facts.title:
        yield "title", decision.facts.title.value
    for passage in (*passages_of(decision.parts), *passages_of(decision.sections)):
        yield f"paragraph {passage.paragraph}" if passage.paragraph else passage.section, passage.text
