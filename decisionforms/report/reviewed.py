"""What came back from reviewers, for people and for other programs."""

from collections.abc import Iterator, Sequence

import msgspec

from decisionforms.review.changes import Change
from decisionforms.review.comments import Comment
from decisionforms.review.log import Log, Sent
from decisionforms.review.merging import Conflict
from decisionforms.reviewing import Combined, Review
from decisionforms.values.dates import write_date


def as_text(reviews: Sequence[Review], combined: Sequence[Combined]) -> str:
    """Every change, comment and proposal, file by file, then what does not go together."""
    lines = [line for review in reviews for line in (*_review(review), "")]
    lines += [line for one in combined for file, conflict in one.conflicts for line in (*_conflict(file, conflict), "")]
    return "\n".join(lines).rstrip("\n")


def as_json(reviews: Sequence[Review], combined: Sequence[Combined]) -> str:
    """The same as JSON."""
    told = [
        {
            "file": one.file,
            "paper": one.envelope.slug,
            "to": one.envelope.to,
            "sent": one.envelope.on,
            "changes": one.changes,
            "comments": [{"place": one.places.get(comment.name, ""), "comment": comment} for comment in one.comments],
            "proposals": one.proposals,
        }
        for one in reviews
    ]
    conflicts = [{"file": file, "conflict": conflict} for one in combined for file, conflict in one.conflicts]
    return msgspec.json.format(msgspec.json.encode({"reviews": told, "conflicts": conflicts})).decode()


def status(sent: Sent, log: Log) -> str:
    """Who has this copy, what came back of it, and what is open."""
    back = [
        one
        for one in log.returned
        if (one.paper, one.to, one.sent, one.digest) == (sent.paper, sent.to, sent.on, sent.digest)
    ]
    line = f"{sent.paper}: sent to {sent.to or 'nobody named'} on {write_date(sent.on)}"
    if not back:
        return f"{line}; not back yet."
    last = back[-1]
    by = f" from {', '.join(last.by)}" if last.by else ""
    nothing = last.applied and last.changes == last.untaken
    taken = (
        "nothing of it could be taken over"
        if nothing and last.changes
        else "taken over"
        if last.applied
        else "looked at only"
    )
    left = f"changes: {last.changes}, left to a person: {last.untaken}, open comments: {last.open}"
    return f"{line}; back{by} on {write_date(last.on)}, {taken} ({left})."


def _review(review: Review) -> Iterator[str]:
    to = f", sent to {review.envelope.to}" if review.envelope.to else ""
    yield f"{review.file}: a copy of {review.envelope.slug}{to} on {review.envelope.on.isoformat()}"
    if not review.changes and not review.comments:
        yield "  Nothing was changed, and nothing was said."
    if review.changes:
        left = sum(bool(change.why) for change in review.changes)
        yield f"  Changes: {len(review.changes)}, of which {len(review.changes) - left} can be taken over and {left} {'is' if left == 1 else 'are'} left to you."
    for change in review.changes:
        yield from _change(change)
    for comment in review.comments:
        yield from _comment(comment, review.places.get(comment.name, "the form's own words"))
    for proposal in review.proposals:
        yield f"  Proposed: {proposal.facts}"
        yield f"    {proposal.why}"


def _change(change: Change) -> Iterator[str]:
    line = f" (line {change.line})" if change.line else ""
    by = ", ".join(f"{one.author or 'somebody'} {one.date[:10]}".strip() for one in change.by) or "nobody named"
    how = by if change.tracked else f"{by}; not tracked" if change.by else "not tracked, so it is not known by whom"
    yield f"  {change.place}{line}: {change.kind} – {how}"
    if change.before:
        yield f"    - {change.before}"
    if change.after:
        yield f"    + {change.after}"
    if change.why:
        yield f"    Not taken over: {change.why}."


def _comment(comment: Comment, place: str) -> Iterator[str]:
    quote = f" on “{comment.quote}”" if comment.quote else ""
    yield f"  {place}: comment by {_who(comment)}{quote}{' (settled)' if comment.resolved else ''}"
    yield from (f"    {line}" for line in comment.text.split("\n"))
    for reply in comment.replies:
        yield f"    answer by {_who(reply)}"
        yield from (f"      {line}" for line in reply.text.split("\n"))


def _who(comment: Comment) -> str:
    return f"{comment.author or 'somebody'} {comment.date[:10]}".strip()


def _conflict(file: str, conflict: Conflict) -> Iterator[str]:
    """What does not go together; what stays is what the paper has by then, from its author or an earlier file."""
    yield f"{file}: line {conflict.line} was changed elsewhere too, and otherwise; decide which it is to be"
    for name, text in (("sent:      ", conflict.sent), ("stays:     ", conflict.one), ("left out:  ", conflict.other)):
        first, *rest = text.split("\n")
        yield f"    {name}{first}"
        yield from (f"    {' ' * len(name)}{line}" for line in rest)
