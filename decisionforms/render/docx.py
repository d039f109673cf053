"""The Word document of a decision, from `form.docx` of its form."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path

from markupsafe import escape

from decisionforms.render.docx_body import DocxBody
from decisionforms.render.docx_layout import (
    DECLARATION,
    FILE,
    FOOTNOTES,
    NOTE_RELATIONS,
    NUMBERING,
    RELATIONS,
    DocxLayout,
    R,
    ReadyTemplate,
)
from decisionforms.render.docx_named import NamedBody
from decisionforms.render.package import Member, member, pack
from decisionforms.render.sandbox import render_layout
from decisionforms.view.form_view import FormView

LINK = f"{R}/hyperlink"


class DocxRenderer:
    """Renders Word documents with one form's template, made ready and compiled once."""

    def __init__(self, folder: Path, ready: ReadyTemplate) -> None:
        self.place = f"{folder.name}/{FILE}"
        self.template = DocxLayout(ready)

    def render(self, view: FormView) -> bytes:
        """The document. Raises FormError where the template asks for what a view does not have."""
        return self._write(view, DocxBody(self.template.styles))

    def render_named(self, view: FormView) -> bytes:
        """The document with a hidden name on each paragraph of its prose."""
        return self._write(view, NamedBody(self.template.styles))

    def _write(self, view: FormView, body: DocxBody) -> bytes:
        laid_out = {
            name: render_layout(self.place, layout, form=view, body=body)
            for name, layout in self.template.layouts.items()
        }
        parts = {**laid_out, "docProps/core.xml": core_properties(view)}
        members = [member(name, parts[name].encode("utf-8")) for name in sorted(parts)]
        return pack((*self.template.fixed, *members, *self._added_to(body)))

    def _added_to(self, body: DocxBody) -> Iterator[Member]:
        """The parts to which a body adds its lists, footnotes and links."""
        yield self._ended(NUMBERING, (*body.lists, "</w:numbering>"))
        yield self._ended(FOOTNOTES, (*body.notes, "</w:footnotes>"))
        yield self._ended(RELATIONS, (*_links(body.links), "</Relationships>"))
        if body.note_links:
            yield self._ended(NOTE_RELATIONS, (*_links(body.note_links), "</Relationships>"))

    def _ended(self, name: str, ending: Iterable[str]) -> Member:
        return shared_member(name, "".join((self.template.beginnings[name], *ending)))


@lru_cache(maxsize=16)
def shared_member(name: str, text: str) -> Member:
    """A part that is the same in most documents."""
    return member(name, text.encode("utf-8"))


def core_properties(view: FormView) -> str:
    """What Word shows under File, Info: from the decision, never from the clock or the machine."""
    title, author = escape(f"{view.reference} – {view.title}"), escape(view.author)
    return (
        f'{DECLARATION}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{title}</dc:title><dc:subject>{escape(view.edition)}</dc:subject><dc:creator>{author}</dc:creator><dc:language>{escape(view.language)}</dc:language>"
        f"{_times(view.dated)}<cp:contentStatus>{escape(view.stage)}</cp:contentStatus><cp:version>{view.version}</cp:version></cp:coreProperties>"
    )


def _times(day: date | None) -> str:
    if day is None:
        return ""
    stamp = f'xsi:type="dcterms:W3CDTF">{day.isoformat()}T00:00:00Z'
    return f"<dcterms:created {stamp}</dcterms:created><dcterms:modified {stamp}</dcterms:modified>"


def _links(links: Mapping[str, str]) -> list[str]:
    """The links' relationships."""
    return [
        f'<Relationship Id="{key}" Type="{LINK}" Target="{escape(href)}" TargetMode="External"/>'
        for href, key in links.items()
    ]
