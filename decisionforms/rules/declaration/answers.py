"""The answers that the declaration rests on, against the sections that they speak of."""

from collections.abc import Iterator

from decisionforms.decision.facts import Advice
from decisionforms.decision.numbering import Section
from decisionforms.form.declaration import Advised, Fact, Row, Statement, Substance
from decisionforms.rules.declaration.substance import (
    Standing,
    comments_on_matter,
    says_little,
    section_of,
    speaks_at_length,
    standing_of,
    words_in,
)
from decisionforms.rules.paper import Paper
from decisionforms.rules.phrases import words_of
from decisionforms.rules.remark import Remark
from decisionforms.rules.rule import Reader, Rule


def answer_against_section(paper: Paper) -> Iterator[Remark]:
    """An answer of “not required” or “not applicable” stands beside no comments, and “consulted” beside some.

    The officers' declaration is signed for. If it says that no legal advice was required and the legal section gives
    legal comments, one of the two is wrong, and nobody can tell who wrote the comments. A section that only says why
    there is nothing to say is let through, and so is one that points to the confidential part.

    Bad:
        legal: {answer: not required, reason: the terms are unchanged}
        ## Legal Comments
        Section 143 of the Anti-social Behaviour, Crime and Policing Act 2014 allows this grant …
    Good:
        legal: {answer: consulted, by: TfL Legal, date: 5 June 2023}
        ## Legal Comments
        Section 143 of the Anti-social Behaviour, Crime and Policing Act 2014 allows this grant …
    """
    for row, statement, given in _answered(paper):
        section = section_of(paper, row.section)
        if section is None:
            continue
        if declines(statement) and comments_on_matter(paper, row.section):
            yield _declined(paper, row, statement, given, section)
        elif isinstance(statement.when, Advised) and standing_of(paper, row.section) is Standing.NIL:
            problem = (
                f"“{given.answer.value}” is recorded here, but “{section.heading}” only says “{words_in(section)}”."
            )
            remedy = "Write in that section what the advice was, if only that nothing stands in the way; or correct the answer."
            yield Remark(given.answer.span, problem, remedy, also=((section.span, section.heading),))


def _declined(paper: Paper, row: Row, statement: Statement, given: Advice, section: Section) -> Remark:
    office = _signs_for(paper, row)
    signed = f", and the {office} signs that such advice was taken into account" if office else ""
    problem = f"The form prints “{statement.text}”, but “{section.heading}” gives comments of substance{signed}."
    other = next((one for one in row.statements if not declines(one)), None)
    by = " with “by” and “date”" if other and isinstance(other.when, Advised) else ""
    instead = (
        f"Write “answer: {other.answer}”{by} if these comments are an adviser's" if other else "Correct the answer"
    )
    remedy = f"{instead}; if none were asked for, say in that section only why."
    return Remark(given.answer.span, problem, remedy, also=((section.span, section.heading),))


def _signs_for(paper: Paper, row: Row) -> str:
    """The office whose printed sentence says that the advice of this row was taken into account."""
    subject = row.label.lower().split()[:1]
    for part in paper.form.parts:
        if part.signatory and subject and words_of(" ".join(part.text)) >= {*subject, "advice"}:
            return paper.form.signatories[part.signatory].office
    return ""


def covered_by_nothing(paper: Paper) -> Iterator[Remark]:
    """What is answered with “covered” is covered: the section it speaks of has words of substance.

    The row is not ticked as long as the section says nothing, so the paper can't go on. “Included in Part 2.” covers
    nothing either: the public can't read it there.

    Bad:
        data_protection: {answer: covered}
        ## GDPR and Data Privacy
        None.
    Good:
        data_protection: {answer: not applicable, reason: no personal data is used}
        ## GDPR and Data Privacy
        None.
    """
    for row, statement, given in _answered(paper):
        if not isinstance(statement.when, Substance):
            continue
        key = statement.when.section
        section, heading = section_of(paper, key), paper.form.sections[key]
        little = section is not None and says_little(section)
        if not little and ((section and speaks_at_length(section)) or paper.says_something(key)):
            continue
        what = "is not in the paper" if section is None else _emptiness(paper, section)
        problem = f"The answer is “{given.answer.value}”, but “{heading}” {what}."
        declining = next((one.answer for one in row.statements if declines(one)), "")
        otherwise = f", or answer “{declining}” with the reason" if declining else ""
        also = ((section.span, heading),) if section else ()
        yield Remark(given.answer.span, problem, f"Write that section{otherwise}.", also=also)


def equality_empty(paper: Paper) -> Iterator[Remark]:
    """A section that the law asks for says something, such as how the duty of equality was met.

    Section 149 of the Equality Act 2010 asks public bodies for due regard to equality in each decision, and a court
    looks for it in the paper. “N/A” shows none. A sentence that says why nobody is affected is let through. Of a heading
    with nothing under it “empty-section” says so.

    Bad:
        ## Equality Comments
        N/A
    Good:
        ## Equality Comments
        The code changes how visits are recorded. No group was found to be affected more than another.
    """
    for one in paper.form.nil.not_enough:
        section = section_of(paper, one.section)
        if (
            section is None
            or not section.blocks
            or (standing_of(paper, one.section) is Standing.WORDS and not says_little(section))
        ):
            continue
        problem = f"“{section.heading}” {_emptiness(paper, section)}; {one.because}."
        yield Remark(section.span, problem, "Say who is affected by the proposal and how, or why nobody is.")


def _emptiness(paper: Paper, section: Section) -> str:
    """In which way a section says nothing."""
    if standing_of(paper, section.key) is Standing.WORDS and not says_little(section):
        return "has no paragraph of its own, only a list or a table"
    said = words_in(section)
    return f"only says “{said}”" if said else "is empty"


def _answered(paper: Paper) -> Iterator[tuple[Row, Statement, Advice]]:
    """The rows that are answered, each with the statement that it prints."""
    for key, given in paper.facts.advice.items():
        row = paper.form.rows[key]
        statement = row.statement_for(given.answer.value)
        if statement is not None:
            yield row, statement, given


def declines(statement: Statement) -> bool:
    """Whether a statement says that there was nothing to ask: it needs a reason and nothing else."""
    return isinstance(statement.when, Fact) and "reason" in statement.when.facts


RULES = (
    Rule(answer_against_section, Reader.GOVERNANCE),
    Rule(covered_by_nothing),
    Rule(equality_empty, Reader.LEGAL, gap=True),
)
