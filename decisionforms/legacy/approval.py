"""Whether an original says that its request was approved, by whom it was signed, and when it was decided."""

from collections.abc import Mapping
from datetime import date

from msgspec.structs import replace

from decisionforms.form.definition import Definition
from decisionforms.form.signatories import Outcomes
from decisionforms.form.wording import Part
from decisionforms.legacy.remarks import NotImportedError, Remarks
from decisionforms.legacy.signatures import Signed, signature_in
from decisionforms.legacy.stream import keys_of
from decisionforms.legacy.wordings import Wordings
from decisionforms.values.dates import write_date


def signatures_of(wordings: Wordings, definition: Definition, remarks: Remarks) -> Mapping[str, Signed]:
    """The signatures by who gives them. Raises NotImportedError where the request was not approved."""
    signing = {part.signatory: part for part in definition.parts if part.signatory}
    return {
        key: _signature(wordings, signing[key], definition, remarks) for key in definition.signatories if key in signing
    }


def decided(signatures: Mapping[str, Signed], definition: Definition) -> date | None:
    """The day of the last signature. Raises NotImportedError where that is too late for a record."""
    last = list(signatures.values())[-1].day if signatures else None
    day = last or max((one.day for one in signatures.values() if one.day), default=None)
    before = definition.records_before
    if day and day >= before:
        raise NotImportedError(f"It was signed on {write_date(day)}, and only a form signed before {write_date(before)} can be kept as a record: write the decision anew, or change that date in form.toml.")  # fmt: skip
    return day


def _signature(wordings: Wordings, part: Part, definition: Definition, remarks: Remarks) -> Signed:
    signatory = definition.signatories[part.signatory]
    above, below = wordings.behind(part.key, "heading", "text"), wordings.behind(part.key, "outcome")
    signed = signature_in(above, below, signatory, definition.words, remarks)
    return signed if _is_approved(wordings, part, signatory.outcomes, remarks) else replace(signed, day=None)


def _is_approved(wordings: Wordings, part: Part, outcomes: Outcomes | None, remarks: Remarks) -> bool:
    """Whether the request is said to be approved; a record would print that. Raises NotImportedError for another outcome."""
    stream = wordings.stream
    for wording in (outcomes.refused, outcomes.withdrawn) if outcomes else ():
        if next(stream.find(keys_of(wording), 0, len(stream.words)), None) is not None:
            raise NotImportedError(
                f"It says “{wording}”, and an import would print it as approved: transcribe it by hand."
            )
    found = wordings.of(part.key)
    if outcomes is None or any(one.anchor.role == "outcome" for one in found):
        return True
    line = stream.line(found[-1].end) if found else 1
    remarks.ask(line, "the signature was left out, since it is not said that the request was approved: was it?")
    return False
