"""Files that papers call exempt: none of them goes out as a public appendix, of whatever paper and under whatever name."""

import contextlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from decisionforms.publish.appendices import Appendices
from decisionforms.publish.candidate import Candidate
from decisionforms.publish.held import digest_of


class Exempt(Struct, frozen=True):
    """The exempt files by digest, each with the papers that call it so and the name that it has there."""

    files: Mapping[str, Sequence[tuple[Candidate, str]]] = {}

    def faults(self, one: Candidate, appendices: Appendices) -> Iterator[str]:
        """Why these public appendices can't go out with a paper; what another text of that paper calls exempt is its own affair."""
        for attachment in appendices.attachments:
            for other, file in self.files.get(attachment.sha256, ()):
                if other.path == one.path or other.slug != one.slug:
                    yield f"Its public appendix “{attachment.title}” is {file}, which {other.path} calls exempt. Name another file here, or write “exempt: no” there if anybody may read it."


def exempt_files(papers: Iterable[Candidate], folder: Path) -> Exempt:
    """The files that these papers call exempt, each by its path from this folder, as far as there is such a file."""
    found: dict[str, list[tuple[Candidate, str]]] = {}
    for one in papers:
        for file in one.exempt:
            with contextlib.suppress(OSError):  # what can't be read can't go out
                if (folder / file).is_file():
                    found.setdefault(digest_of(folder / file), []).append((one, file))
    return Exempt(found)
