"""How far a decision has come, from its recorded facts alone."""

from collections.abc import Iterable, Iterator, Mapping
from enum import Enum

from decisionforms.decision.declaration import DeclarationRow
from decisionforms.decision.facts import Facts, Signature
from decisionforms.diagnostics import Finding, Severity
from decisionforms.form.definition import Definition, Signatory
from decisionforms.form.definition import Stage as StageWords


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


def valid_signatures(facts: Facts, version: str, signatories: Mapping[str, Signatory]) -> dict[str, Signature]:
    """The signatures that hold for this version; in a transcribed record, all of them."""
    return {
        key: given
        for key in signatories
        if (given := facts.signatures.get(key)) and (facts.record or _holds(given, version))
    }


def stage_of(
    facts: Facts, rows: Iterable[DeclarationRow], signed: Mapping[str, Signature], signatories: Mapping[str, Signatory]
) -> Stage:
    """The stage: a signature counts only on top of everything before it."""
    if facts.record:
        return Stage.RECORD
    if facts.outcome:
        return Stage(facts.outcome.answer.value)
    if not all(row.confirmed for row in rows):
        return Stage.DRAFT
    reached = Stage.CHECKED
    for key, signatory in signatories.items():
        if key not in signed:
            break
        reached = Stage(signatory.brings)
    return reached


def void_signatures(facts: Facts, version: str, signatories: Mapping[str, Signatory]) -> Iterator[Finding]:
    """A finding for each signature that does not hold for this version."""
    for key, given in facts.signatures.items():
        if facts.record or _holds(given, version) or key not in signatories:
            continue
        office = signatories[key].office
        if given.version is None:
            problem = f"The signature of the {office} names no version of the text, so it does not count."
        else:
            problem = f"The signature of the {office} was given for version {given.version.value}; the text is now version {version}, so it does not count."
        remedy = (
            f"Have the text as it is now signed (build.py sign … --as {key}), or put back the words that were signed."
        )
        yield Finding("void-signature", (given.version or given.name).span, problem, remedy, Severity.WARNING)


def void_versions(facts: Facts, version: str) -> list[str]:
    """The versions that were signed and are no longer the text."""
    named = {given.version.value for given in facts.signatures.values() if given.version and not _holds(given, version)}
    return sorted(named)


def _holds(signature: Signature, version: str) -> bool:
    return signature.version is not None and signature.version.value == version
