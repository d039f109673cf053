"""Keys that a writer types, and the facts that they name."""

import re
from collections.abc import Iterator, Mapping

from decisionforms.form.definition import Definition
from decisionforms.form.problems.texts import listed

KEY = re.compile(r"[a-z][a-z0-9_]*")
# Facts that a page can show on top,
ON_TOP = frozenset(
    [
        "directorate",
        "topics",
        "amounts",
        "total",
        "recipients",
        "instrument",
        "original_value",
        "starts",
        "ends",
        "term",
        "scheme_paragraph",
    ]
)
SHOWN = ON_TOP | {"signed"}
# and all that every decision can record.
RECORDED = ON_TOP | {
    "form",
    "reference",
    "title",
    "record",
    "advice",
    "extends",
    "replaces",
    "relates_to",
    "appendices",
    "deferral",
    "part_2",
    "outcome",
    "signatures",
    "original_kept",
    "waivers",
}


def in_names(form: Definition) -> Iterator[str]:
    """Keys that a writer types must be typable, and no two may mean different things."""
    tables: dict[str, Mapping[str, object]] = {
        "officers": form.officers,
        "facts": form.facts,
        "rows": form.rows,
        "signatories": form.signatories,
    }
    for table, entries in tables.items():
        for key in entries:
            if not KEY.fullmatch(key):
                yield f"“{table}.{key}” can't be typed by a writer; a key is small letters, digits and underscores."
    for table in ("officers", "facts"):
        for key in sorted(RECORDED & tables[table].keys()):
            yield f"“{table}.{key}” is the name of a fact that every decision has; choose another."
    for key in sorted(form.officers.keys() & form.facts.keys()):
        yield f"“facts.{key}” is also an officer; choose another name."
    for place, fact in enumerate(form.key_facts, 1):
        if fact.fact not in SHOWN | form.facts.keys():
            yield f"“key_facts[{place}].fact” is “{fact.fact}”; it must be one of {listed(SHOWN | form.facts.keys())}."
    printed = {question.answer for part in form.parts for question in part.questions} | {
        fact.fact for fact in form.key_facts
    }
    for key in sorted(form.facts.keys() - printed):
        yield f"“facts.{key}” is printed nowhere; add a question that has it as its answer, or a key fact."
