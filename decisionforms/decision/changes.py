"""Which words changed since a text was signed."""

import re
from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet

from decisionforms.decision.decision import Decision
from decisionforms.decision.version import NOT_SIGNED, OUTCOME
from decisionforms.diagnostics import Finding, Severity, Span
from decisionforms.text.yaml_reader import normal_key

MOST = 5
MOST_WORDS = 40_000
KEY = re.compile(r"^([A-Za-z][\w -]*):")
Words = list[tuple[str, int]]


def changed_words(before: str, after: str, version: str) -> Iterator[Finding]:
    """A finding for each place where the text differs from the one signed as this version; the first few of them."""
    from difflib import SequenceMatcher  # noqa: PLC0415 - hardly any text differs from the one that was signed

    old, new = signed_words(before), signed_words(after)
    if len(old) + len(new) > MOST_WORDS:
        yield Finding(
            "changed-words",
            Span(1),
            f"The text differs from the one signed as version {version}.",
            "",
            Severity.WARNING,
        )
        return
    matcher = SequenceMatcher(None, [word for word, _ in old], [word for word, _ in new])
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


def forged_texts(decision: Decision, text: str, kept: Callable[[str, str], str]) -> Iterator[Finding]:
    """A finding where the text kept at signing reads otherwise, though its version is the same.

    Eight digits can be made to agree by someone who tries; the words can't.
    """
    for place, version in enumerate(decision.versions):
        given = next((one for one in decision.signed.values() if one.version and one.version.value == version), None)
        signed = kept(decision.slug, version) if given else ""
        without = NOT_SIGNED | {OUTCOME} if place else NOT_SIGNED
        if given and signed and _only_words(signed, without) != _only_words(text, without):
            problem = f"The text kept as version {version} when it was signed is not this text."
            yield Finding(
                "forged-text", given.name.span, problem, "Have this text signed, or put back the one that was."
            )


def _only_words(text: str, without: AbstractSet[str]) -> list[str]:
    return [word for word, _ in signed_words(text, without)]


def signed_words(text: str, without: AbstractSet[str] = NOT_SIGNED) -> Words:
    """The words of a source with their lines, in the order in which they are signed: facts by their keys, then the body."""
    facts: dict[str, Words] = {}
    body: Words = []
    fences, key = 0, ""
    for number, line in enumerate(text.split("\n"), 1):
        if fences < 2 and line.rstrip() == "---":  # noqa: PLR2004 - the facts stand between two
            fences += 1
        elif fences == 1:
            match = KEY.match(line)
            key = normal_key(match[1]) if match else key
            if not line.lstrip().startswith("#"):
                facts.setdefault(key, []).extend((word, number) for word in line.split())
        else:
            body += [(word, number) for word in line.split()]
    return [word for key in sorted(facts.keys() - without) for word in facts[key]] + body


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
