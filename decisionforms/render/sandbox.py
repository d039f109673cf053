"""The one environment in which layouts run: sandboxed, strict and escaping."""

import re
import traceback
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from jinja2 import FunctionLoader, StrictUndefined, Template, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import SandboxedEnvironment
from msgspec import Struct

from decisionforms.errors import FormError
from decisionforms.render.compiled_layouts import CompiledLayouts
from decisionforms.view import form_view, frame

NO_ATTRIBUTE = re.compile(r"has no attribute '(\w+)'|^'(\w+)' is undefined")
# What layouts see of each type made for them. The types of a view hold nothing but text and one another.
SEEN: dict[type, frozenset[str]] = {
    kind: frozenset(kind.__struct_fields__)
    for views in (form_view, frame)
    for kind in vars(views).values()
    if isinstance(kind, type) and issubclass(kind, Struct) and kind.__module__ == views.__name__
}
# What Jinja passes to every call for those that ask for their surroundings.
OF_JINJA = {"_loop_vars", "_block_vars"}
T = TypeVar("T", bound=type)


def seen_by_layouts(*names: str) -> Callable[[T], T]:
    """A decorator: of this type, layouts see these names alone."""

    def note(kind: T) -> T:
        SEEN[kind] = frozenset(names)
        return kind

    return note


def compile_layouts(folder: str, sources: Mapping[str, str], *, trim: bool = True) -> Mapping[str, Template]:
    """The layouts of a folder by name, compiled; one may extend or include another.

    Raises FormError with where and why one can't be compiled.
    """
    environment = LayoutEnvironment(trim=trim)
    environment.loader = FunctionLoader(
        lambda name: (sources[name], f"{folder}/{name}", None) if name in sources else None
    )
    return {name: _compile_one(environment, folder, name) for name in sources}


def _compile_one(environment: "LayoutEnvironment", folder: str, name: str) -> Template:
    try:
        return environment.get_template(name)
    except Exception as fault:  # noqa: BLE001 - whatever a layout holds, its editor gets a sentence
        raise unusable(f"{folder}/{name}", fault) from None


def render_layout(place: str, layout: Template, **values: object) -> str:
    """What a layout makes of these values. Raises FormError where it asks for what they do not have."""
    try:
        return layout.render(**values)
    except Exception as fault:  # noqa: BLE001 - the same
        raise unusable(_where(place, fault), fault) from None


def _where(place: str, fault: Exception) -> str:
    """The layout in which it happened, which may be one that the layout extends."""
    passed = [frame.filename for frame in traceback.extract_tb(fault.__traceback__)]
    beside = [name for name in passed if name.startswith(f"{place.rpartition('/')[0]}/")]
    return beside[-1] if beside else place


def unusable(place: str, fault: Exception) -> FormError:
    """The sentence for a layout that can't be used."""
    line = f" (line {fault.lineno})" if isinstance(fault, TemplateSyntaxError) else ""
    return FormError(
        f"{place} can't be used{line}: {_reason(fault)}. Mend the layout, or put back the last one that worked."
    )


def _reason(fault: Exception) -> str:
    text = str(fault)
    if isinstance(fault, UndefinedError) and (match := NO_ATTRIBUTE.search(text)):
        return f"it asks for “{match[1] or match[2]}”, which a decision does not have"
    if isinstance(fault, SecurityError):
        return "it asks for something that a layout may not see"
    if isinstance(fault, TemplateSyntaxError) and "end of template" in text:
        return "a “for” or an “if” in it is never closed"
    if isinstance(fault, TemplateSyntaxError):
        return f"a tag in it can't be read ({text.partition('.')[0]})"
    return f"a tag in it fails ({text.partition('.')[0]})"


class LayoutEnvironment(SandboxedEnvironment):
    """Jinja for layouts: a name that a view does not have is a fault, and every value is escaped."""

    def __init__(self, *, trim: bool) -> None:
        super().__init__(
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=trim,
            lstrip_blocks=trim,
            keep_trailing_newline=True,
            bytecode_cache=CompiledLayouts(),
        )
        self.optimized = False  # a layout has next to nothing to reckon beforehand, and to look for it takes a sixth

    def getattr(self, obj: Any, attribute: str) -> Any:  # noqa: ANN401 - layouts know no types
        """What layouts may see of a type made for them; of any other, what the sandbox lets through."""
        seen = SEEN.get(type(obj))
        if seen is None:
            return super().getattr(obj, attribute)
        return getattr(obj, attribute) if attribute in seen else self.undefined(obj=obj, name=attribute)

    def call(self, context: Context, method: Any, /, *given: Any, **named: Any) -> Any:  # noqa: ANN401 - the same
        """What a method of a type made for layouts returns, without the sandbox's questions; of any other, with them."""
        if type(getattr(method, "__self__", None)) not in SEEN:
            return super().call(context, method, *given, **named)
        return method(*given, **{name: value for name, value in named.items() if name not in OF_JINJA})
