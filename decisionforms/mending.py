"""Layout faults mended in a source: never a word, never a figure, never a signed text.

Comments, the order of facts and line ends stay as they are. A mended text is read again: where anything that is printed
or signed would differ, it is left alone.
"""

import re
from collections.abc import Callable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from decisionforms.decision.decision import Reading
from decisionforms.diagnostics import Finding
from decisionforms.form.form import plain
from decisionforms.text import frontmatter
from decisionforms.text.fields import Entry, Mapping, Sequence, Value
from decisionforms.values.nearest import nearest

Read = Callable[[str], Reading]
WORDS = re.compile(r"\w+")
HEADING = re.compile(r"(#{1,6})\s*(.*)")
TYPED_NUMBER = re.compile(r"(##\s+)\d+\.?\s+(?=\S)")
BLANKS = " \t"
FENCE = re.compile(r"---[ \t]*")


class Mend(Struct, frozen=True):
    """One line as it should be, and the name of the fault that this mends."""

    line: int
    rule: str
    text: str


def mended(text: str, read: Read) -> str:
    """The text with its layout faults mended; the same text where there are none, or where mending would change it.

    What was mended can make the rest readable, so that is looked at again.
    """
    better = _once(text, read)
    return text if better == text else mended(better, read)


def _once(text: str, read: Read) -> str:
    before = read(text)
    lines = text.split("\n")
    for mend in mends_of(before, text):
        end = "\r" if lines[mend.line - 1].endswith("\r") else ""
        lines[mend.line - 1] = mend.text + end
    result = "\n".join(_without_spare_lines(lines)).rstrip("\r\n \t") + ("\r\n" if "\r\n" in text else "\n")
    return result if result != text and _is_same(before, read(result)) else text


def mends_of(reading: Reading, text: str) -> Iterator[Mend]:
    """The lines to be mended, as they should be."""
    lines = reading.source.lines
    split = frontmatter.split(text.replace("\r\n", "\n").removeprefix("\ufeff"))[0]
    changed = dict(enumerate(lines, 1))
    for rule, line, new in (*_headings(reading), *(_keys(split.fields, changed) if split else ())):
        changed[line] = new
        yield Mend(line, rule, new)
    last_of_facts = split.body_line if split else 0
    for number, line in changed.items():
        following = lines[number] if number < len(lines) else ""
        tidy = line.rstrip(BLANKS)
        if line != tidy and not (
            number >= last_of_facts and line.endswith("  ") and line.strip() and following.strip()
        ):
            yield Mend(number, "trailing-blanks", tidy)


def corrected(reading: Reading) -> Iterator[Finding]:
    """What was found on reading, with the line as it should be beside each fault that can be mended."""
    lines = {(rule, number): line for rule, number, line in (*_headings(reading), *_of_ones_own(reading))}
    for finding in reading.findings:
        line = lines.get((finding.rule, finding.span.line), "")
        yield replace(finding, corrected=line) if line else finding


def _headings(reading: Reading) -> Iterator[tuple[str, int, str]]:
    """Headings without a space after their marks, and with a number typed before them."""
    for finding in reading.findings:
        number = finding.span.line
        line = reading.source.lines[number - 1] if number <= len(reading.source.lines) else ""
        if finding.rule == "heading-space" and (match := HEADING.fullmatch(line)):
            yield finding.rule, number, f"{match[1]} {match[2]}"
        elif finding.rule == "typed-number" and TYPED_NUMBER.match(line):
            yield finding.rule, number, TYPED_NUMBER.sub(r"\1", line)


def _of_ones_own(reading: Reading) -> Iterator[tuple[str, int, str]]:
    """Headings of the writer's own and points below another: only the writer knows, so that `mends_of` has none."""
    decision = reading.decision
    known = [*map(plain, decision.form.headings_of(decision.edition).values())] if decision else []
    for finding in reading.findings:
        number = finding.span.line
        if finding.rule == "list-indent":
            yield finding.rule, number, f"    {reading.source.lines[number - 1].strip()}"
        elif finding.rule == "heading-space" and known:
            match = HEADING.fullmatch(reading.source.lines[number - 1])
            if match and match[1] == "##" and not nearest(plain(match[2]), known):
                yield finding.rule, number, f"### {match[2]}"


def _keys(value: Value, lines: dict[int, str]) -> Iterator[tuple[str, int, str]]:
    """Keys in another spelling than the usual one, from the end of a line to its start so that places hold."""
    for entry in sorted(_entries(value), key=lambda one: one.span, reverse=True):
        line = lines[entry.span.line]
        start = entry.span.column - 1
        if entry.written != entry.key and line[start:].startswith(entry.written):
            lines[entry.span.line] = line[:start] + entry.key + line[start + len(entry.written) :]
            yield "key-spelling", entry.span.line, lines[entry.span.line]


def _entries(value: Value) -> Iterator[Entry]:
    if isinstance(value, Mapping):
        for entry in value.entries:
            yield entry
            yield from _entries(entry.value)
    elif isinstance(value, Sequence):
        for item in value.items:
            yield from _entries(item)


def _without_spare_lines(lines: list[str]) -> Iterator[str]:
    """The lines with one empty line in the body where there were several."""
    fences = 0
    for number, line in enumerate(lines):
        fences += bool(FENCE.fullmatch(line.rstrip("\r").removeprefix("\ufeff")))
        spare = fences > 1 and number > 0 and not line.strip() and not lines[number - 1].strip()
        if not spare:
            yield line


def _is_same(before: Reading, after: Reading) -> bool:
    """Whether the mended text says and signs what the other did, and nothing is wrong with it that was not before."""
    new_faults = {one.rule for one in after.findings} - {one.rule for one in before.findings}
    unread = before.decision is not None and after.decision is None
    if (before.decision and new_faults) or unread:
        return False
    headings = next(_headings(before), None) is not None
    if before.decision and after.decision and (not headings or before.decision.facts.signatures):
        return before.decision.versions == after.decision.versions
    return _words(before) == _words(after)


def _words(reading: Reading) -> list[str]:
    """The words of a text, without the numbers typed before headings and as keys are usually spelt."""
    text = "\n".join(TYPED_NUMBER.sub(r"\1", line) for line in reading.source.lines)
    return WORDS.findall(text.lower().replace("_", " ").replace("-", " "))
