"""A check as text: paper by paper, and for each of those who have to act, what is theirs."""

from collections.abc import Iterable, Iterator

from decisionforms.checking import Checked
from decisionforms.diagnostics import Diagnostic, Severity
from decisionforms.report.text import report
from decisionforms.rules.manual import reader_of
from decisionforms.rules.rule import Reader
from decisionforms.rules.waivers import Waived
from decisionforms.values.dates import write_date

HEADINGS = {
    Reader.AUTHOR: "For the author",
    Reader.LEGAL: "For the legal adviser",
    Reader.FINANCE: "For finance",
    Reader.GOVERNANCE: "For governance",
}


def as_text(checked: Iterable[Checked], least: Severity) -> str:
    """What is to be said of each paper, from this severity on; with the notes, what is waived as well."""
    return "\n\n".join(text for one in checked if (text := _paper(one, least)))


def _paper(checked: Checked, least: Severity) -> str:
    shown = [one for one in checked.diagnostics if one.finding.severity >= least]
    parts = [*_by_reader(shown), *(_waived(checked, one) for one in checked.waived if least is Severity.NOTE)]
    if not parts:
        return ""
    title = f"{checked.path} ({checked.stage})" if checked.stage else checked.path
    return "\n\n".join([f"── {title}", *parts])


def _by_reader(diagnostics: list[Diagnostic]) -> Iterator[str]:
    readers = {one: reader_of(one.finding.rule) for one in diagnostics}
    for reader, heading in HEADINGS.items():
        theirs = [one for one in diagnostics if readers[one] is reader]
        if theirs:
            yield f"{heading}:\n{report(theirs)}"


def _waived(checked: Checked, one: Waived) -> str:
    waiver = one.waiver
    return (
        f"{checked.path}:{one.finding.span.line}: waived until {write_date(waiver.until.value)}: {one.finding.problem} [{one.finding.rule}]\n"
        f"    Reason: {waiver.reason.value}"
    )
