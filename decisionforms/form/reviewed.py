"""What a review compares a text with: phrases that say nothing, the scheme of delegation, law that was replaced."""

from datetime import date

from decisionforms.form.entry import Entry


class NotNil(Entry, frozen=True):
    """A section in which such a phrase is not enough, with the reason."""

    section: str
    because: str


class Nil(Entry, frozen=True):
    """Phrases that fill a section without saying anything, and sections in which they are not enough."""

    phrases: tuple[str, ...]
    not_enough: tuple[NotNil, ...] = ()


class PersonalData(Entry, frozen=True):
    """Words by which a text says that personal data is used, and the rows that can deny it.

    `systems` are those in which crimes are recorded: a number after one of these names is somebody's case.
    """

    rows: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    systems: tuple[str, ...] = ()


class Confidential(Entry, frozen=True):
    """How the text speaks of the confidential part, what such a part can rest on, and markings that stay out of this one."""

    called: tuple[str, ...] = ()
    exemptions: tuple[str, ...] = ()
    markings: tuple[str, ...] = ()


class SchemeParagraph(Entry, frozen=True):
    """A paragraph of the scheme of delegation, and what must hold of a paper that relies on it.

    The two limits of a change are alternatives: a change that is over one of them fits.
    """

    number: str
    covers: str
    about: tuple[str, ...] = ()
    sum_from: int | None = None
    sum_over: int | None = None
    original_value_from: int | None = None
    change_over_percent: int | None = None
    change_over_months: int | None = None


class Scheme(Entry, frozen=True):
    """The scheme on which decisions rest: its name, how texts call it, and its paragraphs as far as they are known."""

    name: str
    called: tuple[str, ...]
    paragraphs: tuple[SchemeParagraph, ...] = ()


class Superseded(Entry, frozen=True):
    """Law that was replaced on a day; `earlier` is what it still holds for, if anything."""

    law: str
    by: str
    since: date
    also_called: tuple[str, ...] = ()
    earlier: str = ""


class Authority(Entry, frozen=True):
    """Who else decides, as texts call them: a paper of this form can't ask them."""

    others: tuple[str, ...] = ()
