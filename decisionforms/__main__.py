"""Starts the program: as `python build.py`, as `decisionforms`, or as `python -m decisionforms`."""

import gc
import os
import sys


def main() -> None:
    """Run the command line; where nothing has changed since the last build of all papers, say what it said."""
    from decisionforms.stamp import asked_for, begin, say_again  # noqa: PLC0415 - nothing else is loaded before it is known that there is work

    root = asked_for(sys.argv[1:])
    inputs = begin(root) if root else b""
    if inputs and (code := say_again(root, inputs)) is not None:
        leave(code)
        sys.exit(code)
    # What is loaded now stays to the end: looking through it for garbage would take a tenth of a short run.
    gc.disable()
    try:
        from decisionforms.cli import run  # noqa: PLC0415 - loaded while nothing looks for garbage
    except ModuleNotFoundError as missing:
        sys.exit(f"The package “{missing.name}” is not installed. Run: python -m pip install -e .")
    # Decisions are let go one by one, so little that the collector looks at is ever garbage.
    gc.set_threshold(100_000, 20, 20)
    gc.enable()
    try:
        run(inputs)
    except SystemExit as end:
        leave(end.code)
        raise


def leave(code: object) -> None:
    """The end of the program, where nothing is left to do but to let go of all it holds: the system does that at once."""
    if isinstance(code, int):
        try:
            sys.stdout.flush()
            sys.stderr.flush()
        except OSError:
            return  # Python itself says what it could not print
        os._exit(code)


if __name__ == "__main__":
    main()
