"""What `templates/site/site.toml` says of the public site."""

import re
from datetime import date
from pathlib import Path

import msgspec
from msgspec import Struct

from decisionforms.errors import FormError
from decisionforms.files import read_operator_file

FILE = "site.toml"
ADDRESS = re.compile(r"https?://[A-Za-z0-9.:-]+(?:/[A-Za-z0-9._~-]+)*/")
CONTACT = re.compile(r"[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+|https?://[^\s<>\"']+")


class Site(Struct, frozen=True, forbid_unknown_fields=True):
    """Who publishes, where the site stands (`address` ends in a stroke), and whom readers ask (an e-mail or an address).

    `statement_prepared` is the day on which the accessibility statement was written, or gone through again.
    """

    name: str
    publisher: str
    language: str
    address: str
    contact: str
    newest: int = 50
    statement_prepared: date | None = None

    @property
    def contact_href(self) -> str:
        """The contact as a link leads to it."""
        return self.contact if "://" in self.contact else f"mailto:{self.contact}"


def read_site(folder: Path) -> Site:
    """The site of this folder of layouts. Raises FormError with what to mend."""
    place = f"{folder.name}/{FILE}"
    try:
        site = msgspec.toml.decode(read_operator_file(folder / FILE), type=Site)
    except (msgspec.DecodeError, msgspec.ValidationError) as fault:
        raise FormError(f"{place} can't be used: {fault}. Mend it, or put back the last one that worked.") from None
    if not ADDRESS.fullmatch(site.address):
        raise FormError(
            f"{place}: “address” should be the whole address of the site, such as https://example.org/decisions/."
        )
    if not CONTACT.fullmatch(site.contact):
        raise FormError(f"{place}: “contact” should be an e-mail address or the address of a page.")
    return site
