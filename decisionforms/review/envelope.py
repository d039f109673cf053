"""What travels inside a review copy: which paper it is, for whom, and the very source it was made from.

Advisers' names and reasons stand in a source, so nothing of this is ever in what is published.
"""

import base64
import binascii
import contextlib
import hashlib
import re
from collections.abc import Iterator
from datetime import date

from lxml import etree
from msgspec import Struct

from decisionforms.word.opening import WordFile

SOURCE = "urn:decisionforms:source"
PROPERTY = "decisionforms-review"
PROPERTIES = "docProps/custom.xml"
VALUE = "{http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes}lpwstr"
NOBODY = "-"
SLUG, DIGEST, BLOB = re.compile(r"[a-z0-9-]+"), re.compile(r"[0-9a-f]{64}"), re.compile(r"[0-9a-f]{40}")


class Envelope(Struct, frozen=True):
    """Which paper a copy is of, to whom it went, when, and the digests by which its source is known again.

    `blob` is the name under which git keeps that source.
    """

    slug: str
    to: str
    on: date
    digest: str
    blob: str

    @property
    def written(self) -> str:
        """All of it in one line, as a property of the file."""
        return " ".join((self.slug, self.to or NOBODY, self.on.isoformat(), self.digest, self.blob))

    def is_of(self, source: bytes) -> bool:
        """Whether these are the very bytes that the copy was made from."""
        return hashlib.sha256(source).hexdigest() == self.digest


def envelope_of(slug: str, to: str, on: date, source: bytes) -> Envelope:
    """The envelope of a copy of this source."""
    return Envelope(slug, to, on, hashlib.sha256(source).hexdigest(), blob_of(source))


def blob_of(source: bytes) -> str:
    """The name under which git keeps these bytes."""
    return hashlib.sha1(b"blob %d\0%b" % (len(source), source), usedforsecurity=False).hexdigest()


def enclosed(source: bytes) -> str:
    """The source as an XML part of a Word file."""
    return f'<source xmlns="{SOURCE}">{base64.b64encode(source).decode()}</source>'


def read_envelope(file: WordFile) -> Envelope | None:
    """The envelope of a copy; None in a file that is none, or has lost it."""
    for line in _properties(file):
        match line.split(" "):
            case [slug, to, on, digest, blob] if (
                SLUG.fullmatch(slug) and DIGEST.fullmatch(digest) and BLOB.fullmatch(blob)
            ):
                try:
                    return Envelope(slug, "" if to == NOBODY else to, date.fromisoformat(on), digest, blob)
                except ValueError:
                    continue
    return None


def sources_in(file: WordFile) -> Iterator[bytes]:
    """What a copy holds as the source that it was made from."""
    for name in file.parts:
        root = file.part(name) if name.startswith("customXml/item") and name.endswith(".xml") else None
        if root is not None and root.tag == f"{{{SOURCE}}}source":
            with contextlib.suppress(binascii.Error):
                yield base64.b64decode("".join(str(text) for text in root.itertext()), validate=False)


def _properties(file: WordFile) -> list[str]:
    root = file.part(PROPERTIES)
    found: list[etree._Element] = list(root) if root is not None else []
    return [str(one.findtext(VALUE) or "") for one in found if one.get("name") == PROPERTY]
