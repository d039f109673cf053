"""What only the other files can tell: which decisions there are, who claims a name twice, what was signed before."""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from itertools import chain
from pathlib import Path

from msgspec import Struct

from decisionforms.decision.changes import changed_words, forged_texts
from decisionforms.decision.decision import Decision
from decisionforms.decision.form_named import Forms
from decisionforms.decision.stage import void_versions
from decisionforms.diagnostics import Finding, Span
from decisionforms.kept_texts import signed_text
from decisionforms.project import Project
from decisionforms.register import Entry, Register, make_register
from decisionforms.sources import find_sources


class Known(Struct, frozen=True):
    """What the first reading gathers: who is who, and which names are claimed twice, by whom."""

    register: Register
    claims: Mapping[str, tuple[str, ...]]


def gather(project: Project, sources: Iterable[Path], forms: Forms) -> Known:
    """The register of the project's decisions and of these; each is read once and let go again."""
    paths = chain(project.sources(()) if project.decisions.is_dir() else (), sources)
    return known_of((project.shown(path), project.read_entry(path, forms)) for path in find_sources(paths))


def known_of(papers: Iterable[tuple[str, Entry | None]]) -> Known:
    """What these papers tell of one another, each with its path as messages name it."""
    claims: dict[str, tuple[str, ...]] = {}
    return Known(make_register(_claimed(papers, claims)), claims)


def _claimed(papers: Iterable[tuple[str, Entry | None]], claims: dict[str, tuple[str, ...]]) -> Iterator[Entry]:
    """The entries of papers; which names are claimed twice is put among the `claims`."""
    firsts: dict[str, str] = {}
    for shown, entry in papers:
        if entry:
            first = firsts.setdefault(entry.slug, shown)
            if first is not shown:
                claims[entry.slug] = (*claims.get(entry.slug, (first,)), shown)
            yield entry


def told_by_others(project: Project, known: Known, decision: Decision, path: str) -> Iterator[Finding]:
    """What other files tell of a decision: another that has its reference, and the texts kept when it was signed."""
    others = [one for one in known.claims.get(decision.slug, ()) if one != path]
    if others:
        span = decision.facts.reference.span if decision.facts.reference else Span(1)
        problem = f"{decision.reference or decision.slug} is also the reference of {', '.join(sorted(others))}."
        yield Finding("duplicate-reference", span, problem, "Give each its own reference; neither is built until then.")
    text = "\n".join(decision.source.lines)
    yield from forged_texts(decision, text, partial(signed_text, project))
    for version in void_versions(decision.facts, decision.versions):
        if signed := signed_text(project, decision.slug, version):
            yield from changed_words(signed, text, version)
