"""`publish`: put what may go out on the public site."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from os.path import realpath
from pathlib import Path

import click

from decisionforms.commands.due import day_of
from decisionforms.errors import OperatorError
from decisionforms.ledger import Allowed
from decisionforms.output_folder import OutputFolder, write_source
from decisionforms.project import Project
from decisionforms.publish.addresses import page_of
from decisionforms.publish.leaks import Leak
from decisionforms.publish.ledger import added_to
from decisionforms.publish.release import Changes, all_listed, changes
from decisionforms.publish.selection import Stays
from decisionforms.publish.site import read_site
from decisionforms.publish.switch import NOTHING, live_site, publish_to
from decisionforms.publishing import Prepared, keep, occasion_of, prepare, search_prepared
from decisionforms.settings import read_publishing
from decisionforms.terminal import DONE, NOT_ALL, operator_faults_are_sentences, say


@click.command("publish")
@click.option("--to", type=click.Path(path_type=Path), help="The folder of the site, if not the one in pyproject.toml.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="Publish as on this day, such as 2026-11-01.")
@click.option("--dry-run", is_flag=True, help="Only say what would appear, change and go, and why the rest stays.")
@click.option("--allow", metavar="TEXT, PASSAGE", help="Let this passage of a guarded text go out.")
@click.option("--by", help="Who allows it.")
@click.option("--because", help="Why that is right.")
@click.pass_obj
@operator_faults_are_sentences
def publish_command(
    project: Project,
    to: Path | None,
    on: datetime | None,
    dry_run: bool,
    allow: str | None,
    by: str | None,
    because: str | None,
) -> None:
    """Put the decisions that may go out on the public site, all at once or not at all.

    Out goes what all have signed, and whose deferral, if any, has ended; nothing else leaves a trace.
    """
    settings, day = read_publishing(project.root), day_of(on)
    folder = site_folder(project, to, settings.to)
    allowed = allowed_by(allow, by, because, day)
    occasion = occasion_of(project, settings, day, allowed)
    seen = live_site(folder) if folder.parent.is_dir() else NOTHING
    prepared = prepare(project, read_site(project.templates / "site"), occasion, seen.files)
    changed = changes(seen.files, all_listed(prepared.files))
    for line in (*said_of(changed, prepared, dry_run=dry_run), *said_of_stays(prepared.stays)):
        say(line)
    leaks = search_prepared(project, occasion, prepared, seen.files, folder)
    if leaks:
        say("\n".join(said_of_leaks(leaks)))
        sys.exit(NOT_ALL)
    if not dry_run:
        make_room(project, folder)
        publish_to(folder, prepared.files, seen=seen)
        write_ledger(project, prepared, allowed)
        keep(project, prepared)
        say(f"The site is in {folder}.")
    sys.exit(DONE)


def site_folder(project: Project, to: Path | None, named: str) -> Path:
    """Where the site goes. Raises OperatorError where it would cover the decisions or the project, whatever way leads there."""
    folder = to or project.root / named
    real = Path(realpath(folder))
    for own in (project.root, project.decisions, project.templates):
        there = Path(realpath(own))
        if there.is_relative_to(real) or (own != project.root and real.is_relative_to(there)):
            raise OperatorError(f"The site can't go into {folder}: {own} is there. Choose another folder with --to.")
    return folder


def make_room(project: Project, folder: Path) -> None:
    """Make the project's own output folder, where the site goes there; no other folder is made unasked."""
    if folder.parent == project.output:
        OutputFolder(project.output)


def allowed_by(allow: str | None, by: str | None, because: str | None, day: date) -> Sequence[Allowed]:
    """What is allowed in this run. Raises OperatorError where it is not said by whom and why."""
    if not (allow or by or because):
        return ()
    if not (allow and by and because):
        raise OperatorError("To let a passage go out, name it with --allow, and say --by whom and --because of what.")
    text, _, passage = allow.partition(", ")
    return (Allowed(text.strip(), passage.strip(), by, day, because),)


def said_of(changed: Changes, prepared: Prepared, *, dry_run: bool) -> Iterator[str]:
    """What appears, changes and goes: each decision once, by reference, and other files by number."""
    references = {one.slug: one.reference for one in prepared.records}
    references |= {one.slug: one.reference for one in prepared.tombstones}
    touched = slugs_in((*changed.appear, *changed.change, *changed.go))
    new, gone = ({slug for slug in touched if page_of(slug) in names} for names in (changed.appear, changed.go))
    kinds = (
        ("appear", "New", new, changed.appear),
        ("change", "Changed", touched - new - gone, changed.change),
        ("go", "Gone", gone, changed.go),
    )
    for verb, done, slugs, names in kinds:
        others = sum(not name.startswith("decisions/") for name in names)
        told = [", ".join(references.get(slug, slug) for slug in sorted(slugs))] if slugs else []
        told += [f"{others} other file{'' if others == 1 else 's'}"] if others else []
        if told:
            yield f"{f'Would {verb}' if dry_run else done}: {'; '.join(told)}."
    if not changed:
        yield "Nothing changes on the site."


def slugs_in(names: Iterable[str]) -> set[str]:
    """The decisions in whose folders these files stand."""
    return {name.split("/")[1] for name in names if name.startswith("decisions/")}


def said_of_stays(stays: Iterable[Stays]) -> Iterator[str]:
    """Why each paper stays."""
    for one in stays:
        yield f"Stays: {one.candidate.name} ({one.candidate.path}). {' '.join(one.reasons)}"


def said_of_leaks(leaks: Iterable[Leak]) -> Iterator[str]:
    """What was found, and what to do."""
    yield "Nothing was published. This must not go out:"
    for leak in leaks:
        if leak.unsearchable:
            yield f"  {leak.file}: {leak.where} can't be searched: {leak.unsearchable}"
        elif leak.is_review_copy:
            yield f"  {leak.file}, {leak.where}: it is a review copy, which holds all facts and reasons of a paper. Put the document that “build” makes in its place; this can't be allowed."
        else:
            words = f" “{leak.words}”" if leak.words else ""
            yield f"  {leak.file}, {leak.where}:{words} stands in {leak.guarded}, {leak.paragraph}."
    yield "Take the words out; or, where they may be public, say so with --allow, --by and --because."


def write_ledger(project: Project, prepared: Prepared, allowed: Sequence[Allowed]) -> None:
    """Add to the ledger what was published and what was allowed."""
    before = project.ledger_text()
    after = added_to(before, (*prepared.entries, *allowed))
    if after != before:
        write_source(project.ledger, after.encode("utf-8"))
        say(f"{project.shown(project.ledger)} has what was published; commit it.")
