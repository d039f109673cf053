"""What is to be said of an import: each guess with its line, and what is left for a person to look at."""

from msgspec import Struct

from decisionforms.errors import OperatorError

LONGEST = 60


class NotImportedError(OperatorError):
    """Nothing can be made of this file; the text is the sentence to print."""


class Remark(Struct, frozen=True, order=True):
    """One thing about an original; `unsure` is set where it was not even guessed, so that a person has to look."""

    line: int
    text: str
    unsure: bool = False


class Remarks(list[Remark]):
    """The remarks on one original."""

    def guess(self, line: int, text: str) -> None:
        """Note what was taken for what."""
        self.append(Remark(line, text))

    def join(self, line: int, text: str) -> None:
        """Note that a line was taken to go on with the one before."""
        self.guess(line, f"joined to what stands before it: “{shortened(text)}”")

    def leave_out(self, line: int, text: str) -> None:
        """Note what was taken for a part of the page, and not of the paper."""
        self.guess(line, f"left out as part of the page: “{shortened(text)}”")

    def ask(self, line: int, text: str) -> None:
        """Note what a person has to look at."""
        self.append(Remark(line, text, unsure=True))


def shortened(text: str) -> str:
    """The words that a remark quotes, on one line; a sign that can't be printed shows as �."""
    text = printable(" ".join(text.split()))
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rsplit(' ', 1)[0]} …"


def printable(text: str) -> str:
    """The text as a terminal may see it."""
    return "".join(sign if sign.isprintable() else "�" for sign in text)
