"""A check as commands of GitHub Actions, which marks each place in a pull request."""

from collections.abc import Iterable

from decisionforms.checking import Checked
from decisionforms.diagnostics import Diagnostic, Severity
from decisionforms.rules.manual import pages

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def as_github(checked: Iterable[Checked], least: Severity) -> str:
    """One command a line. Source: GitHub Actions, “Workflow commands”."""
    shown = (one for each in checked for one in each.diagnostics if one.finding.severity >= least)
    return "\n".join(_command(one) for one in shown)


def _command(diagnostic: Diagnostic) -> str:
    finding, span = diagnostic.finding, diagnostic.finding.span
    places = {
        "file": diagnostic.path,
        "line": span.line,
        "col": span.column,
        "endColumn": max(span.end, span.column + 1),
    }
    page = pages().get(finding.rule)
    text = "\n".join(filter(None, [finding.problem, finding.remedy, page.address if page else ""]))
    properties = ",".join(f"{key}={_property(str(value))}" for key, value in {**places, "title": finding.rule}.items())
    return f"::{LEVELS[finding.severity]} {properties}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
