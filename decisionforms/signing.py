"""Writing a signature into a decision's file, and nothing else in it."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import Struct

from decisionforms.decision.decision import Decision
from decisionforms.decision.facts import NOT_PRINTED
from decisionforms.decision.stage import Stage
from decisionforms.errors import OperatorError
from decisionforms.form.definition import Definition
from decisionforms.text import frontmatter
from decisionforms.text.fields import Entry, Mapping, Scalar
from decisionforms.text.yaml_values import as_value
from decisionforms.values.dates import write_date

SIGNATURES = "signatures"
ADVISED = "consulted"


class Signing(Struct, frozen=True):
    """A signature to be written."""

    signatory: str
    name: str
    day: date
    interests: str = ""
    acting: bool = False

    def written(self, version: str) -> str:
        """The signature as it stands in a file."""
        facts = [f"name: {as_value(self.name)}", f"date: {write_date(self.day)}", f'version: "{version}"']
        facts += [f"interests: {as_value(self.interests)}"] if self.interests else []
        facts += ["acting: yes"] if self.acting else []
        return f"{self.signatory}: {{{', '.join(facts)}}}"


def refusals(signing: Signing, decision: Decision, today: date) -> Iterator[str]:
    """Why this may not be signed, each as a sentence; nothing where it may."""
    form = decision.form.definition
    signatory = form.signatories[signing.signatory]
    if not signing.name or signing.name == NOT_PRINTED or not signing.name.isprintable():
        yield "--name needs the name of the person who signs."
    if not signing.interests.isprintable():
        yield "--interests holds a sign that can't be printed; type it again."
    if not decision.reference:
        yield "The paper has no reference yet, and one added later would make the signature void: ask the secretariat for it first."
    if decision.stage not in {Stage.REFUSED, Stage.WITHDRAWN}:
        yield from _too_early(signing, decision)
        yield from _too_late(signing, decision)
        yield from _confirmed_later(signing, decision)
    if signatory.interests and not signing.interests:
        yield f"The {signatory.office} states interests on signing: add --interests none, or say which."
    if signing.interests and not signatory.interests:
        yield f"The {signatory.office} states no interests on this form: leave --interests out."
    if signing.day > today:
        yield f"{write_date(signing.day)} is in the future: give the day of signing."


def _too_late(signing: Signing, decision: Decision) -> Iterator[str]:
    """Whoever signs later has already signed this text, before the day given."""
    order = list(decision.form.definition.signatories)
    for key in order[order.index(signing.signatory) + 1 :]:
        if key in decision.signed and decision.signed[key].date.value < signing.day:
            office, day = decision.form.definition.signatories[key].office, write_date(decision.signed[key].date.value)
            yield f"The {office} signed on {day}, and whoever signs before that can't sign on a later day."


def _confirmed_later(signing: Signing, decision: Decision) -> Iterator[str]:
    """An officer confirmed, or advice was given, only after the day of signing."""
    advice = {key: one.date for key, one in decision.facts.advice.items() if one.answer.value == ADVISED}
    dates = {key: one.date for key, one in decision.facts.officers.items()} | advice
    for key, day in dates.items():
        if day and day.value > signing.day:
            yield f"“{key}” is dated {write_date(day.value)}, after the day of signing."


def _too_early(signing: Signing, decision: Decision) -> Iterator[str]:
    """What has to come before this signature."""
    signatories = decision.form.definition.signatories
    missing = [f"{row.key}: {row.basis.reason}" for row in decision.declaration if not row.confirmed]
    if missing:
        yield f"The paper is still a draft: {'; '.join(missing)}. See build.py explain {decision.slug}."
    for key in _before(signing.signatory, decision.form.definition):
        office = signatories[key].office
        if key not in decision.signed:
            yield f"The {office} signs before the {signatories[signing.signatory].office}, and has not signed version {decision.version}."
        elif decision.signed[key].date.value > signing.day:
            yield f"The {office} signed on {write_date(decision.signed[key].date.value)}, after the date given."


def write_signature(raw: str, signing: Signing, version: str) -> str:
    """The text with the signature in it; a signature of the same signatory is replaced, everything else stays as it is.

    `raw` is the file's text with its own line ends and byte-order mark.
    """
    entries = _facts_of(raw)
    lines = raw.split("\n")
    end = "\r" if lines[0].endswith("\r") else ""
    home = next((entry for entry in entries if entry.key == SIGNATURES), None)
    closing = _closing(lines)
    if home is None:
        return _insert(lines, closing, [f"{SIGNATURES}:{end}", f"  {signing.written(version)}{end}"])
    if isinstance(home.value, Scalar) and not home.value.text.strip():
        return _insert(lines, home.span.line, [f"  {signing.written(version)}{end}"])
    if not isinstance(home.value, Mapping) or home.value.span.line == home.span.line:
        raise OperatorError(
            "The signatures in this file stand on one line; write each on a line of its own under “signatures:”, indented, and sign again."
        )
    return _within(lines, home.value, signing, version, _end_of(home, entries, closing))


def remove_signatures(raw: str) -> str:
    """The text without its signatures; everything else stays as it is."""
    entries, lines = _facts_of(raw), raw.split("\n")
    home = next((entry for entry in entries if entry.key == SIGNATURES), None)
    if home is None:
        return raw
    end = _without_comments(lines, _end_of(home, entries, _closing(lines)))
    return "\n".join([*lines[: home.span.line - 1], *lines[end:]])


def _facts_of(raw: str) -> tuple[Entry, ...]:
    split, _ = frontmatter.split(plain_lines(raw))
    if split is None or re.search(r"\r(?!\n)", raw):
        raise OperatorError("The facts at the top can't be read; mend them first.")
    return split.fields.entries


def _end_of(home: Entry, entries: Iterable[Entry], closing: int) -> int:
    """The line after the last one of a fact, counted from 0."""
    return min([*(entry.span.line - 1 for entry in entries if entry.span.line > home.span.line), closing])


def plain_lines(raw: str) -> str:
    """A file's text as it is read: without byte-order mark, each line ended in the one plain way."""
    return raw.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _within(lines: list[str], signatures: Mapping, signing: Signing, version: str, end: int) -> str:
    """The signature among others; `end` is the line after the last of them, counted from 0."""
    indent = " " * (signatures.entries[0].span.column - 1)
    end = _without_comments(lines, end)
    line = f"{indent}{signing.written(version)}" + ("\r" if lines[end - 1].endswith("\r") else "")
    own = next((entry for entry in signatures.entries if entry.key == signing.signatory), None)
    if own is None:
        return _insert(lines, end, [line])
    stop = min([*(entry.span.line - 1 for entry in signatures.entries if entry.span.line > own.span.line), end])
    return "\n".join([*lines[: own.span.line - 1], line, *lines[_without_comments(lines, stop) :]])


def _insert(lines: list[str], at: int, new: list[str]) -> str:
    return "\n".join([*lines[:at], *new, *lines[at:]])


def _closing(lines: list[str]) -> int:
    """The index of the line of dashes that ends the facts."""
    return [index for index, line in enumerate(lines) if re.fullmatch(r"\ufeff?---[ \t]*\r?", line)][1]


def _without_comments(lines: list[str], end: int) -> int:
    """The end without the comments and empty lines before it, which belong to what follows."""
    while end and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#")):
        end -= 1
    return end


def _before(signatory: str, form: Definition) -> list[str]:
    """Those who sign earlier, in order."""
    order = list(form.signatories)
    return order[: order.index(signatory)]
