"""Making the files of each public record; those that nothing has changed are left as the live site has them."""

from collections.abc import Mapping
from functools import cached_property

import msgspec
from msgspec import Struct

from decisionforms.digests import digest
from decisionforms.errors import OperatorError
from decisionforms.form.form import Form
from decisionforms.project import Project
from decisionforms.publish.addresses import folder_of, page_of
from decisionforms.publish.appendices import Appendices, attached
from decisionforms.publish.candidate import Candidate
from decisionforms.publish.framing import frame_of
from decisionforms.publish.leaks import wording_of
from decisionforms.publish.memory import MadePages
from decisionforms.publish.parts import File
from decisionforms.publish.record import Record
from decisionforms.publish.release import Listed, listed
from decisionforms.publish.site import Site
from decisionforms.publish.words import words_of
from decisionforms.register import Register
from decisionforms.render.renderers import Renderers
from decisionforms.view.making import view_of

THIS_FORM = "This form"


class Made(Struct, frozen=True):
    """The files of one record by path, and what is to be remembered of them."""

    files: Mapping[str, File]
    pages: MadePages


class Maker(Struct, frozen=True, dict=True):
    """What every record of one publication is made with; `before` is what an earlier one made, `live` what is public."""

    project: Project
    forms: Mapping[str, Form]
    renderers: Renderers
    site: Site
    register: Register
    before: Mapping[str, MadePages]
    live: Mapping[str, Listed]

    def make(self, record: Record, candidate: Candidate, source: bytes, appendices: Appendices) -> Made:
        """The page of a record, its form as documents, and its appendices; `source` is the digest of its file."""
        key = digest(source, msgspec.msgpack.encode(record), self._links(candidate))
        before = self.before.get(record.slug)
        if before and before.stand(key, self.live):
            return Made(before.files, before)
        return self._made(key, record, candidate, appendices)

    @cached_property
    def _wording(self) -> Mapping[str, frozenset[str]]:
        """What each form prints in every paper."""
        return {name: frozenset(wording_of(form.definition)) for name, form in self.forms.items()}

    def _links(self, candidate: Candidate) -> bytes:
        """Where the mentions of a paper lead for the public."""
        found = (self.register.find(*one) for one in candidate.mentions)
        return msgspec.msgpack.encode(list(found))

    def _made(self, key: bytes, record: Record, candidate: Candidate, appendices: Appendices) -> Made:
        decision = self.project.read(self.project.root / candidate.path, self.forms).decision
        if decision is None or decision.version != record.version:
            raise OperatorError(
                f"{candidate.path} changed while it was being published; nothing was published. Run it again."
            )
        form, view = decision.form, view_of(decision, self.register, released=True)
        documents = self.renderers.documents(form, view)
        forms = tuple(attached(THIS_FORM, name, data) for name, data in documents.items())
        frame = frame_of(record, form.definition, self.site, forms)
        beside = {folder_of(record.slug) + name: data for name, data in {**documents, **appendices.files}.items()}
        files = {page_of(record.slug): self.renderers.page(form, view, frame), **beside}
        words = words_of(record, view, frame, self._wording[form.name])
        return Made(files, MadePages(key, {name: listed(data) for name, data in files.items()}, forms, words))
