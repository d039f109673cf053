"""The command line: which verbs there are.

Exit codes: 0 done; 1 some decision could not be built, explained or signed, or check found an error; 2 the program could not run.
"""

import io
import sys
from importlib import import_module
from keyword import iskeyword
from pathlib import Path

import click

from decisionforms import __version__
from decisionforms.project import Project
from decisionforms.terminal import INPUTS

NAME = "decisionforms"
# In the order in which --help lists them. The module of a verb is loaded when that verb is asked for, and none before.
VERBS = (
    *("build", "check", "serve", "watch", "new", "explain", "review", "sign", "revise", "rule", "import"),
    *("publish", "due", "rollback", "verify", "guard"),
)


class BuildByDefault(click.Group):
    """A group of verbs in which `build` can be left out."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's own signature
        """The verbs."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - the same
        """The verb of this name."""
        if cmd_name not in VERBS:
            return None
        module = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name
        command: click.Command = getattr(import_module(f"decisionforms.commands.{module}"), f"{cmd_name}_command")
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `build` before what is no verb and no option of the program itself."""
        at = 2 if args[:1] == ["--project"] else int(bool(args) and args[0].startswith("--project="))
        first = args[at] if len(args) > at else ""
        if first.isalpha() and first not in VERBS and not Path(first).exists():
            ctx.fail(f"“{first}” is neither a command nor a file. The commands are: {', '.join(VERBS)}.")
        if first not in VERBS and first not in {"-h", "--help", "--version"}:
            args = [*args[:at], "build", *args[at:]]
        return super().parse_args(ctx, args)


@click.group(
    cls=BuildByDefault,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="docs/writing-a-decision.md shows how to write one. Exit codes: 0 done, 1 some decision was not built or check found an error, 2 could not run.",
)
@click.option(
    "--project",
    "root",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    help="The project's folder, if it is not the current one.",
)
@click.version_option(__version__, message="%(version)s")
@click.pass_context
def cli(ctx: click.Context, root: Path) -> None:
    """Make the standard Part 1 form, in Word and as a web page, from one text file per decision.

    Without a command, all decisions in the folder “decisions” are built.
    """
    ctx.meta[INPUTS] = ctx.obj or b""
    ctx.obj = Project(root)


def run(inputs: bytes = b"") -> None:
    """Run the program; `inputs` is the state of all that a build is made from, where that was looked at."""
    for stream in (sys.stdout, sys.stderr):
        # A console that knows few signs shows a question mark for the others, rather than stopping the program.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    named = Path(sys.argv[0]).stem
    cli(prog_name=NAME if named == NAME else "python build.py", obj=inputs)
