"""The manual: every name that a message can carry has its page, and the documents are what the rules say.

    RENEW_DOCS=1 python -m pytest tests/test_manual.py

writes `docs/rules`, the schemas and the editors' files anew after a rule's text was mended.
"""

import ast
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from decisionforms.cli import cli
from decisionforms.decision.schema import front_matter_schema
from decisionforms.form.loading import load_form
from decisionforms.report.as_json import schema
from decisionforms.rules.manual import documents, pages
from decisionforms.rules.table import NAMED
from decisionforms.text import sayings

ROOT = Path(__file__).parent.parent
RENEW = bool(os.environ.get("RENEW_DOCS"))
FORM = load_form(ROOT / "templates" / "part-1")
FACTS = json.dumps(front_matter_schema(FORM), indent=2, ensure_ascii=False) + "\n"
GENERATED = {
    **{f"docs/rules/{name}": text for name, text in documents().items()},
    "docs/schemas/check.json": schema(),
    "docs/schemas/part-1.json": FACTS,
}
SAYING = {"Finding", "say", "_say", "refuse", "warn", "_refuse", "_StopError"}


@pytest.mark.parametrize("name", GENERATED)
def test_a_generated_document_is_what_the_rules_say(name: str) -> None:
    if RENEW:
        (ROOT / name).parent.mkdir(parents=True, exist_ok=True)
        (ROOT / name).write_text(GENERATED[name], encoding="utf-8", newline="\n")
    assert (ROOT / name).read_text(encoding="utf-8") == GENERATED[name]


def named_in_the_code() -> Iterator[str]:
    """The names under which findings are made while a paper is read."""
    for path in (ROOT / "decisionforms").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and isinstance(first := node.args[0], ast.Constant):
                called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if called in SAYING and isinstance(first.value, str) and re.fullmatch(r"[a-z0-9-]+", first.value):
                    yield first.value


def test_every_name_of_a_fault_has_a_page_and_every_page_a_fault() -> None:
    named = {*named_in_the_code(), *sayings.REFUSED, *sayings.ODD}
    assert named - pages().keys() == set()
    assert pages().keys() - NAMED.keys() - named == set()


@pytest.mark.parametrize("name", pages())
def test_a_page_says_what_is_required_and_why_with_a_bad_example_and_a_good_one(name: str) -> None:
    first, _, rest = pages()[name].text.partition("\n\n")
    assert first.endswith(".")
    assert "\n" not in first
    assert re.search(r"^Bad:\n {4}", rest, re.MULTILINE)
    assert re.search(r"^Good:\n {4}", rest, re.MULTILINE)


def test_rule_prints_a_page_and_lists_all() -> None:
    listed = CliRunner().invoke(cli, ["rule"])
    assert all(f"  {name}: " in listed.output for name in pages())
    page = CliRunner().invoke(cli, ["rule", "parts-and-total"])
    assert page.output.startswith("parts-and-total (figures)\n\nThe declared sums add up to the declared total.")
    unknown = CliRunner().invoke(cli, ["rule", "parts-and-totals"])
    assert unknown.exit_code == 2
    assert "Did you mean “parts-and-total”?" in unknown.output
