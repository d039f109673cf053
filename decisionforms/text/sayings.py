"""What is said where a body holds what the form can't carry: for each fault, what is wrong and what to do."""

REFUSED: dict[str, tuple[str, str]] = {
    "text-before-heading": (
        "This text stands before the first heading.",
        "Put it under one of the form's headings: a heading begins with ##.",
    ),
    "deep-list": ("Lists are nested more than four deep here.", "Split the list, or make it flatter."),
    "empty-item": ("A point of this list has no words.", "Write the point, or remove its mark."),
    "item-form": (
        "This point does not begin with words of its own.",
        "Write a few words after its mark, before the list, table or quotation in it.",
    ),
    "heading-in-list": ("A heading can't stand in a list.", "Put it before the list, or make it bold text."),
    "table-in-list": ("A table can't stand in a list.", "Put it after the list: remove the spaces before it."),
    "adjacent-tables": (
        "Two tables follow one another with nothing between.",
        "Write a sentence between them: Word would make one table of the two.",
    ),
    "quotation-form": (
        "A quotation holds paragraphs and lists only.",
        "Take this out of the quotation: remove the “>” before it.",
    ),
    "heading-level": ("", "Use ## for the form's sections and ### for a heading within one."),
    "heading-note": ("A heading can't have a footnote.", "Put the footnote in the paragraph below."),
    "empty-heading": ("This heading has no words.", "Write the heading after ###, or remove the line."),
    "rule-line": (
        "A line of dashes, stars or underscores can't stand in the text.",
        "Remove it: the form sets its own lines.",
    ),
    "code": (
        "A block of code can't stand in a decision.",
        "Remove the line of back-ticks or tildes before it, and the one after it.",
    ),
    "ragged-table": (
        "",
        "Give every row as many cells as the first; text after a table needs an empty line before it.",
    ),
    "note-form": ("A footnote holds paragraphs only.", "Move the list, table or heading into the text."),
    "note-in-note": ("A footnote can't have a footnote of its own.", "Say it in the first footnote."),
    "link-text": ("This link has no words to click on.", "Write what it leads to between the square brackets."),
    "link-title": (
        "Words in quotation marks behind a link's address would be lost.",
        "Say them in the text, and leave only the address between the round brackets.",
    ),
    "label-place": (
        "A label can only stand at the end of a numbered paragraph; here it would print as text.",
        "Put it at the end of the paragraph meant, or remove it.",
    ),
    "link-form": (
        "This looks like a link, but can't be read as one, so it would print as typed.",
        "Write [words](https://…): no space in the address, and a footnote's mark after the last bracket.",
    ),
    "unseen-text": (
        "Nothing that could be seen stands here.",
        "Write the paragraph, or remove the signs that take no room.",
    ),
    "deep-marks": ("Bold, italics and links are nested too deeply here.", "Use fewer stars and underscores."),
    "many-notes": (
        "There are more than 500 footnotes.",
        "Say in the text what matters, or attach a list as an appendix.",
    ),
    "wide-table": ("This table has more than 20 columns.", "Split it: no page is wide enough."),
    "lone-label": ("This label has no paragraph.", "Put it at the end of the paragraph it is for, on the same line."),
    "image": ("A picture can't stand in the form.", "Attach it as an appendix, and say in words what it shows."),
}

ODD: dict[str, tuple[str, str]] = {
    "list-in-sentence": ("A list of one point starts here, in the middle of a sentence.", ""),
    "quotation-in-sentence": ("A quotation starts here, in the middle of a sentence.", ""),
    "list-indent": (
        "This point stands further left than the words of the point above, so it does not belong to it.",
        "",
    ),
    "empty-cell": (
        "A cell of this table is empty.",
        "Write – or “none”, so that a reader knows that nothing is missing.",
    ),
    "typed-number": ("", ""),
    "empty-column-heading": (
        "A column of this table has no heading.",
        "Give each column a heading: screen readers read it out before each cell.",
    ),
}
