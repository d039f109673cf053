"""The names of files against the reference of the paper."""

from collections.abc import Iterator

from decisionforms.rules.paper import Paper
from decisionforms.rules.references.mentioned import related
from decisionforms.rules.remark import Remark
from decisionforms.rules.rule import Reader, Rule
from decisionforms.values.references import Mentioned


def file_not_its_reference(paper: Paper) -> Iterator[Remark]:
    """A file that is named after a reference, the paper or an appendix, is named after this paper's own.

    People look for PCD 9003 in pcd-9003.md. Another paper found there was mostly copied, and its reference forgotten;
    so was an appendix that is still named after an earlier paper. Files that are named in words are let through, and
    appendices of a decision that this one extends, replaces or belongs to.

    Bad:
        pcd-9002.md, in which stands:
        reference: PCD 9003
        appendices:
          - {title: Prices, file: appendices/pcd-9002-prices.pdf, exempt: yes}
    Good:
        pcd-9003.md, in which stands:
        reference: PCD 9003
        appendices:
          - {title: Prices, file: appendices/pcd-9003-prices.pdf, exempt: yes}
    """
    own, name = paper.facts.reference, paper.decision.source.path.rpartition("/")[2].removesuffix(".md")
    if own is None:
        return
    found = None if name == own.value.slug else _named_after(paper, name)
    if found and found.end == len(name) and found.reference.slug not in {own.value.slug, own.value.also}:
        problem = f"The file is named after {found.reference.written}, but the reference is {own.value.written}."
        yield Remark(own.span, problem, f"Name the file {own.value.slug}.md, or correct the reference.")
    known = {own.value.slug, own.value.also, *(one.value.slug for one in related(paper))}
    for appendix in paper.facts.appendices:
        found = _named_after(paper, appendix.file.value.rpartition("/")[2])
        if found and found.reference.slug not in known:
            problem = f"This file is named after {found.reference.written}, but the reference is {own.value.written}."
            remedy = f"Check that it belongs to this paper, and name it after {own.value.written}."
            yield Remark(appendix.file.span, problem, remedy, also=((own.span, own.value.written),))


def _named_after(paper: Paper, name: str) -> Mentioned | None:
    """The reference with which the name of a file begins."""
    found = next(paper.decision.form.grammar.find(name.upper()), None)
    return found if found and found.start == 0 and found.reference.ours else None


RULES = (Rule(file_not_its_reference, Reader.GOVERNANCE),)
