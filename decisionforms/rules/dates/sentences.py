"""The sentence in which a place of the text lies: what a date or a length of time is said of."""

import re

# Nobody writes a longer one; without an end a whole list of days would be one sentence.
LONGEST = 800
# A full stop ends a sentence where a capital follows: “Sept. 2023” and “para. 4” go on.
BREAK = re.compile(r"[.!?][”\"’)\]]*\s+(?=[A-Z“\"‘(\[£])")


def sentence_about(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence round a stretch begins and ends; it never reaches over a passage's end."""
    farthest = max(0, start - LONGEST)
    first = max(farthest, text.rfind("\n", farthest, start) + 1)
    last = text.find("\n", end, end + LONGEST)
    last = min(len(text), end + LONGEST) if last < 0 else last
    for pause in BREAK.finditer(text, first, last):
        if pause.end() <= start:
            first = pause.end()
        elif pause.start() >= end:
            return first, pause.start() + 1
    return first, last
