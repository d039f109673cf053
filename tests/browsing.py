"""A browser that tests tell what to do, by way of tests/browser/drive.mjs."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from spoken import line_of

DRIVER = Path(__file__).parent / "browser" / "drive.mjs"


class BrowserFaultError(Exception):
    """The browser could not do it; the text says why."""


class Browser:
    """One page in Chromium."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process, self._asked = process, ""

    def _ask(self, do: str, **more: object) -> Any:  # noqa: ANN401 - each command has an answer of its own kind
        self._tell(do, **more)
        return self._answer()

    def _tell(self, do: str, **more: object) -> None:
        assert self._process.stdin
        self._asked = f"the answer of the browser to {do} {more}"
        self._process.stdin.write(json.dumps({"do": do, **more}) + "\n")
        self._process.stdin.flush()

    def _answer(self) -> Any:  # noqa: ANN401 - the same
        said = json.loads(line_of(self._process, self._asked))
        if "fault" in said:
            raise BrowserFaultError(said["fault"])
        return said["answer"]

    def open(self, address: str) -> None:
        self._ask("open", address=address)

    def resize(self, width: int, height: int = 800, scheme: str = "light") -> None:
        self._ask("resize", width=width, height=height, scheme=scheme)

    def awaits(self, words: str, *, gone: bool = False) -> None:
        """Waits until the words are on the page or in a frame of it; or until they are `gone` from all."""
        self._ask("until", words=words, gone=gone)

    @contextmanager
    def awaiting(self, words: str) -> Iterator[None]:
        """Has it look out for the words while something is done, and comes to an end when they are there."""
        self._tell("until", words=words, gone=False)
        try:
            yield
        finally:
            self._answer()

    def text(self, inside: str = "body") -> str:
        return str(self._ask("text", inside=inside))

    def count(self, selector: str) -> int:
        return int(self._ask("count", selector=selector))

    def run(self, script: str) -> Any:  # noqa: ANN401 - whatever the script gives
        return self._ask("run", script=script)

    def press(self, key: str) -> None:
        self._ask("press", key=key)

    def click(self, words: str) -> None:
        self._ask("click", words=words)

    def top_of(self, words: str) -> float:
        """How far below the top of the window the words stand."""
        return float(self._ask("place", words=words)["top"])

    def sees(self, words: str) -> bool:
        """Whether the words stand within the window."""
        place = self._ask("place", words=words)
        return bool(place["top"] >= 0 and place["foot"] <= place["window"])

    def barriers(self) -> list[str]:
        """What axe finds in the page and its frames, and what scrolls sideways."""
        return list(self._ask("barriers"))

    def complaints(self) -> list[str]:
        """What the console said since it was last asked, and what was requested from elsewhere."""
        return list(self._ask("complaints"))

    def picture(self, file: Path) -> None:
        self._ask("picture", file=str(file))


@contextmanager
def a_browser() -> Iterator[Browser]:
    """Chromium with one empty page."""
    pipe = subprocess.PIPE
    node = shutil.which("node") or "node"
    with subprocess.Popen([node, DRIVER], stdin=pipe, stdout=pipe, text=True, encoding="utf-8") as process:
        try:
            yield Browser(process)
        finally:
            assert process.stdin
            process.stdin.close()
