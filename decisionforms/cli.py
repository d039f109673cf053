"""The command line: which verbs there are.

Exit codes: 0 done; 1 some decision could not be built, explained or signed; 2 the program could not run.
"""

import io
import sys
from pathlib import Path

import click

from decisionforms import __version__
from decisionforms.commands.build import build_command
from decisionforms.commands.check import check_command
from decisionforms.commands.explain import explain_command
from decisionforms.commands.new import new_command
from decisionforms.commands.rule import rule_command
from decisionforms.commands.sign import sign_command
from decisionforms.project import Project

NAME = "decisionforms"


class BuildByDefault(click.Group):
    """A group of verbs in which `build` can be left out."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `build` before what is no verb and no option of the program itself."""
        at = 2 if args[:1] == ["--project"] else int(bool(args) and args[0].startswith("--project="))
        first = args[at] if len(args) > at else ""
        if first.isalpha() and first not in self.commands and not Path(first).exists():
            ctx.fail(f"“{first}” is neither a command nor a file. The commands are: {', '.join(self.commands)}.")
        if first not in self.commands and first not in {"-h", "--help", "--version"}:
            args = [*args[:at], "build", *args[at:]]
        return super().parse_args(ctx, args)


@click.group(
    cls=BuildByDefault,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="docs/writing-a-decision.md shows how to write one. Exit codes: 0 done, 1 some decision was not built, 2 could not run.",
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
    ctx.obj = Project(root)


for command in (build_command, check_command, new_command, explain_command, sign_command, rule_command):
    cli.add_command(command)


def run() -> None:
    """Run the program."""
    for stream in (sys.stdout, sys.stderr):
        # A console that knows few signs shows a question mark for the others, rather than stopping the program.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    named = Path(sys.argv[0]).stem
    cli(prog_name=NAME if named == NAME else "python build.py")
