"""Correcting what is published: when that may begin, and what is said of it in the ledger."""

from collections.abc import Iterator

from decisionforms.decision.decision import Decision
from decisionforms.ledger import Ledger
from decisionforms.values.dates import write_date


def refusals(decision: Decision, ledger: Ledger, note: str) -> Iterator[str]:
    """Why the text of this paper can't be frozen and corrected, each as a sentence; nothing where it can."""
    name, history = decision.reference or decision.slug, ledger.histories().get(decision.slug)
    if not history:
        yield f"{name} is not published, so it can be changed as it is."
        return
    if any(one.decision == decision.slug for one in ledger.withdrawn):
        yield f"The ledger takes {name} back; what is not public any more is not corrected."
    last = history[-1]
    if decision.version != last.version:
        yield f"{decision.source.path} is not the text that was published on {write_date(last.on)} as version {last.version}, but version {decision.version}; put that text back first."
    if not note or not note.isprintable():
        yield "--note needs a sentence for readers that says what was corrected."
    if note in _notes(ledger, decision.slug):
        yield f"“{note}” was said of an earlier correction of {name}; say with --note what was corrected this time."


def _notes(ledger: Ledger, slug: str) -> Iterator[str]:
    """What readers were told, or will be, of earlier corrections."""
    yield from (one.note for one in ledger.published if one.decision == slug and one.note)
    yield from (one.note for one in ledger.corrections if one.decision == slug)
