"""Waiting for what a program says comes to an end, and says what was waited for."""

import subprocess
import sys
from collections.abc import Callable

import pytest
import spoken
from spoken import line_of, lines_until


def saying(script: str) -> "subprocess.Popen[str]":
    return subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)


SILENT = "print('one', flush=True); import time; time.sleep(100)"
OVER = "print('one')"


@pytest.mark.parametrize(
    "reads", [lambda program: line_of(program, "“two”"), lambda program: lines_until(program, "two")]
)
@pytest.mark.parametrize(("script", "said"), [(SILENT, "did not come in 0.5 seconds"), (OVER, "the program has ended")])
def test_what_never_comes_is_named(
    monkeypatch: pytest.MonkeyPatch, script: str, said: str, reads: Callable[["subprocess.Popen[str]"], object]
) -> None:
    with saying(script) as program:
        assert line_of(program, "“one”") == "one\n"
        monkeypatch.setattr(spoken, "PATIENCE", 0.5)
        with pytest.raises(AssertionError, match=f"“two” was waited for, and {said}"):
            reads(program)


def test_what_comes_is_given_line_by_line() -> None:
    with saying("print('one'); print('two'); print('three')") as program:
        assert lines_until(program, "wo") == ["one\n", "two\n"]
        assert line_of(program, "“three”") == "three\n"
