"""What surrounds a form on the public site: where it belongs, what became of it, and what stands beside it."""

from collections.abc import Mapping

from msgspec import Struct

from decisionforms.view.form_view import KeyFact

NOT_APPROVED = {"refused", "withdrawn"}


class CorrectionView(Struct, frozen=True):
    """A correction after the first publication, in words."""

    date: str
    note: str


class DocumentView(Struct, frozen=True):
    """A file beside the page; `about` is its kind and size in words, `digest` its SHA-256."""

    title: str
    href: str
    about: str
    digest: str


class ChainRow(Struct, frozen=True):
    """A decision in a chain of extensions, in words; `href` is empty for the one that is being read.

    `before` and `share` are what was decided before it and what it adds, in per cent of what all come to. A `total`
    that was not approved adds nothing: `outcome` says why.
    """

    reference: str
    title: str
    href: str
    decided: str
    total: str
    running: str
    before: float
    share: float
    outcome: str


class Frame(Struct, frozen=True):
    """The public site round one form; every `href` begins at the page.

    `up` leads to the first folder of the site, and `lists` to the decisions that have a key fact in common, by its name
    and value. `outcome` is approved, refused, withdrawn or record. Where there is a `confidential` part, `exemption`
    names what lets it be kept back, and `review` the day on which that is looked at again. `changes` leads to what was
    corrected.
    """

    site: str
    up: str
    home: str
    year: str
    year_href: str
    lists: Mapping[str, Mapping[str, str]]
    statement: str
    feed: str
    contact: str
    contact_href: str
    canonical: str
    published: str
    outcome: str
    decided: str
    replaced_by: tuple[KeyFact, ...]
    corrections: tuple[CorrectionView, ...]
    changes: str
    documents: tuple[DocumentView, ...]
    chain: tuple[ChainRow, ...]
    confidential: bool
    exemption: str
    review: str

    def around(self, fact: KeyFact) -> KeyFact:
        """The fact as the site has it: it leads to the decisions that have it in common, or to another and what became of that."""
        href = fact.href or self.lists.get(fact.name, {}).get(fact.value, "")
        became = (row.outcome for row in self.chain if row.href and row.href == href and row.outcome in NOT_APPROVED)
        return KeyFact(fact.name, fact.value, href, next(became, ""))
