"""The style of a page, and the digest by which a page lets in the style that stands within it."""

import base64
import hashlib
from pathlib import Path

from markupsafe import Markup

from decisionforms.files import read_operator_file


def read_style(path: Path) -> Markup:
    """A style sheet with the line ends that a browser sees, whatever the editor stored: the digest is taken over these.

    Blanks at the ends go, because the Nu validator leaves them out when it compares the digest. Raises FormError where
    it can't be read.
    """
    text = read_operator_file(path).replace("\r\n", "\n").replace("\r", "\n").strip()
    return Markup(text)  # noqa: S704 - it is the form's own, or the site's


def digest_of(style: str) -> str:
    """What a page's policy names a style by that stands within it (Content Security Policy, “style-src”)."""
    return "sha256-" + base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
