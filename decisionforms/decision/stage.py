"""How far a decision has come, from its recorded facts alone."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from enum import Enum
from itertools import takewhile

from decisionforms.decision.declaration import DeclarationRow
from decisionforms.decision.facts import Facts, Signature
from decisionforms.diagnostics import Finding, Severity
from decisionforms.form.definition import Definition
from decisionforms.form.signatories import Signatory
from decisionforms.form.wording import Stage as StageWords


class Stage(Enum):
    """The stages, in order, and the ways a request ends otherwise."""

    DRAFT = "draft"
    CHECKED = "checked"
    CLEARED = "cleared"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    RECORD = "record"

    def words(self, form: Definition) -> StageWords:
        """How the form names and marks this stage."""
        words: StageWords = getattr(form.stages, self.value)
        return words


def counted_signatures(
    facts: Facts, versions: Container[str], rows: Iterable[DeclarationRow], signatories: Iterable[str]
) -> dict[str, Signature]:
    """The signatures that count: those given for the text as it is, each on top of everything before it.

    In a transcribed record all of them do, and of a request that ended otherwise all that hold for its text.
    """
    given = {key: facts.signatures[key] for key in signatories if key in facts.signatures}
    if facts.record:
        return given
    held = {key: signature for key, signature in given.items() if _holds(signature, versions)}
    if facts.outcome:
        return held
    if not all(row.confirmed for row in rows):
        return {}
    return {key: held[key] for key in takewhile(held.__contains__, signatories)}


def stage_of(
    facts: Facts, rows: Iterable[DeclarationRow], counted: Iterable[str], signatories: Mapping[str, Signatory]
) -> Stage:
    """The stage that these facts have brought about."""
    if facts.record:
        return Stage.RECORD
    if facts.outcome:
        return Stage(facts.outcome.answer.value)
    if not all(row.confirmed for row in rows):
        return Stage.DRAFT
    return Stage(([Stage.CHECKED.value] + [signatories[key].brings for key in counted])[-1])


def early_signatures(
    facts: Facts, versions: Container[str], counted: Container[str], signatories: Mapping[str, Signatory]
) -> Iterator[Finding]:
    """A finding for each signature that holds for the text, but was given before its time."""
    for key, given in facts.signatures.items():
        if key in signatories and key not in counted and _holds(given, versions):
            problem = (
                f"The signature of the {signatories[key].office} does not count yet: something before it is missing."
            )
            remedy = "Every row of the declaration must be confirmed, and whoever signs earlier must have signed this version; build.py explain shows what is missing."
            yield Finding("early-signature", given.name.span, problem, remedy, Severity.WARNING)


def void_signatures(facts: Facts, versions: Sequence[str], signatories: Mapping[str, Signatory]) -> Iterator[Finding]:
    """A finding for each signature that holds for none of these versions."""
    for key, given in facts.signatures.items():
        if facts.record or _holds(given, versions) or key not in signatories:
            continue
        office = signatories[key].office
        if given.version is None:
            problem = f"The signature of the {office} names no version of the text, so it does not count."
        else:
            problem = f"The signature of the {office} was given for version {given.version.value}; the text is now version {versions[0]}, so it does not count."
        remedy = (
            f"Have the text as it is now signed (build.py sign … --as {key}), or put back the words that were signed."
        )
        yield Finding("void-signature", (given.version or given.name).span, problem, remedy, Severity.WARNING)


def void_versions(facts: Facts, versions: Container[str]) -> list[str]:
    """The versions that were signed and are no longer the text."""
    named = {
        given.version.value for given in facts.signatures.values() if given.version and not _holds(given, versions)
    }
    return sorted(named)


def _holds(signature: Signature, versions: Container[str]) -> bool:
    return signature.version is not None and signature.version.value in versions
