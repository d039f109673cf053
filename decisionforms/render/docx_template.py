"""From a Word template as an editor saved it to a ready one: cleaned, checked, its tags turned into layouts.

docxtpl turns what is typed in Word into Jinja; rendering is Jinja's own, in a sandbox, escaped and strict, since
docxtpl's would pass text through regular expressions that lose some of it. The only door to docxtpl.
"""

import io
import re
from collections.abc import Container, Iterator, Mapping
from pathlib import Path

from docx import Document
from docxtpl import DocxTemplate
from lxml import etree

from decisionforms.errors import FormError
from decisionforms.files import read_template
from decisionforms.render.docx_layout import (
    DECLARATION,
    DOCUMENT,
    FILE,
    FOOTNOTES,
    NOTE_RELATIONS,
    NUMBERING,
    RELATIONS,
    R,
    ReadyTemplate,
)
from decisionforms.render.docx_parts import (
    REFERENCES,
    RELS,
    TYPES,
    clean_parts,
    content_type,
    relation_type,
    relations_of,
)
from decisionforms.render.docx_styles import read_styles
from decisionforms.render.docx_tags import check_tags
from decisionforms.render.package import Member, member, unpack


def prepare_template(folder: Path) -> ReadyTemplate:
    """The template of a form's folder, ready. Raises FormError with what to mend in Word."""
    data = read_template(folder / FILE)
    try:
        return _prepare(data)
    except FormError as fault:
        raise FormError(f"{folder.name}/{fault}") from None
    except Exception as fault:  # noqa: BLE001 - what is damaged can fail anywhere; its editor gets a sentence
        raise FormError(
            f"{folder.name}/{FILE} is damaged ({fault}); save it again in Word, or put back the last one that worked."
        ) from None


def _prepare(data: bytes) -> ReadyTemplate:
    roots = clean_parts(data)
    styles = read_styles(Document(io.BytesIO(data)))
    check_tags(roots[DOCUMENT])
    relations = _relations(roots, relations_of(unpack(data)))
    texts = {name: to_xml(root) for name, root in roots.items()}
    laid_out = {name for name, text in texts.items() if name == DOCUMENT or "{{" in text or "{%" in text}
    return ReadyTemplate(
        styles=styles,
        fixed=tuple(_fixed(texts, {NUMBERING, FOOTNOTES, *laid_out})),
        layouts={name: DocxTemplate(io.BytesIO()).patch_xml(texts[name]) for name in sorted(laid_out)},
        beginnings={
            NUMBERING: texts[NUMBERING].removesuffix("</w:numbering>"),
            FOOTNOTES: texts[FOOTNOTES].removesuffix("</w:footnotes>"),
            RELATIONS: relations,
            NOTE_RELATIONS: f'{DECLARATION}<Relationships xmlns="{RELS}">',
        },
    )


def _fixed(texts: Mapping[str, str], others: Container[str]) -> Iterator[Member]:
    """The parts that are the same in every document."""
    yield member("[Content_Types].xml", _types(texts))
    yield member("_rels/.rels", PACKAGE_RELATIONS)
    yield member("docProps/app.xml", APP)
    for name, text in sorted(texts.items()):
        if name not in others:
            yield member(name, text.encode())


def to_xml(root: etree._Element) -> str:
    """A part as text."""
    return DECLARATION + etree.tostring(root, encoding="unicode")


def _types(texts: Mapping[str, str]) -> bytes:
    overrides = "".join(f'<Override PartName="/{name}" ContentType="{content_type(name)}"/>' for name in sorted(texts))
    return (
        f'{DECLARATION}<Types xmlns="{TYPES}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}'
        '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        '<Override PartName="/docProps/app.xml" ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/></Types>'
    ).encode()


def _relations(roots: Mapping[str, etree._Element], named: Mapping[str, str]) -> str:
    """The document's relationships, without their end: headers and footers keep the ids by which it refers to them."""
    referred = {str(one.get(f"{{{R}}}id")): one for one in roots[DOCUMENT].iter() if one.tag in REFERENCES}
    for name in (name for reference in referred if (name := named.get(reference, "")) not in roots):
        raise FormError(f"form.docx refers to {name or 'a part'} that is not in it; save it again in Word.")
    lines = [_relation(reference, relation_type(named[reference]), named[reference]) for reference in sorted(referred)]
    rest = sorted(name for name in roots if name != DOCUMENT and not re.search(r"/(header|footer)\d", name))
    lines += [_relation(f"part{place}", relation_type(name), name) for place, name in enumerate(rest, 1)]
    return f'{DECLARATION}<Relationships xmlns="{RELS}">{"".join(lines)}'


def _relation(key: str, kind: str, name: str) -> str:
    return f'<Relationship Id="{key}" Type="{kind}" Target="{name.removeprefix("word/")}"/>'


PACKAGE_RELATIONS = (
    f'{DECLARATION}<Relationships xmlns="{RELS}"><Relationship Id="rId1" Type="{R}/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
    f'<Relationship Id="rId3" Type="{R}/extended-properties" Target="docProps/app.xml"/></Relationships>'
).encode()
APP = f'{DECLARATION}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><DocSecurity>0</DocSecurity></Properties>'.encode()
