"""A check as JSON, for other programs; `docs/schemas/check.json` is its schema."""

from collections.abc import Iterable
from typing import Literal

import msgspec
from msgspec import Struct

from decisionforms.checking import Checked
from decisionforms.diagnostics import Diagnostic, Severity
from decisionforms.rules.manual import pages, reader_of
from decisionforms.rules.waivers import Waived


class Place(Struct, frozen=True):
    """A stretch of one line: line and columns count characters from 1, `end` is past the last one."""

    line: int
    column: int
    end: int
    text: str = ""


class JsonFinding(Struct, frozen=True, rename="camel"):
    """One finding; `audience` is who has to act, `page` where the rule is explained.

    `corrected` is the whole line as it should be, where only its layout is wrong.
    """

    rule: str
    severity: Literal["note", "warning", "error"]
    audience: Literal["author", "legal", "finance", "governance"]
    place: Place
    paragraph: str
    problem: str
    remedy: str
    page: str
    also: tuple[Place, ...] = ()
    corrected: str = ""


class JsonWaiver(Struct, frozen=True):
    """A finding that is waived, with the reason, and the last day of that."""

    rule: str
    line: int
    problem: str
    reason: str
    until: str


class JsonPaper(Struct, frozen=True):
    """What is to be said of one paper; `stage` is empty where it can't be read."""

    path: str
    stage: str
    findings: tuple[JsonFinding, ...]
    waived: tuple[JsonWaiver, ...]


class JsonCheck(Struct, frozen=True):
    """A whole check; `version` changes when a field changes its meaning or goes."""

    version: Literal[1]
    papers: tuple[JsonPaper, ...]


def as_json(checked: Iterable[Checked], least: Severity) -> str:
    """All of a check, from this severity on."""
    papers = tuple(_paper(one, least) for one in checked)
    return msgspec.json.format(msgspec.json.encode(JsonCheck(1, papers)), indent=2).decode()


def schema() -> str:
    """The JSON Schema (2020-12) of what `as_json` writes."""
    described = {"$schema": "https://json-schema.org/draft/2020-12/schema", **msgspec.json.schema(JsonCheck)}
    return msgspec.json.format(msgspec.json.encode(described), indent=2).decode() + "\n"


def _paper(checked: Checked, least: Severity) -> JsonPaper:
    findings = tuple(_finding(one) for one in checked.diagnostics if one.finding.severity >= least)
    return JsonPaper(checked.path, checked.stage, findings, tuple(_waiver(one) for one in checked.waived))


def _finding(diagnostic: Diagnostic) -> JsonFinding:
    finding, span = diagnostic.finding, diagnostic.finding.span
    page = pages().get(finding.rule)
    return JsonFinding(
        rule=finding.rule,
        severity=finding.severity.word,  # type: ignore[arg-type]  # one of the three words
        audience=reader_of(finding.rule).value,
        place=Place(
            span.line, span.column, max(span.end, span.column + 1), diagnostic.line[span.column - 1 : span.end - 1]
        ),
        paragraph=finding.paragraph,
        problem=finding.problem,
        remedy=finding.remedy,
        page=page.address if page else "",
        also=tuple(
            Place(other.line, other.column, max(other.end, other.column + 1), text) for other, text in finding.also
        ),
        corrected=finding.corrected,
    )


def _waiver(one: Waived) -> JsonWaiver:
    finding, waiver = one.finding, one.waiver
    return JsonWaiver(
        finding.rule, finding.span.line, finding.problem, waiver.reason.value, waiver.until.value.isoformat()
    )
