"""Making the files of each public record."""

from collections.abc import Mapping
from functools import cached_property

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from decisionforms.digests import digest
from decisionforms.errors import OperatorError
from decisionforms.form.definition import wording_of
from decisionforms.form.form import Form
from decisionforms.project import Project
from decisionforms.publish.addresses import folder_of, page_of
from decisionforms.publish.appendices import Appendices, attached
from decisionforms.publish.candidate import Candidate
from decisionforms.publish.framing import frame_of
from decisionforms.publish.memory import MadePages
from decisionforms.publish.parts import File
from decisionforms.publish.record import Record
from decisionforms.publish.release import all_listed
from decisionforms.publish.site import Site
from decisionforms.publish.words import words_of
from decisionforms.register import Register
from decisionforms.render.renderers import Renderers
from decisionforms.view.making import view_of

THIS_FORM = "This form"


class Job(Struct, frozen=True):
    """A record to be made from the paper at `path`; `key` is a digest of all that this depends on."""

    key: bytes
    record: Record
    path: str


class Made(Struct, frozen=True):
    """The files of one record by path, and what is to be remembered of them."""

    files: Mapping[str, File]
    pages: MadePages


class Maker(Struct, frozen=True, dict=True):
    """What every record of one publication is made with."""

    project: Project
    forms: Mapping[str, Form]
    renderers: Renderers
    site: Site
    register: Register

    def make(self, job: Job) -> Made:
        """The page of a record, and its form as documents. Raises OperatorError where its paper is no longer as it was."""
        record = job.record
        decision = self.project.read(self.project.root / job.path, self.forms).decision
        if decision is None or decision.version != record.version:
            raise OperatorError(
                f"{job.path} changed while it was being published; nothing was published. Run it again."
            )
        form, view = decision.form, view_of(decision, self.register, released=True)
        documents = self.renderers.documents(form, view)
        forms = tuple(attached(THIS_FORM, name, data) for name, data in documents.items())
        frame = frame_of(record, form.definition, self.site, forms)
        page = {page_of(record.slug): self.renderers.page(form, view, frame)}
        files = {**page, **{folder_of(record.slug) + name: data for name, data in documents.items()}}
        words = words_of(record, view, frame, self._wording[form.name])
        return Made(files, MadePages(job.key, all_listed(files), forms, words))

    @cached_property
    def _wording(self) -> Mapping[str, frozenset[str]]:
        """What each form prints in every paper."""
        return {name: frozenset(wording_of(form.definition)) for name, form in self.forms.items()}


def job_of(record: Record, candidate: Candidate, source: bytes, register: Register) -> Job:
    """What is to be made of a record; `source` is the digest of the file of its paper."""
    links = [register.find(*one) for one in candidate.mentions]  # where its mentions lead for the public
    return Job(digest(source, msgspec.msgpack.encode(record), msgspec.msgpack.encode(links)), record, candidate.path)


def with_appendices(made: Made, slug: str, appendices: Appendices) -> Made:
    """The same with the appendices beside it."""
    beside = {folder_of(slug) + name: data for name, data in appendices.files.items()}
    pages = replace(made.pages, files={**made.pages.files, **all_listed(beside)})
    return Made({**made.files, **beside}, pages)
