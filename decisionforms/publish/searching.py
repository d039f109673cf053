"""The search of what a publication would put on the site for words that must not go out.

Of a confidential text eight words in a row are too many. Papers that stay are written by the same offices as those that
go out, in the same turns of phrase: there, what counts is what no writer put into the public paper itself, and long
passages that stand in no other paper.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from decisionforms.form.definition import wording_of
from decisionforms.form.form import Form
from decisionforms.project import Project
from decisionforms.publish.choosing import Chosen
from decisionforms.publish.guarded import Guarded, in_several, without
from decisionforms.publish.guarding import confidential, held_papers, long_runs, paragraphs_of
from decisionforms.publish.layers import UnsearchableError, texts_of
from decisionforms.publish.leaks import Leak, find_leaks
from decisionforms.publish.parts import File
from decisionforms.publish.release import Listed, listed
from decisionforms.publish.selection import Occasion

# What stands in so many papers is a turn of phrase of the office, or of the law.
SEVERAL = 3
Texts = Callable[[Sequence[Leak]], Iterable[str]]


def fresh(files: Mapping[str, File], live: Mapping[str, Listed]) -> Mapping[str, bytes]:
    """The files that are new on the site, or changed."""
    return {name: one for name, one in files.items() if isinstance(one, bytes) and live.get(name) != listed(one)}


class Search(Struct, frozen=True):
    """The search of one publication; `site` is where the live one stands."""

    project: Project
    forms: Mapping[str, Form]
    occasion: Occasion
    chosen: Chosen
    site: Path

    def leaks(self, files: Mapping[str, bytes]) -> Sequence[Leak]:
        """What stands in these files and must not go out, and the files that can't be searched whole.

        The wording of the forms does not count, nor does what is public already, nor what the ledger allows.
        """
        if not files:
            return ()
        files = {name: self._news(name, data) for name, data in files.items()}
        forms = self.forms
        wording = [text for form in forms.values() for text in wording_of(form.definition)]
        secret = without(tuple(confidential(self.project, self.occasion.settings)), wording, wording)
        held = without(tuple(held_papers(self.project, forms, self.chosen.stays)), wording, wording)
        # A long run is made of short ones, so only where there is one of those can there be one.
        first = tuple(find_leaks(files.items(), held))
        suspect = {leak.file: files[leak.file] for leak in first}
        long = without(tuple(long_runs(self.project, forms, self.chosen.stays)), wording, wording) if suspect else ()
        found = (
            *(leak for leak in first if leak.is_review_copy),
            *self._found(files, secret, self._before, self._live),
            *self._found(suspect, held, self._own, self._live),
            *self._found(suspect, self._unusual(suspect, long), self._before, self._related, self._live),
        )
        return tuple(dict.fromkeys(found))

    def _news(self, name: str, data: bytes) -> bytes:
        """What of a file has to be searched: of a list of data, what is not in the live one already."""
        live = self.site / name
        return news_in(data, live.read_bytes()) if name.endswith(".json") and live.is_file() else data

    def _found(self, files: Mapping[str, bytes], guarded: Sequence[Guarded], *public: Texts) -> Sequence[Leak]:
        """The leaks that remain when one kind of public text after the other is left out of account."""
        leaks = self._not_allowed(find_leaks(files.items(), guarded)) if guarded else []
        for texts in public:
            if not leaks:
                break
            suspect = {leak.file: files[leak.file] for leak in leaks}
            guarded = without(guarded, texts(leaks))
            leaks = self._not_allowed(find_leaks(suspect.items(), guarded))
        return leaks

    def _not_allowed(self, leaks: Iterable[Leak]) -> list[Leak]:
        allowed = {(one.text, one.passage) for one in self.occasion.ledger.allowed}
        return [
            leak
            for leak in leaks
            if leak.is_review_copy or not allowed & {(leak.guarded or leak.file, ""), (leak.guarded, leak.paragraph)}
        ]

    def _before(self, leaks: Sequence[Leak]) -> Iterator[str]:
        """What the suspect files say on the live site."""
        yield from _texts_at(self.site, {leak.file for leak in leaks})

    def _live(self, leaks: Sequence[Leak]) -> Iterator[str]:  # noqa: ARG002 - all of the live site is public, whatever is suspect
        """What the live site says anywhere."""
        paths = (path for path in self.site.rglob("*") if path.is_file()) if self.site.is_dir() else ()
        yield from _texts_at(self.site, {path.relative_to(self.site).as_posix() for path in paths})

    def _own(self, leaks: Sequence[Leak]) -> Iterator[str]:
        """What the writers of the suspect pages wrote themselves, and the titles that lists show."""
        for one in self.chosen.public.values():
            yield one.record.title if one.record else ""
        for slug in {leak.file.split("/")[1] for leak in leaks if leak.file.startswith("decisions/")}:
            yield from self._published_of(slug)

    def _published_of(self, slug: str) -> Iterator[str]:
        """What a public paper says, cell after cell of its tables too, and what it said before it was corrected."""
        for one in (self.chosen.public.get(slug), *self.chosen.earlier.get(slug, {}).values()):
            yield " ".join(text for _, text in paragraphs_of(self.project, self.forms, one.path)) if one else ""

    def _related(self, leaks: Sequence[Leak]) -> Iterator[str]:
        """What stands in public papers that the held ones extend, replace, name or correct: they may take up its words."""
        named = {leak.guarded for leak in leaks}
        held = [one.candidate for one in self.chosen.stays if one.candidate.path in named]
        for slug in {one.slug for one in held}:
            yield from self._published_of(slug)
        for naming in (one.naming for one in held):
            for field in (*naming.extends, *naming.replaces, *naming.relates_to) if naming else ():
                if other := self.chosen.public.get(field.value.slug) or self.chosen.public.get(field.value.also):
                    yield from (text for _, text in paragraphs_of(self.project, self.forms, other.path))

    def _unusual(self, files: Mapping[str, bytes], guarded: Sequence[Guarded]) -> Sequence[Guarded]:
        """The same without what stands in several papers; they are only read where something was found."""
        if not any(not leak.unsearchable for leak in find_leaks(files.items(), guarded)):
            return ()
        paths = [*(one.path for one in self.chosen.public.values()), *(one.candidate.path for one in self.chosen.stays)]
        papers = ([text for _, text in paragraphs_of(self.project, self.forms, path)] for path in paths)
        return in_several(guarded, papers, SEVERAL)


def news_in(data: bytes, before: bytes) -> bytes:
    """A JSON object without the entries of its lists that stood in it before; the whole of what is none."""
    try:
        now, then = (msgspec.json.decode(one, type=dict[str, msgspec.Raw]) for one in (data, before))
    except msgspec.MsgspecError:
        return data
    return msgspec.json.encode({key: _news_of(value, then.get(key)) for key, value in now.items()})


def _news_of(value: msgspec.Raw, before: msgspec.Raw | None) -> msgspec.Raw | list[msgspec.Raw]:
    if before is None or not (bytes(value).startswith(b"[") and bytes(before).startswith(b"[")):
        return value
    known = {bytes(one) for one in msgspec.json.decode(before, type=list[msgspec.Raw])}
    return [one for one in msgspec.json.decode(value, type=list[msgspec.Raw]) if bytes(one) not in known]


def _texts_at(site: Path, names: Iterable[str]) -> Iterator[str]:
    """Every text of these files of the site; what is not there, or can't be read, makes nothing public."""
    for path in (site / name for name in sorted(names)):
        try:
            yield from (text for _, text in texts_of(path.name, path.read_bytes()))
        except (OSError, UnsearchableError):
            continue
