"""The docxtpl recipe: for every decision a `DocxTemplate`, with sub-documents written by python-docx; docx only.

    python -m benchmarks.recipes.docxtpl_recipe CORPUS FORM.docx OUTPUT

It fills in the form and its declaration from the front matter, and leaves out what the project also does: paragraph
numbers, links, checks and the web page. The form has three places for the writer's text, so each decision has three
sub-documents; a form with a single place would spare the recipe nearly a third of its time.
"""

import argparse
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from docx import Document
from docx.text.paragraph import Paragraph
from docxtpl import DocxTemplate
from lxml import etree
from markdown_it import MarkdownIt
from markdown_it.token import Token

from benchmarks.recipes.form_template import read_form

STYLES = {"h3": "Heading 3", "h2": "Heading 2", "bullet_list": "List Bullet", "ordered_list": "List Number"}
PLACES = {"Executive Summary": "summary", "Recommendation": "recommendation"}
TICK = {True: "✓", False: ""}


class SubDocument:
    """A sub-document as `DocxTemplate.new_subdoc()` makes it, without docxcompose.

    docxtpl imports that package for every sub-document but uses it only for those that are read from a file.
    """

    def __init__(self, template: DocxTemplate) -> None:
        """Start an empty document that belongs to the template."""
        self.document = Document()
        self.document._part = template.get_docx().part  # noqa: SLF001 - as docxtpl does it

    def __html__(self) -> str:
        """Return the body's XML, which docxtpl puts in place of the tag."""
        body = self.document.element.body
        if body.sectPr is not None:
            body.remove(body.sectPr)
        return re.sub(r"</?w:body[^>]*>", "", etree.tostring(body, encoding="unicode"))

    def add(self, tokens: list[Token]) -> None:
        """Add the blocks of the markdown."""
        for kind, block in blocks(tokens):
            if isinstance(block, Token):
                add_runs(self.document.add_paragraph(style=STYLES.get(kind, "Normal")), block)
            else:
                self.add_table(block)

    def add_table(self, rows: list[list[Token]]) -> None:
        """Add a table."""
        table = self.document.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                add_runs(cell.paragraphs[0], text)


def add_runs(paragraph: Paragraph, text: Token) -> None:
    """Add the words of a block, bold and italic where they are."""
    bold = italic = None
    for token in text.children or ():
        match token.type:
            case "strong_open" | "strong_close":
                bold = token.nesting == 1 or None
            case "em_open" | "em_close":
                italic = token.nesting == 1 or None
            case "text" | "code_inline":
                run = paragraph.add_run(token.content)
                run.bold, run.italic = bold, italic
            case "softbreak" | "hardbreak":
                paragraph.add_run(" ")


def blocks(tokens: list[Token]) -> Iterator[tuple[str, Token | list[list[Token]]]]:
    """Return each block's kind with its text, or with the rows of a table."""
    kinds = ["paragraph"]
    rows: list[list[Token]] | None = None
    for token in tokens:
        match token.type:
            case "bullet_list_open" | "ordered_list_open":
                kinds.append(token.type.removesuffix("_open"))
            case "heading_open":
                kinds.append(token.tag)
            case "bullet_list_close" | "ordered_list_close" | "heading_close":
                kinds.pop()
            case "table_open":
                rows = []
            case "tr_open" if rows is not None:
                rows.append([])
            case "table_close" if rows is not None:
                yield "table", rows
                rows = None
            case "inline" if rows is not None:
                rows[-1].append(token)
            case "inline":
                yield kinds[-1], token


def by_place(tokens: list[Token]) -> dict[str, list[Token]]:
    """Return the tokens by the place of the form they belong in; the sections keep their headings."""
    places: dict[str, list[Token]] = {"summary": [], "recommendation": [], "part_1": []}
    starts = [at for at, token in enumerate(tokens) if token.type == "heading_open" and token.tag == "h2"]
    for start, end in zip(starts, [*starts[1:], len(tokens)], strict=True):
        place = PLACES.get(tokens[start + 1].content)
        places[place or "part_1"] += tokens[start + 3 if place else start : end]
    return places


def declaration(facts: dict[str, Any], wording: dict[str, Any]) -> Iterator[dict[str, str]]:
    """Return the rows of the declaration: label, statement and tick."""
    for key in wording["editions"]["2023"]["rows"]:
        row = wording["rows"][key]
        answer = facts["advice"].get(key) or facts.get(key, {})
        statements = [one for one in row["statements"] if one.get("answer") == answer.get("answer")]
        statement, known = (statements or row["statements"])[0], bool(statements and answer)
        text = statement["text"].format_map({"name": "", "post": ""} | answer)
        yield {"label": row["label"], "statement": text, "tick": TICK[known]}


def values(facts: dict[str, Any], wording: dict[str, Any]) -> dict[str, Any]:
    """Return what the tags of the form stand for, the writer's text apart."""
    deferral, words = facts["deferral"] or {}, wording["words"]
    return {
        "reference": facts["reference"],
        "title": facts["title"],
        "declaration": list(declaration(facts, wording)),
        "deferred": words["yes"] if deferral else words["no"],
        "deferral_reason": deferral.get("reason", words["not_applicable"]),
        "deferral_until": deferral.get("until", words["not_applicable"]),
        "part_2": words["yes"] if facts["part_2"] else words["no"],
    }


def write_form(source: Path, template: Path, target: Path, wording: dict[str, Any]) -> None:
    """Write one decision's form."""
    _, front, body = source.read_text(encoding="utf-8").split("---\n", 2)
    tokens = MarkdownIt("commonmark").enable("table").parse(body)
    word = DocxTemplate(template)
    context = values(yaml.safe_load(front), wording)
    for place, blocks_of_place in by_place(tokens).items():
        context[place] = SubDocument(word)
        context[place].add(blocks_of_place)
    word.render(context, autoescape=True)
    word.save(target)


def main() -> None:
    """Write the form of every decision of the corpus."""
    parser = argparse.ArgumentParser(description="Make the form of every decision with docxtpl.")
    parser.add_argument("corpus", type=Path)
    parser.add_argument("form", type=Path)
    parser.add_argument("output", type=Path)
    options = parser.parse_args()
    options.output.mkdir(parents=True, exist_ok=True)
    wording = read_form()
    for source in sorted(options.corpus.glob("*.md")):
        write_form(source, options.form, options.output / f"{source.stem}.docx", wording)


if __name__ == "__main__":
    main()
