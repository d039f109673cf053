"""Which words changed since a text was signed."""

import difflib
import re
from collections.abc import Iterator

from decisionforms.decision.version import NOT_SIGNED
from decisionforms.diagnostics import Finding, Severity, Span

MOST = 5
KEY = re.compile(r"^([A-Za-z][\w -]*):")
Words = list[tuple[str, int]]


def changed_words(before: str, after: str, version: str) -> Iterator[Finding]:
    """A finding for each place where the text differs from the one signed as this version; the first few of them."""
    old, new = signed_words(before), signed_words(after)
    matcher = difflib.SequenceMatcher(None, [word for word, _ in old], [word for word, _ in new], autojunk=False)
    changes = [step for step in matcher.get_opcodes() if step[0] != "equal"]
    for _, start, end, new_start, new_end in changes[:MOST]:
        line = new[min(new_start, len(new) - 1)][1] if new else 1
        yield _finding(_text(old[start:end]), _text(new[new_start:new_end]), line, version)
    if len(changes) > MOST:
        yield Finding(
            "changed-words",
            Span(1),
            f"{len(changes) - MOST} more places differ from version {version}.",
            "",
            Severity.WARNING,
        )


def signed_words(text: str) -> Words:
    """The words of a source with their lines, without the facts that no signature covers."""
    words: Words = []
    fences = 0
    covered = True
    for number, line in enumerate(text.split("\n"), 1):
        fences += line.rstrip() == "---"
        if fences == 1 and (match := KEY.match(line)):
            covered = match[1] not in NOT_SIGNED
        if fences != 1 or (covered and not line.lstrip().startswith("#")):
            words += [(word, number) for word in line.split()]
    return words


def _text(words: Words) -> str:
    return " ".join(word for word, _ in words)


def _finding(was: str, now: str, line: int, version: str) -> Finding:
    if was and now:
        problem = f"Signed as version {version}: “{was}”. It now reads “{now}”."
    elif was:
        problem = f"Signed as version {version}, and now taken out: “{was}”."
    else:
        problem = f"Added since version {version} was signed: “{now}”."
    return Finding("changed-words", Span(line), problem, "", Severity.WARNING)
