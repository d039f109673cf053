"""What was to be filled in, and what a template says to the writer."""

import re
from collections.abc import Iterator

from decisionforms.diagnostics import Severity
from decisionforms.rules.form.writing import each, texts_among
from decisionforms.rules.paper import Paper
from decisionforms.rules.passages import Kind
from decisionforms.rules.remark import Remark
from decisionforms.rules.rule import Reader, Rule

# “[insert date]”, “[xx]”, “[●]”, “[sum to be confirmed]”
TO_DO = re.compile(
    r"[\[<](?:(?:insert|enter|fill in|add|drafting note|note to|guidance|tbc|tbd|tba|to be|to follow|x{2,}|\?+|…|\.{3}|_+)(?![\w-])"
    r"|(?:complete|type|select|choose|delete) (?:an?|the|one|as|here|from|your|text|if|where|option|date|name)\b)"
    r"[^\]>\n]{0,200}[\]>]"
    r"|\[[^\[\]\n]{1,60} (?:to be (?:added|agreed|completed|confirmed|given|inserted|supplied)|tbc)\]|\[[ ●•*#]*\]",
    re.IGNORECASE,
)
# “[name]”, “<start date>”, “[name of supplier]”; within a quotation they stand for what was left out of it.
GAP = re.compile(
    r"[\[<](?!(?:see|same|that|this|no|insert|enter|add|complete|type|select|choose|delete) )(?:[a-z]+ )?(?:name|date|amount|sum|figure|number|reference|title|post|year|month|day)s?"
    r"(?: (?:of|and|the|in|here|supplier|provider|organisation|borough|officer|year|month|contract|grant)){0,4}[\]>]",
    re.IGNORECASE,
)
FILLING = "lorem|ipsum|dolor|sit|amet|consectetur|adipiscing|elit"
LOREM = re.compile(rf"\b(?:lorem|(?:{FILLING})(?=,? (?:{FILLING})\b))(?:,? (?:{FILLING})\b)*", re.IGNORECASE)
LOREM_WORDS = frozenset({"lorem", "ipsum", "consectetur", "adipiscing"})
FILL = "Replace it with what belongs there, or remove it."
# A word of the guidance, and the pattern to look for where it stands.
GUIDANCE = {
    "please": re.compile(
        r"[Pp]lease (?:describe|set out|provide|outline|explain|complete|summarise|detail|insert|indicate|specify|state|list"
        r"|delete|give details|attach|enter|tick|(?:say|explain) (?:what|which|why|when|where|whether|who|how))\b"
    ),
    "delete": re.compile(
        r"[Dd]elete (?:as|where|if) (?:appropriate|applicable|necessary|not (?:applicable|required))\b"
    ),
    "guidance": re.compile(r"Guidance(?: notes?)?:"),
    "drafting": re.compile(r"Drafting notes?:"),
    "note": re.compile(r"Note to (?:the )?(?:author|drafter|writer|(?:drafting )?officer)s?\b"),
    "authors": re.compile(
        r"(?<!\w )Authors (?:must|should|are (?:asked|advised|reminded|required)|need) (?:not|to|also|only|ensure|use|complete)\b"
    ),
    "click": re.compile(r"[Cc]lick (?:or tap )?(?:here )?to enter (?:text|a date)\b"),
    "enter": re.compile(r"[Ee]nter text here\b"),
    "insert": re.compile(r"Insert (?:text|details|name|date|amount|table|here|your)\b"),
    "use": re.compile(r"Use this section to\b"),
    "section": re.compile(
        r"section(?<=[Tt]his section) (?:should|must|needs to|is used to) (?:be (?:completed|deleted|used|brief|no longer)"
        r"|set out|describe|explain|include|contain|outline|provide|summarise|cover|detail|list|state)\b"
    ),
}


# Of words that any paper may hold, what must stand there before it is worth looking.
COMMON = {
    "guidance": "Guidance",
    "section": "his section ",
    "note": "Note to ",
    "use": "Use this",
    "authors": "Authors ",
}


def placeholder(paper: Paper) -> Iterator[Remark]:
    """Nothing that was to be filled in is left open: no [Insert date], no lorem ipsum.

    A gap that is signed is a decision that nobody took. Square brackets that quote are let through: [sic], [2020]
    EWHC 1, [PCD583 and PCD986].

    Bad:
        The service starts on [insert date].
    Good:
        The service starts on 1 June 2027.
    """
    if "[" in paper.text or "<" in paper.text:
        yield from each(paper, TO_DO, "was to be filled in", FILL)
        yield from each(paper, GAP, "was to be filled in", FILL, quoted=False)
    if LOREM_WORDS & paper.words:
        yield from each(paper, LOREM, "only fills a page", FILL)
    for field in texts_among(paper.facts):
        bracketed = "[" in field.value or "<" in field.value
        found = (TO_DO.search(field.value) or GAP.search(field.value)) if bracketed else None
        if found:
            yield Remark(field.span, f"“{found[0]}” was to be filled in.", FILL)


def guidance_left_in(paper: Paper) -> Iterator[Remark]:
    """What a template says to the writer is not left in the paper.

    Quotations are let through, such as those from a letter that says “please provide”.

    Bad:
        Please describe the background to the proposal. Delete as appropriate.
    Good:
        The service began in 2021.
    """
    for word in sorted(GUIDANCE.keys() & paper.words):
        for found in GUIDANCE[word].finditer(paper.text) if COMMON.get(word, "") in paper.text else ():
            start = found.start() - (len("This ") if word == "section" else 0)
            if paper.passage_at(start).kind is not Kind.QUOTATION:
                problem = f"“{paper.text[start : found.end()]}” reads like what a template says to the writer."
                yield paper.remark(start, found.end(), problem, "Remove it, and write what it asks for.")


RULES = (Rule(placeholder, Reader.AUTHOR, Severity.ERROR, gap=True), Rule(guidance_left_in))
