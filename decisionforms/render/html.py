"""The web page of a decision, from `form.html` of its form."""

import base64
import hashlib
from collections.abc import Iterable
from pathlib import Path

from jinja2 import Template, TemplateError
from markupsafe import Markup

from decisionforms.errors import FormError
from decisionforms.files import read_operator_file
from decisionforms.render.html_body import HtmlBody
from decisionforms.render.sandbox import LayoutEnvironment
from decisionforms.view import FormView, KeyFact

PAGE = "form.html"
STYLE = "form.css"


class HtmlRenderer:
    """Renders pages with one form's layout; the layout is read and compiled once."""

    def __init__(self, folder: Path) -> None:
        self.place = f"{folder.name}/{PAGE}"
        self.style = Markup(_as_browsers_read(read_operator_file(folder / STYLE)))  # noqa: S704 - the form's own style
        self.style_digest = _digest(self.style)
        self.template = self._compile(read_operator_file(folder / PAGE))

    def render(self, view: FormView) -> bytes:
        """The page as UTF-8. Raises FormError where the layout asks for what a view does not have."""
        try:
            page = self.template.render(
                form=view,
                key_facts=_by_name(view.key_facts),
                body=HtmlBody(),
                style=self.style,
                style_digest=self.style_digest,
            )
        except TemplateError as fault:
            raise self._unusable(fault) from None
        return page.encode("utf-8")

    def _compile(self, source: str) -> Template:
        try:
            return LayoutEnvironment(trim=True).from_string(source.removeprefix("\ufeff"))
        except TemplateError as fault:
            raise self._unusable(fault) from None

    def _unusable(self, fault: TemplateError) -> FormError:
        line = getattr(fault, "lineno", None)
        return FormError(
            f"{self.place} can't be used{f' (line {line})' if line else ''}: {fault.message}. Mend the layout."
        )


def _by_name(facts: Iterable[KeyFact]) -> dict[str, list[KeyFact]]:
    """The facts of one name together, in the order in which the names come first."""
    grouped: dict[str, list[KeyFact]] = {}
    for fact in facts:
        grouped.setdefault(fact.name, []).append(fact)
    return grouped


def _as_browsers_read(text: str) -> str:
    """The text with the line ends a browser sees, whatever the editor stored: the digest is taken over these.

    Blanks at the ends go, because the Nu validator leaves them out when it compares the digest.
    """
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").strip()


def _digest(style: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
