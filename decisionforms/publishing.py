"""The story of a publication: choose what may go out, record it, make every file of the site, and say what stays."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from decisionforms.building.base import base_in
from decisionforms.building.forms import forms_in
from decisionforms.digests import contents_of, digest
from decisionforms.files import UnreadableFileError, read_source
from decisionforms.form.form import Form
from decisionforms.kept_texts import published_texts
from decisionforms.ledger import Allowed, Ledger, Published, read_ledger
from decisionforms.project import Project
from decisionforms.publish.candidate import Candidate, candidate_of
from decisionforms.publish.changes import corrected
from decisionforms.publish.choosing import Chosen, choose, gaps_of
from decisionforms.publish.comparing import Comparer
from decisionforms.publish.crew import ready_forms, work
from decisionforms.publish.leaks import Leak
from decisionforms.publish.making import Job, Made, Maker, job_of, with_appendices
from decisionforms.publish.memory import Memory, recall, remember
from decisionforms.publish.parts import File, Parts
from decisionforms.publish.record import Record, Tombstone
from decisionforms.publish.recorded import entries_of, records_of, register_of
from decisionforms.publish.release import Listed
from decisionforms.publish.searching import Search, fresh
from decisionforms.publish.selection import Occasion, Stays
from decisionforms.publish.site import Site
from decisionforms.publish.site_files import SiteFiles
from decisionforms.render.ready_templates import ReadyTemplates
from decisionforms.render.renderers import Renderers
from decisionforms.settings import Publishing


class Prepared(Struct, frozen=True):
    """A publication that is ready: every file of the site, what the ledger gains by it, and the papers that stay.

    A file is `Listed` where the live site has it as it should be.
    """

    forms: Mapping[str, Form]
    records: Sequence[Record]
    tombstones: Sequence[Tombstone]
    files: Mapping[str, File]
    entries: Sequence[Published]
    chosen: Chosen
    memory: Memory

    @property
    def stays(self) -> Sequence[Stays]:
        """The papers that stay, and why."""
        return self.chosen.stays


def ledger_of(project: Project) -> Ledger:
    """The project's ledger; an empty one before the first publication. Raises OperatorError where it can't be read."""
    return read_ledger(project.ledger_text())


def occasion_of(project: Project, settings: Publishing, on: date, allowed: Sequence[Allowed]) -> Occasion:
    """A publication on this day, with what is allowed in it beside what the ledger allows."""
    ledger = ledger_of(project)
    return Occasion(on, settings, replace(ledger, allowed=(*ledger.allowed, *allowed)))


def search_prepared(
    project: Project, occasion: Occasion, prepared: Prepared, live: Mapping[str, Listed], folder: Path
) -> Sequence[Leak]:
    """What stands in the new and changed files of a publication, and must not go out."""
    return Search(project, prepared.forms, occasion, prepared.chosen, folder).leaks(fresh(prepared.files, live))


def prepare(project: Project, site: Site, occasion: Occasion, live: Mapping[str, Listed]) -> Prepared:
    """Everything that this publication would put on the site, of which `live` is there already.

    Raises OperatorError where a form, a layout or the ledger needs mending, and where a decision that was published
    would be missing though nobody took it back.
    """
    base = base_in(project)
    renderers = Renderers(ReadyTemplates(project.ready, base), pdf=occasion.settings.pdf)
    forms = ready_forms(forms_in(project, base), renderers)
    memory = recall(project.ready, _base(base, project, site, occasion))
    found = dict(_candidates(project, project.sources(()), forms, occasion, memory))
    frozen = dict(_candidates(project, published_texts(project), forms, occasion, memory))
    chosen = choose(found.values(), project.decisions, occasion, frozen.values())
    register = register_of(chosen)
    records = records_of(chosen, register, occasion)
    maker = Maker(project, forms, renderers, site, register)
    sources = {one.path: key for key, one in (*found.items(), *frozen.items())}
    papers = [(record, chosen.public[record.slug]) for record in records]
    jobs = [job_of(record, paper, sources[paper.path], register) for record, paper in papers]
    made = _made(maker, jobs, chosen, memory, live)
    pages = {slug: one.pages for slug, one in made.items()}
    parts = Parts(memory.site, live)
    rest = SiteFiles(project.templates / "site", site)
    rest.add_to(parts, records, chosen.tombstones, gaps_of(occasion, chosen), pages)
    rest.add_changes(parts, corrected(records, chosen, occasion.ledger, sources), Comparer(project, forms).compare)
    files = dict(parts.files)
    for one in made.values():
        files.update(one.files)
    kept = Memory(memory.base, {**found, **frozen}, pages, parts.made)
    return Prepared(forms, records, chosen.tombstones, files, tuple(entries_of(chosen, occasion)), chosen, kept)


def _made(
    maker: Maker, jobs: Sequence[Job], chosen: Chosen, memory: Memory, live: Mapping[str, Listed]
) -> Mapping[str, Made]:
    """The files of each record, by slug; those that nothing has changed are left as the live site has them."""
    made = {
        job.record.slug: Made(before.files, before)
        for job in jobs
        if (before := memory.made.get(job.record.slug)) and before.stand(job.key, live)
    }
    changed = [job for job in jobs if job.record.slug not in made]
    for job, one in zip(changed, work(maker, changed), strict=True):
        made[job.record.slug] = with_appendices(one, job.record.slug, chosen.appendices[job.record.slug])
    return {job.record.slug: made[job.record.slug] for job in jobs}


def keep(project: Project, prepared: Prepared) -> None:
    """Remember for the next publication what this one found out and made."""
    remember(project.ready, prepared.memory)


def _base(base: bytes, project: Project, site: Site, occasion: Occasion) -> bytes:
    """A digest over all that every paper depends on: program and layouts, signed texts and settings."""
    return digest(base, *contents_of(project.signed), msgspec.msgpack.encode((occasion.settings, site)))


def _candidates(
    project: Project, paths: Iterable[Path], forms: Mapping[str, Form], occasion: Occasion, memory: Memory
) -> Iterator[tuple[bytes, Candidate]]:
    """Each of these papers by the digest of its file, from memory where that is as it was."""
    for path in paths:
        key = _key(project, path)
        known = memory.candidates.get(key)
        yield key, known or candidate_of(project, project.read(path, forms), path.stem, occasion.settings.outcomes)


def _key(project: Project, path: Path) -> bytes:
    """A digest of a paper's file; of one that can't be read, of that."""
    try:
        return digest(project.shown(path).encode(), read_source(path))
    except UnreadableFileError as fault:
        return digest(project.shown(path).encode(), str(fault).encode(), b"unreadable")
