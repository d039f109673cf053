"""`serve`: a preview for writers, in their browser."""

import sys
import webbrowser
from pathlib import Path

import click

from decisionforms.preview.hosts import is_loopback
from decisionforms.project import Project
from decisionforms.terminal import DONE, operator_faults_are_sentences, say, today

HOST, PORT = "127.0.0.1", 8000


@click.command("serve")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=PORT, show_default=True, help="0 takes any that is free."
)
@click.option("--host", default=HOST, metavar="ADDRESS", help="Another address than this machine's own.")
@click.option("--open", "opened", is_flag=True, help="Open it in the browser.")
@click.pass_obj
@operator_faults_are_sentences
def serve_command(project: Project, port: int, host: str, opened: bool) -> None:
    """Show all papers in the browser, and each as it is after every save, with what check says of it beside it.

    Only this machine can reach it, unless --host says otherwise. Nothing is built into the folder “output”.
    """
    from decisionforms.preview.story import Preview  # noqa: PLC0415 - what renders is slow to load, and so is a server

    preview = Preview(project, today, host, port, command(project, host, port))
    if not is_loopback(host):
        say(f"Whoever reaches {host} over the network can read the drafts. Stop this when you no longer need it.")
    say(f"The preview is at {preview.address} and Ctrl-C stops it.")
    if opened:
        webbrowser.open(preview.address)
    try:
        preview.run(lambda one: say(str(one)))
    except KeyboardInterrupt:
        say("Stopped.")
    sys.exit(DONE)


def command(project: Project, host: str, port: int) -> str:
    """What to type for the same preview once more."""
    where = f' --project "{project.root}"' if project.root != Path() else ""
    options = [
        f" --{name} {given}" for name, given, usual in (("port", port, PORT), ("host", host, HOST)) if given != usual
    ]
    return f"python build.py{where} serve{''.join(options)}"
