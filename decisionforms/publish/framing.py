"""What surrounds the form of a public record on its page."""

from collections.abc import Iterator, Mapping, Sequence

from decisionforms.form.definition import Definition
from decisionforms.publish.addresses import CHANGES, FEED, HOME, STATEMENT, address_of, page_of, up_from, year_folder
from decisionforms.publish.chains import shares_of
from decisionforms.publish.listing import TOPIC, places_of
from decisionforms.publish.record import Attachment, Record, counted_on
from decisionforms.publish.site import Site
from decisionforms.values.dates import write_date
from decisionforms.values.money import write_money
from decisionforms.view.form_view import KeyFact
from decisionforms.view.frame import ChainRow, CorrectionView, DocumentView, Frame
from decisionforms.view.mentions import address_of as address_beside

KINDS = {"docx": "Word document", "pdf": "PDF", "xlsx": "Excel workbook", "csv": "table (CSV)"}
UNITS = ((1_000_000, "MB"), (1_000, "KB"))


def frame_of(record: Record, form: Definition, site: Site, forms: Sequence[Attachment]) -> Frame:
    """The site round this record; `forms` are the files in which the form itself stands beside the page."""
    page, months, year = page_of(record.slug), form.words.months, counted_on(record).year
    up = up_from(page)
    replaced = (one for one in record.relations if one.back and one.name == "replaces")
    return Frame(
        site=site.name,
        up=up,
        home=up + HOME,
        year=str(year),
        year_href=up + year_folder(year) + HOME,
        lists=_lists(record, form, up),
        statement=up + STATEMENT,
        feed=up + FEED,
        contact=site.contact,
        contact_href=site.contact_href,
        canonical=address_of(site.address, page),
        published=write_date(record.published, months),
        outcome=record.outcome,
        decided=write_date(record.decided, months) if record.decided else "",
        replaced_by=tuple(KeyFact("", one.reference, address_beside(one.slug) if one.slug else "") for one in replaced),
        corrections=tuple(CorrectionView(write_date(one.on, months), one.note) for one in record.revisions),
        changes=CHANGES if record.revisions else "",
        documents=tuple(_document(one) for one in (*forms, *record.attachments)),
        chain=tuple(_chain(record, months)),
        confidential=record.exemption is not None,
        exemption=" and ".join(record.exemption or ()),
        review=write_date(record.exemption_review, months) if record.exemption_review else "",
    )


def _lists(record: Record, form: Definition, up: str) -> Mapping[str, Mapping[str, str]]:
    """Where the lists of its topics are, under the name that the form gives to topics among its key facts."""
    topics = {name: up + folder + HOME for (kind, folder), name in places_of(record) if kind == TOPIC}
    return {entry.label: topics for entry in form.key_facts if entry.fact == "topics"}


def _document(one: Attachment) -> DocumentView:
    kind = one.name.rpartition(".")[2]
    return DocumentView(one.title, one.name, f"{KINDS.get(kind, kind.upper())}, {size_in_words(one.size)}", one.sha256)


def size_in_words(size: int) -> str:
    """A size in bytes as readers know it: 45 KB."""
    unit, name = next(((unit, name) for unit, name in UNITS if size >= unit), (1, "bytes"))
    return f"{size / unit:.1f} {name}" if unit > 1 and size < 10 * unit else f"{round(size / unit)} {name}"


def _chain(record: Record, months: Sequence[str]) -> Iterator[ChainRow]:
    for link, (before, share) in zip(record.chain, shares_of(record.chain) if record.chain else (), strict=True):
        yield ChainRow(
            link.reference,
            link.title,
            "" if link.slug == record.slug else address_beside(link.slug),
            write_date(link.decided, months) if link.decided else "",
            "" if link.total is None else write_money(link.total),
            write_money(link.running),
            before,
            share,
            link.outcome,
        )
