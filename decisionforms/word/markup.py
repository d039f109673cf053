"""The markup of Word files: names without their namespace, and what stands below an element."""

from functools import lru_cache

from lxml import etree

from decisionforms.render.docx_parts import W

VALUE = f"{{{W}}}val"


def local(element: etree._Element) -> str:
    """The name of an element without its namespace; empty for what is none, such as a comment."""
    return _local(element.tag)


@lru_cache(maxsize=1024)
def _local(tag: object) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def child(parent: etree._Element | None, name: str) -> etree._Element | None:
    """The first child of this name; None where there is none."""
    # Half the time of `find`, and there are thousands.
    return None if parent is None else next(parent.iterchildren(f"{{{W}}}{name}"), None)


def value(element: etree._Element | None, path: str) -> str | None:
    """The `w:val` of what stands at this path below an element, such as `pPr/pStyle`."""
    for step in path.split("/"):
        element = child(element, step)
    return None if element is None else element.get(VALUE)
