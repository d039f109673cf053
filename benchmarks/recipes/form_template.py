"""Makes the Word files the recipes start from: the form with docxtpl's tags, and the bare styles for pandoc.

    python -m benchmarks.recipes.form_template FORM.docx STYLES.docx

The fixed words come from the project's own `form.toml`. Styles that the form does not use are taken out, as in a form
made in Word: with the full default styles every file the recipes write takes nearly twice as long.
"""

import argparse
import tomllib
from pathlib import Path
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

FORM = Path(__file__).resolve().parents[2] / "templates" / "part-1" / "form.toml"
USED_STYLES = {
    "Normal",
    "Title",
    "Heading 1",
    "Heading 2",
    "Heading 3",
    "List Bullet",
    "List Number",
    "Table Grid",
    "Header",
    "Footer",
    "Default Paragraph Font",
    "Normal Table",
    "No List",
}
UNUSED_PARTS = ("stylesWithEffects", "customXml", "thumbnail")


def read_form() -> dict[str, Any]:
    """Return the form's wording."""
    return tomllib.loads(FORM.read_text(encoding="utf-8"))


def lean_document() -> WordDocument:
    """Return an empty A4 document that has only the styles the form uses."""
    document = Document()
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    document.styles["Normal"].font.name = "Arial"
    document.styles["Normal"].font.size = Pt(11)
    remove_unused_styles(document)
    for relations in (document.part.rels, document.part.package.rels):
        for key, relation in list(relations.items()):
            if relation.reltype.endswith(UNUSED_PARTS):
                del relations[key]
    return document


def remove_unused_styles(document: WordDocument) -> None:
    """Take out the styles nobody uses, and what the others say of them."""
    kept = {style.style_id for style in document.styles if style.name in USED_STYLES}
    for style in list(document.styles):
        if style.style_id not in kept:
            style.element.getparent().remove(style.element)
            continue
        for name in ("w:basedOn", "w:next", "w:link"):
            other = style.element.find(qn(name))
            if other is not None and other.get(qn("w:val")) not in kept:
                style.element.remove(other)


def tagged_form(form: dict[str, Any]) -> WordDocument:
    """Return the form, with a tag wherever a decision has words of its own."""
    document = lean_document()
    document.sections[0].header.paragraphs[0].text = form["letterhead"]
    document.sections[0].footer.paragraphs[0].text = "{{ reference }}: {{ title }}"
    document.add_heading(form["heading"].format(reference="{{ reference }}"), 0)
    document.add_paragraph(f"{form['words']['title']} {{{{ title }}}}")
    for part in form["parts"]:
        add_part(document, part, form["words"])
    return document


def add_part(document: WordDocument, part: dict[str, Any], words: dict[str, str]) -> None:
    """Add one part of the form: heading, fixed text, a place for the writer's text, table, questions, signature."""
    document.add_heading(part["heading"], 1)
    for text in part.get("text", ()):
        document.add_paragraph(text)
    if part.get("source") or part.get("sections"):
        document.add_paragraph(f"{{{{p {part['key']} }}}}")
    if part.get("declaration"):
        add_declaration(document, words)
    for question in part.get("questions", ()):
        document.add_paragraph(f"{question['ask']} {{{{ {question['answer']} }}}}")
    if part.get("signatory"):
        document.add_paragraph(f"{words['signature']}\t{words['date']}")


def add_declaration(document: WordDocument, words: dict[str, str]) -> None:
    """Add the declaration table, whose one row docxtpl repeats."""
    table = document.add_table(rows=4, cols=2, style="Table Grid")
    table.cell(0, 0).text = words["statement_column"]
    table.cell(0, 1).text = words["tick_column"]
    table.cell(1, 0).text = "{%tr for row in declaration %}"
    table.cell(2, 0).paragraphs[0].add_run("{{ row.label }}").bold = True
    table.cell(2, 0).add_paragraph("{{ row.statement }}")
    table.cell(2, 1).text = "{{ row.tick }}"
    table.cell(3, 0).text = "{%tr endfor %}"


def main() -> None:
    """Write both files."""
    parser = argparse.ArgumentParser(description="Make the Word files the recipes start from.")
    parser.add_argument("form", help="the form with docxtpl's tags")
    parser.add_argument("styles", help="the styles alone, for pandoc")
    options = parser.parse_args()
    tagged_form(read_form()).save(options.form)
    lean_document().save(options.styles)


if __name__ == "__main__":
    main()
