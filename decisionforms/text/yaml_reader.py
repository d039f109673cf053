"""Reads facts event by event: the only door to YAML.

Every scalar stays the text the writer typed. What YAML would quietly change, split, cut off or throw away is a
finding instead.
"""

import re
from collections.abc import Callable, Container, Iterator
from functools import lru_cache

import yaml

from decisionforms.diagnostics import Finding, Span
from decisionforms.text.characters import REFUSED
from decisionforms.text.fields import Entry, Mapping, Scalar, Sequence, Value
from decisionforms.text.yaml_faults import explain
from decisionforms.text.yaml_values import quoted

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
DEEPEST = 8


class _EveryKey:
    """Holds every key there is."""

    def __contains__(self, key: object) -> bool:
        return True


EVERY_KEY = _EveryKey()
COMMENT = re.compile(r"(?:^|[\s,\[{])(#)")
BLOCK_STYLES = {"|", ">"}
GUIDE = "Compare them with docs/writing-a-decision.md."
SIGN = "which has a meaning of its own among these facts."
ENDS = (yaml.MappingEndEvent, yaml.SequenceEndEvent)


class _StopError(Exception):
    """The facts can't be read any further; the finding says why."""

    def __init__(self, rule: str, span: Span, problem: str, remedy: str) -> None:
        super().__init__(problem)
        self.finding = Finding(rule, span, problem, remedy)


class YamlReader:
    """One reading of one front matter, event by event."""

    def __init__(self, text: str, first_line: int, wanted: Container[str] = EVERY_KEY) -> None:
        self.lines = text.split("\n")
        self.first = first_line
        self.wanted = wanted
        self.findings: list[Finding] = []
        self.text = text
        self.next_event: Callable[[], yaml.Event] = LOADER(text).get_event

    def read(self) -> Mapping | None:
        """The whole front matter; None where it can't be read, and the findings say why."""
        try:
            document = self._document()
            self._look_for_comments(self.text)
        except _StopError as fault:
            self.findings.append(fault.finding)
        except yaml.MarkedYAMLError as fault:
            self.findings.append(explain(fault, self.lines, self.first))
        except yaml.YAMLError:
            self._say("front-matter", Span(self.first), "The facts at the top can't be read.", GUIDE)
        else:
            return document
        return None

    def _document(self) -> Mapping:
        event = self.next_event()
        while isinstance(event, yaml.StreamStartEvent | yaml.DocumentStartEvent):
            event = self.next_event()
        if isinstance(event, yaml.StreamEndEvent):
            return Mapping((), Span(self.first))
        value = self._value(event, 0)
        while not isinstance(event := self.next_event(), yaml.StreamEndEvent):
            if isinstance(event, yaml.DocumentStartEvent):
                raise _StopError("front-matter", self._span(event), "The facts are cut in two here.", GUIDE)
        if isinstance(value, Mapping):
            return value
        raise _StopError(
            "front-matter",
            value.span,
            "The facts at the top are not written as “key: value”.",
            "Write one fact a line, such as “title: My title”.",
        )

    def _value(self, event: yaml.Event, depth: int) -> Value:
        self._refuse(event, depth)
        if isinstance(event, yaml.ScalarEvent):
            if event.style == '"' and REFUSED.search(event.value):
                self._say(
                    "invisible-character",
                    self._span(event),
                    "A sign spelled out here can't be printed.",
                    "Remove the backslash and what follows it.",
                )
            return Scalar(event.value, self._span(event))
        if isinstance(event, yaml.SequenceStartEvent):
            return Sequence(tuple(self._items(depth)), self._span(event))
        return Mapping(tuple(self._entries(event, depth)), self._span(event))

    def _items(self, depth: int) -> Iterator[Value]:
        while not isinstance(event := self.next_event(), ENDS):
            yield self._value(event, depth + 1)

    def _entries(self, start: yaml.Event, depth: int) -> Iterator[Entry]:
        seen: dict[str, Entry] = {}
        last: Entry | None = None
        between_braces = isinstance(start, yaml.MappingStartEvent) and start.flow_style
        while not isinstance(event := self.next_event(), ENDS):
            self._refuse(event, depth)
            if not isinstance(event, yaml.ScalarEvent):
                raise _StopError(
                    "front-matter",
                    self._span(event),
                    "A key here is not a plain word.",
                    "Write each fact as “key: value”.",
                )
            value_event = self.next_event()
            if between_braces and self._is_piece(event, value_event):
                raise self._cut_at_comma(last, event)
            key = normal_key(event.value)
            if not depth and key not in self.wanted:
                self._pass_over(value_event)
                continue
            last = Entry(key, event.value, self._span(event), self._value(value_event, depth + 1))
            if earlier := seen.get(last.key):
                problem = f"“{last.written}” is given twice: here and on line {earlier.span.line}."
                self._say("duplicate-key", last.span, problem, "Keep one of the two, or the other would be lost.")
                continue
            seen[last.key] = last
            yield last

    def _pass_over(self, event: yaml.Event) -> None:
        """Leave out a value that is not wanted."""
        depth = int(isinstance(event, yaml.CollectionStartEvent))
        while depth:
            event = self.next_event()
            if depth > DEEPEST:
                raise _StopError("front-matter", self._span(event), "The facts are nested too deeply here.", GUIDE)
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)

    def _is_piece(self, key: yaml.ScalarEvent, value: yaml.Event) -> bool:
        """Whether a "key" between braces is only what YAML cut off at a comma: it has no colon after it."""
        empty = isinstance(value, yaml.ScalarEvent) and not value.value and not value.style
        return empty and not self._rest(*_end(key)).lstrip().startswith(":")

    def _cut_at_comma(self, last: Entry | None, piece: yaml.ScalarEvent) -> _StopError:
        span = self._span(piece)
        if last is None or not isinstance(last.value, Scalar):
            problem = f"“{piece.value}” stands here without a key."
            return _StopError("cut-at-comma", span, problem, "Between braces write “key: value”, with commas between.")
        problem = f"Between braces a comma ends a value, so “{last.written}” would be cut off at “{last.value.text}”."
        whole = quoted(self._between(last.value.span, span))
        return _StopError(
            "cut-at-comma",
            span,
            problem,
            f"Put the value in quotes: {last.written}: {whole} — or write one fact a line.",
        )

    def _between(self, start: Span, end: Span) -> str:
        """What was typed from one place to another, on one line."""
        typed = "\n".join(self.lines[start.line - self.first : end.line - self.first + 1])
        cut = len(self.lines[end.line - self.first]) - end.end + 1
        return " ".join(typed[start.column - 1 : len(typed) - cut].split())

    def _look_for_comments(self, text: str) -> None:
        """Find a comment behind something on its line: YAML would cut what it says off without a word."""
        suspects = {
            number for number, line in enumerate(self.lines) if "#" in line and not line.lstrip().startswith("#")
        }
        if not suspects:
            return
        ends = dict.fromkeys(suspects, 0)
        for token in yaml.scan(text, Loader=LOADER):
            (first, _), (last, column) = _start(token), _end(token)
            for number in suspects & {*range(first, last)}:
                # A text of several lines holds them whole; what follows a bar is its own line's end.
                bar = number == first and isinstance(token, yaml.ScalarToken) and token.style in BLOCK_STYLES
                ends[number] = _start(token)[1] + 1 if bar else len(self.lines[number])
            if last in suspects and not isinstance(token, yaml.BlockEndToken):
                ends[last] = max(ends[last], column)
        for number, end in sorted(ends.items()):
            if match := COMMENT.search(self.lines[number], max(0, end - 1)):
                span = Span(self.first + number, match.start(1) + 1, len(self.lines[number].rstrip()) + 1)
                problem = "What follows “ #” on this line would be lost."
                self._say(
                    "text-after-hash",
                    span,
                    problem,
                    "Put the whole value in quotes if it belongs to it; put a comment on a line of its own.",
                )

    def _rest(self, line: int, column: int) -> str:
        return self.lines[line][column:] if line < len(self.lines) else ""

    def _say(self, rule: str, span: Span, problem: str, remedy: str) -> None:
        self.findings.append(Finding(rule, span, problem, remedy))

    def _refuse(self, event: yaml.Event, depth: int) -> None:
        """Stop at what a decision has no use for: references, tags, and nesting made to be slow."""
        if getattr(event, "anchor", None):
            raise _StopError(
                "yaml-sign",
                self._span(event),
                f"A value here begins with “&” or “*”, {SIGN}",
                "Put the value in quotes.",
            )
        if getattr(event, "tag", None):
            raise _StopError(
                "yaml-sign", self._span(event), f"A value here begins with “!”, {SIGN}", "Put the value in quotes."
            )
        if depth > DEEPEST:
            raise _StopError("front-matter", self._span(event), "The facts are nested too deeply here.", GUIDE)

    def _span(self, event: yaml.Event) -> Span:
        start, last = event.start_mark, event.end_mark
        if start is None or last is None:  # for the type checker: the parser always gives both
            return Span(self.first)
        line, column = start.line, start.column
        end = last.column if last.line == line else len(self.lines[line])
        return Span(self.first + line, column + 1, (end if end > column else column + 1) + 1)


def _start(event: yaml.Event | yaml.Token) -> tuple[int, int]:
    """Line and column, from 0, of the beginning of an event."""
    mark = event.start_mark
    return (mark.line, mark.column) if mark else (0, 0)


def _end(event: yaml.Event | yaml.Token) -> tuple[int, int]:
    mark = event.end_mark
    return (mark.line, mark.column) if mark else (0, 0)


@lru_cache(maxsize=1024)
def normal_key(written: str) -> str:
    """The one spelling of a key: lower case, words joined by an underscore."""
    return re.sub(r"[\s-]+", "_", written.strip().lower())
