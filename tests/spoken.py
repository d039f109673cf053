"""What a running program says, which is waited for so long and no longer: one that is silent must not stop all tests."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Timer
from typing import Any

PATIENCE = 60.0  # seconds: a busy machine may take some to start a program


@contextmanager
def in_time(process: "subprocess.Popen[Any]", awaited: str) -> Iterator[None]:
    """Reads what it says; where that takes too long, the program is ended, and with it what it says."""
    late: list[str] = []

    def end() -> None:
        late.append(f"{awaited} was waited for, and did not come in {PATIENCE:g} seconds")
        process.kill()

    timer = Timer(PATIENCE, end)
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        assert not late, late[0]


def line_of(process: "subprocess.Popen[str]", awaited: str) -> str:
    """The next line that it says."""
    assert process.stdout
    with in_time(process, awaited):
        line = process.stdout.readline()
    assert line, f"{awaited} was waited for, and the program has ended"
    return line


def lines_until(process: "subprocess.Popen[str]", words: str) -> list[str]:
    """The next lines that it says, to the one with these words."""
    lines = [line_of(process, f"“{words}”")]
    while words not in lines[-1]:
        lines.append(line_of(process, f"“{words}” after “{lines[-1].strip()}”"))
    return lines
