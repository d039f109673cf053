"""`guard`: a list of hashes of confidential texts, for whoever publishes and may not see them."""

import secrets
from pathlib import Path

import click

from decisionforms.errors import OperatorError
from decisionforms.output_folder import write_source
from decisionforms.publish.guarding import texts_in
from decisionforms.publish.hash_list import hash_list
from decisionforms.terminal import operator_faults_are_sentences, say

SALT = 16


@click.command("guard")
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--to", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The file for the list.")
@operator_faults_are_sentences
def guard_command(folder: Path, to: Path) -> None:
    """Make a list by which others can search for confidential texts that they may not see.

    Whoever has the list can try sentences that they guess, so it is not for the public. Name it in pyproject.toml under
    “part_2_lists”.
    """
    guarded = tuple(texts_in(folder.name, folder))
    if not any(one.passages for one in guarded):
        raise OperatorError(
            f"There is no text in {folder} that a list could be made of; name the folder that holds them."
        )
    write_source(to, hash_list(guarded, secrets.token_bytes(SALT)))
    say(f"{to} guards {len(guarded)} text{'' if len(guarded) == 1 else 's'}.")
