"""The few facts a reader wants first: how much, to whom, from when, and what it has to do with other decisions.

Which of them, in which order and under which names, is data of the form.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from decisionforms.decision.decision import Decision
from decisionforms.decision.facts import Amount, Field
from decisionforms.form.wording import Words
from decisionforms.register import Register
from decisionforms.values.dates import write_date
from decisionforms.values.money import write_money
from decisionforms.values.terms import Term, write_term
from decisionforms.view.form_view import KeyFact
from decisionforms.view.mentions import address_of


def key_facts(decision: Decision, register: Register) -> Iterator[KeyFact]:
    """The facts that are recorded, then the decisions this one has to do with."""
    for entry in decision.form.definition.key_facts:
        for value in _values(decision, entry.fact):
            yield KeyFact(entry.label, value)
    for relation in register.relations(decision.slug, decision.facts):
        words = getattr(decision.form.definition.relations, relation.name)
        yield KeyFact(
            words.back if relation.back else words.says,
            relation.reference,
            address_of(relation.slug) if relation.slug else "",
        )


def _values(decision: Decision, fact: str) -> Iterator[str]:
    words = decision.form.definition.words
    if fact == "signed":
        yield from _last_signature(decision)
        return
    recorded = decision.facts.others.get(fact) or getattr(decision.facts, fact, None)
    if fact == "amounts" and len(decision.facts.amounts) == 1 and decision.facts.total:
        return
    for one in recorded if isinstance(recorded, tuple) else (recorded,):
        if one is not None:
            yield _amount(one, words) if isinstance(one, Amount) else write_value(one, words)


def _last_signature(decision: Decision) -> Iterator[str]:
    """The date of the last signature, once all have signed."""
    if len(decision.signed) == len(decision.form.definition.signatories):
        last = max(signature.date.value for signature in decision.signed.values())
        yield write_date(last, decision.form.definition.words.months)


def _amount(amount: Amount, words: Words) -> str:
    purpose = f" {words.amount_for} {amount.for_.value}" if amount.for_ else ""
    return f"{write_money(amount.sum.value)}{purpose}"


def write_value(field: Field[object], words: Words) -> str:
    """A recorded value in its house form."""
    match field.value:
        case Decimal() as amount:
            return write_money(amount)
        case date() as day:
            return write_date(day, words.months)
        case Term() as term:
            return write_term(term)
    return str(field.value)
