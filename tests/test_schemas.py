"""The published schemas: they are schemas, and what they describe fits them."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from conftest import SOURCES
from jsonschema import Draft202012Validator

from decisionforms.cli import cli
from decisionforms.text.yaml_reader import normal_key

ROOT = Path(__file__).parent.parent
SCHEMAS = ROOT / "docs" / "schemas"


def validator(name: str) -> Draft202012Validator:
    schema = json.loads((SCHEMAS / name).read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def plain(value: object) -> object:
    """The facts as an editor sees them, with the keys in their one spelling."""
    if isinstance(value, dict):
        return {normal_key(key): plain(one) for key, one in value.items()}
    return [plain(one) for one in value] if isinstance(value, list) else value


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_the_facts_of_every_decision_fit_their_schema(source: Path) -> None:
    facts = yaml.load(source.read_text("utf-8").split("---\n")[1], yaml.BaseLoader)  # noqa: S506 - texts only
    tidy = plain(facts)
    assert isinstance(tidy, dict)
    given = {key: None if value == "" else value for key, value in tidy.items()}
    assert [error.message for error in validator("part-1.json").iter_errors(given)] == []


@pytest.mark.parametrize(
    "facts",
    [
        {"title": "No form"},
        {"form": "part-1/1999"},
        {"form": "part-1/2023", "titel": "Misspelt"},
        {"form": "part-1/2023", "total": "84,500"},
        {"form": "part-1/2023", "starts": "June 2023"},
        {"form": "part-1/2023", "advice": {"finance": {"answer": "maybe"}}},
        {"form": "part-1/2023", "signatures": {"mayor": {"name": "x", "date": "1 June 2023"}}},
    ],
)
def test_what_reading_refuses_an_editor_marks_too(facts: dict[str, Any]) -> None:
    assert list(validator("part-1.json").iter_errors(facts))


def test_a_check_as_json_fits_its_schema() -> None:
    printed = CliRunner().invoke(
        cli,
        ["--project", str(ROOT), "check", "--format", "json", str(ROOT / "tests" / "corpus"), str(ROOT / "decisions")],
    )
    papers = json.loads(printed.output)
    assert [error.message for error in validator("check.json").iter_errors(papers)] == []
    assert any(paper["findings"] for paper in papers["papers"])


def test_a_check_as_sarif_keeps_to_what_sarif_asks_for() -> None:
    """Source: SARIF 2.1.0, sections 3.13 to 3.30."""
    printed = CliRunner().invoke(cli, ["--project", str(ROOT), "check", "--format", "sarif"])
    log = json.loads(printed.output)
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    for result in run["results"]:
        assert result["level"] in {"none", "note", "warning", "error"}
        assert result["message"]["text"]
        region = result["locations"][0]["physicalLocation"]["region"]
        assert region["startLine"] >= 1
        assert 1 <= region["startColumn"] < region["endColumn"]
        assert not result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].startswith(("/", "file:"))
