"""The web page of a decision, from `form.html` of its form; on the public site from `public.html`, which extends that."""

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

from jinja2 import Template

from decisionforms.files import read_operator_file
from decisionforms.render.html_body import HtmlBody, LinedBody
from decisionforms.render.page_style import digest_of, read_style
from decisionforms.render.sandbox import compile_layouts, render_layout
from decisionforms.view.form_view import FormView, KeyFact
from decisionforms.view.frame import Frame

PAGE, PUBLIC = "form.html", "public.html"
STYLE = "form.css"


class HtmlRenderer:
    """Renders pages with one form's layouts; each is read and compiled once, that of the public site when it is needed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.place = f"{folder.name}/{PAGE}"
        self.style = read_style(folder / STYLE)
        self.style_digest = digest_of(self.style)
        self.template = compile_layouts(folder.name, {PAGE: read_operator_file(folder / PAGE)})[PAGE]

    @cached_property
    def public(self) -> Template:
        """The layout of the public site, compiled. Raises FormError where it can't be used."""
        sources = {name: read_operator_file(self.folder / name) for name in (PAGE, PUBLIC)}
        return compile_layouts(self.folder.name, sources)[PUBLIC]

    def render(self, view: FormView, site: Frame | None = None, *, lined: bool = False) -> bytes:
        """The page as UTF-8, on the public site with what surrounds it there; `lined`, its blocks tell their lines.

        Raises FormError where the layout asks for what a view does not have.
        """
        place, layout = (f"{self.folder.name}/{PUBLIC}", self.public) if site else (self.place, self.template)
        page = render_layout(
            place,
            layout,
            form=view,
            site=site,
            key_facts=_by_name(map(site.around, view.key_facts) if site else view.key_facts),
            body=(LinedBody if lined else HtmlBody)(view.table_label, view.note_label, view.back_label),
            style=self.style,
            style_digest=self.style_digest,
        )
        return page.encode("utf-8")


def _by_name(facts: Iterable[KeyFact]) -> dict[str, list[KeyFact]]:
    """The facts of one name together, in the order in which the names come first."""
    grouped: dict[str, list[KeyFact]] = {}
    for fact in facts:
        grouped.setdefault(fact.name, []).append(fact)
    return grouped
