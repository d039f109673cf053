"""`rule`: the manual page of a fault."""

import click

from decisionforms.errors import OperatorError
from decisionforms.rules.manual import Page, pages
from decisionforms.terminal import operator_faults_are_sentences, say
from decisionforms.values.nearest import nearest


@click.command("rule")
@click.argument("name", required=False)
@operator_faults_are_sentences
def rule_command(name: str | None) -> None:
    """Print what the rule NAME asks for, why, and an example of each; without a name, list all rules."""
    if name is None:
        say(listing())
        return
    page = pages().get(name.strip("[]"))
    if page is None:
        near = nearest(name, pages())
        advice = f"Did you mean “{near}”?" if near else "Without a name, all rules are listed."
        raise OperatorError(f"There is no rule “{name}”. {advice}")
    say(f"{page.name} ({page.family})\n\n{page.text}")


def listing() -> str:
    """All faults by family, each with its requirement."""
    families: dict[str, list[Page]] = {}
    for page in pages().values():
        families.setdefault(page.family, []).append(page)
    return "\n\n".join(
        "\n".join([family, *(f"  {page.name}: {page.requirement}" for page in found)])
        for family, found in families.items()
    )
