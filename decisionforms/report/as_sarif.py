"""A check as SARIF 2.1.0, the format in which code hosts and editors take findings."""

import json
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from decisionforms import __version__
from decisionforms.checking import Checked
from decisionforms.diagnostics import Diagnostic, Severity, Span
from decisionforms.rules.manual import Page, pages, reader_of

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}


def as_sarif(checked: Iterable[Checked], least: Severity) -> str:
    """One run with its rules and results; paths are relative to the project's folder."""
    papers = tuple(checked)
    shown = [one for each in papers for one in each.diagnostics if one.finding.severity >= least]
    rules = [page for name, page in pages().items() if any(one.finding.rule == name for one in shown)]
    places = {page.name: place for place, page in enumerate(rules)}
    driver = {"name": "decisionforms", "version": __version__, "rules": [_rule(page) for page in rules]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"PROJECT": {"description": {"text": "The folder of the project."}}},
        "results": [*(_result(one, places) for one in shown), *(_waived(papers) if least is Severity.NOTE else ())],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def _rule(page: Page) -> dict[str, object]:
    return {
        "id": page.name,
        "shortDescription": {"text": page.requirement},
        "fullDescription": {"text": page.text},
        "help": {"text": page.text},
        "properties": {"family": page.family, "audience": reader_of(page.name).value, "page": page.address},
    }


def _result(diagnostic: Diagnostic, places: dict[str, int]) -> dict[str, object]:
    finding = diagnostic.finding
    text = " ".join(filter(None, [finding.problem, finding.remedy]))
    result: dict[str, object] = {
        "ruleId": finding.rule,
        "level": LEVELS[finding.severity],
        "message": {"text": text},
        "locations": [_location(diagnostic.path, finding.span)],
    }
    if finding.rule in places:
        result["ruleIndex"] = places[finding.rule]
    if finding.corrected:
        result["fixes"] = [_fix(diagnostic)]
    if finding.also:
        result["relatedLocations"] = [
            {**_location(diagnostic.path, span), "message": {"text": words}} for span, words in finding.also
        ]
    return result


def _fix(diagnostic: Diagnostic) -> dict[str, object]:
    """The line as it should be, in place of the line as it is."""
    finding = diagnostic.finding
    whole = {"startLine": finding.span.line, "startColumn": 1, "endColumn": len(diagnostic.line) + 1}
    change = {
        "artifactLocation": {"uri": quote(diagnostic.path), "uriBaseId": "PROJECT"},
        "replacements": [{"deletedRegion": whole, "insertedContent": {"text": finding.corrected}}],
    }
    return {"description": {"text": finding.remedy}, "artifactChanges": [change]}


def _waived(papers: Iterable[Checked]) -> Iterator[dict[str, object]]:
    for paper in papers:
        for one in paper.waived:
            result = _result(Diagnostic(paper.path, one.finding), {})
            yield {**result, "suppressions": [{"kind": "inSource", "justification": one.waiver.reason.value}]}


def _location(path: str, span: Span) -> dict[str, object]:
    region = {"startLine": span.line, "startColumn": span.column, "endColumn": max(span.end, span.column + 1)}
    artifact = {"uri": quote(path), "uriBaseId": "PROJECT"}
    return {"physicalLocation": {"artifactLocation": artifact, "region": region}}
