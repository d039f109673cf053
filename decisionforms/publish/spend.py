"""What was decided to be spent, a row for each declared sum, so that nobody has to key it again for another return."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from msgspec import Struct

from decisionforms.publish.as_csv import Columns, page_address, table
from decisionforms.publish.gate import DECIDED
from decisionforms.publish.record import Record, Spend, newest_first
from decisionforms.publish.site import Site

SPENDING = frozenset(stage.value for stage in DECIDED)
# Source: Elected Local Policing Bodies (Specified Information) Order 2011, Schedule, as amended in 2012: paragraph 3(g)
# (items of expenditure exceeding £500) and paragraph 4(b) (contracts with a value exceeding £10,000).
ITEM, CONTRACT = Decimal(500), Decimal(10_000)
A_CONTRACT = re.compile(r"\bcontract", re.IGNORECASE)
A_GRANT = re.compile(r"\bgrant", re.IGNORECASE)


class Line(Struct, frozen=True):
    """One sum and the record that declares it."""

    record: Record
    spend: Spend


def spend_csv(records: Iterable[Record], site: Site) -> bytes:
    """The sums of what was approved, the last decided first; docs/public-data.md explains the columns.

    What was refused or withdrawn spends nothing.
    """
    return table(_columns(site), _lines(records))


def _lines(records: Iterable[Record]) -> Iterator[Line]:
    for record in newest_first(records):
        if record.outcome in SPENDING:
            yield from (Line(record, spend) for spend in _sums(record))


def _sums(record: Record) -> Iterator[Spend]:
    """The declared sums; the total where nothing else is declared."""
    yield from record.amounts
    if not record.amounts and record.total is not None:
        yield Spend(record.total, "", "", "", "")


def contract_over_10000(record: Record) -> bool | None:
    """Whether this is a contract worth more than £10,000; None where what is declared does not tell.

    The worth is what the contract was worth before and what this decision adds.
    """
    added = sum((spend.sum for spend in _sums(record)), Decimal(0)) if record.total is None else record.total
    if added + (record.original_value or 0) <= CONTRACT:
        return False
    if A_CONTRACT.search(record.instrument):
        return True
    return False if A_GRANT.search(record.instrument) else None


def _columns(site: Site) -> Columns[Line]:
    return {
        "reference": lambda line: line.record.reference,
        "title": lambda line: line.record.title,
        "decision_maker": lambda line: line.record.maker,
        "decided": lambda line: line.record.decided,
        "published": lambda line: line.record.published,
        "recipients": lambda line: line.record.recipients,
        "sum": lambda line: line.spend.sum,
        "purpose": lambda line: line.spend.purpose,
        "source": lambda line: line.spend.source,
        "financial_year": lambda line: line.spend.year,
        "type": lambda line: line.spend.type,
        "instrument": lambda line: line.record.instrument,
        "starts": lambda line: line.record.starts,
        "ends": lambda line: line.record.ends,
        "scheme_paragraph": lambda line: line.record.scheme_paragraph,
        "over_500": lambda line: line.spend.sum > ITEM,
        "contract_over_10000": lambda line: contract_over_10000(line.record),
        "page": lambda line: page_address(site, line.record),
    }
