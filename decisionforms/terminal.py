"""The terminal, the clock and the way a run ends: everything about the place where the program is run."""

import errno
import os
import sys
from collections.abc import Callable, Container, Iterable
from datetime import date
from functools import wraps
from typing import ParamSpec

import click

from decisionforms.diagnostics import Diagnostic, Severity
from decisionforms.errors import OperatorError
from decisionforms.files import reason
from decisionforms.report.text import harmless, report

P = ParamSpec("P")
DONE, NOT_ALL, COULD_NOT_RUN = 0, 1, 2
# Under this click keeps what state a build was seen to begin with.
INPUTS = "decisionforms.inputs"


def say(text: str, *, error: bool = False) -> None:
    """Print a text without signs that could steer a terminal; an error in red where colours are shown.

    Raises OperatorError where it can't be printed, as into a file on a disk that is full.
    """
    text = harmless(text)
    try:
        click.echo(click.style(text, fg="red") if error else text, err=error, color=use_colour())
    except OSError as fault:
        if error or fault.errno == errno.EPIPE:  # who reads no further wants to hear no more
            raise
        raise OperatorError(f"What there is to say can't be written ({reason(fault)}).") from None


def use_colour() -> bool | None:
    """False where NO_COLOR is set to anything; otherwise the terminal decides."""
    return False if os.environ.get("NO_COLOR") else None


def today() -> date:
    """The only look at the clock."""
    return date.today()  # noqa: DTZ011 - the day where the secretariat sits


def show_errors(diagnostics: Iterable[Diagnostic], also: Container[str] = ()) -> bool:
    """Print what keeps a decision from being used: errors, and findings of the rules named; whether there is any."""
    errors = [
        one for one in diagnostics if one.blocks or (one.finding.rule in also and one.finding.severity > Severity.NOTE)
    ]
    if errors:
        say(report(errors))
    return bool(errors)


def operator_faults_are_sentences(command: Callable[P, None]) -> Callable[P, None]:
    """A fault of whoever runs the program ends it with one sentence and its exit code."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except OperatorError as fault:
            say(f"Error: {fault}", error=True)
            sys.exit(COULD_NOT_RUN)

    return run
