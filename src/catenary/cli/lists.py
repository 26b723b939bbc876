"""`catenary list`: build the index that travellers are screened against, and say what is in it."""

import hashlib
import os
from datetime import UTC, date, datetime
from pathlib import Path

import click
from attrs import evolve
from rich.table import Column, Table
from rich.text import Text

from catenary.basis.legible import legible
from catenary.cli.language import _, later
from catenary.cli.output import Exit, Output, as_of_option, findings_table, output_options, plain, say
from catenary.core.screening.edition import ListEdition, SourceInfo
from catenary.core.screening.scoring import thresholds_for
from catenary.formats.list_index import build_list_index, read_edition, update_list_index
from catenary.formats.lists.notes import FindingTally
from catenary.formats.lists.reading import ListReading, ListSource, find_sources
from catenary.formats.lists.recognise import ListFormat
from catenary.formats.lists.records import edition_record
from catenary.formats.records import finding_records


@click.group("list")
def command() -> None:
    """Build and show the lists that travellers are screened against."""


@command.command("build")
@click.argument("sources", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--out", required=True, type=click.Path(path_type=Path), help=later("The folder of the index."))
@click.option(
    "--format",
    "stated",
    type=click.Choice(ListFormat),
    help=later("Read every SOURCE as this format, whatever it looks like."),
)
@click.option(
    "--name",
    "names",
    multiple=True,
    help=later("The list's name in results; once for all SOURCEs or once for each."),
)
@as_of_option
@output_options
def build(
    output: Output,
    sources: tuple[Path, ...],
    out: Path,
    stated: ListFormat | None,
    names: tuple[str, ...],
    as_of: date,
) -> Exit:
    """Build the index of one or more lists in the folder --out.

    A SOURCE is a file of the UN, OFAC, EU, FollowTheMoney or plain CSV format, or a folder with OFAC's CSV files.
    The old index stays as it is until the new one is complete; what did not change is taken over.
    """
    tally = FindingTally()
    edition = _build(output, _found(sources, names, stated), out, tally)
    output.record(edition_record(edition, as_of) | {"findings": finding_records(tally.findings)})
    if tally.findings:
        output.show(findings_table(tally.findings))
    _show_edition(output, edition)
    return Exit.UNREADABLE if tally.worst_is_error else Exit.DONE


@command.command("show")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@as_of_option
@output_options
def show(output: Output, folder: Path, as_of: date) -> None:
    """Say which edition of which lists the index in DIR holds."""
    edition = read_edition(folder)
    output.record(edition_record(edition, as_of))
    _show_edition(output, edition)


@command.command("update")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.argument("source", required=False, type=click.Path(path_type=Path))
@click.option("--name", help=later("The name of the list that SOURCE changes (default: as for build)."))
@click.option(
    "--remove",
    "removed",
    multiple=True,
    metavar="LIST:ENTRY",
    help=later("An entry to take off; repeatable."),
)
@as_of_option
@output_options
def update(
    output: Output,
    folder: Path,
    source: Path | None,
    name: str | None,
    removed: tuple[str, ...],
    as_of: date,
) -> Exit:
    """Add, replace and remove entries of the list in DIR, at the cost of the change alone.

    An entry of SOURCE replaces the one with the same list name and entry id.
    """
    if source is None and not removed:
        raise click.UsageError(_("nothing to change: give a SOURCE, or --remove LIST:ENTRY"))
    tally = FindingTally()
    reading = ListReading(_found((source,) if source else (), (name,) if name else (), None), tally.take)
    removed = tuple(map(legible, removed))
    changed, gone = list(reading), [_list_and_entry(text) for text in removed]
    edition = update_list_index(
        folder, changed, gone, _change(reading, removed), built_at=_built_at(), take=tally.take
    )
    output.record(edition_record(edition, as_of) | {"findings": finding_records(tally.findings)})
    if tally.findings:
        output.show(findings_table(tally.findings))
    _show_edition(output, edition)
    return Exit.UNREADABLE if tally.worst_is_error else Exit.DONE


def _list_and_entry(text: str) -> tuple[str, str]:
    list_name, colon, entry = text.partition(":")
    if not (list_name and colon and entry):
        raise click.UsageError(_("--remove takes LIST:ENTRY, not %(text)r") % {"text": text})
    return list_name, entry


def _change(reading: ListReading, removed: tuple[str, ...]) -> SourceInfo:
    """What the edition says of a change: the list that came, and which entries went."""
    came = next(iter(reading.sources), SourceInfo("removed", "removal", 0, 0, ""))
    digest = hashlib.sha256("\n".join((came.sha256, *removed)).encode()).hexdigest()
    return evolve(came, sha256=digest) if removed else came


def _found(sources: tuple[Path, ...], names: tuple[str, ...], stated: ListFormat | None) -> list[ListSource]:
    try:
        return find_sources(sources, names, stated)
    except ValueError as error:
        raise click.UsageError(
            _("--name is given once for all lists or once for each: %(reason)s") % {"reason": error}
        ) from error


def _build(output: Output, sources: list[ListSource], out: Path, tally: FindingTally) -> ListEdition:
    reading = ListReading(sources, tally.take)
    with output.progress() as progress:
        task = progress.add_task(_("entries"), total=None)
        return build_list_index(
            reading,
            reading.sources,
            out,
            built_at=_built_at(),
            progress=lambda more: progress.advance(task, more),
        )


def _built_at() -> datetime:
    """Now, or the moment SOURCE_DATE_EPOCH names (reproducible-builds.org)."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        return datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise click.UsageError(
            _("SOURCE_DATE_EPOCH is not a number of seconds: %(value)s") % {"value": epoch}
        ) from error


def _show_edition(output: Output, edition: ListEdition) -> None:
    output.show(_edition_table(edition))
    born, named = (thresholds_for(edition.entries, born=known) for known in (True, False))
    output.show(
        say(
            "a candidate from a score of %(review)s on, of %(named)s where only a name is known; a match from %(match)s on",
            review=f"{born.review:.2f}",
            named=f"{named.review:.2f}",
            match=f"{born.match:.2f}",
        )
    )


def _edition_table(edition: ListEdition) -> Table:
    title = say(
        "edition %(edition)s, algorithm %(algorithm)s, built %(built_at)s UTC",
        edition=edition.edition,
        algorithm=edition.algorithm,
        built_at=f"{edition.built_at:%Y-%m-%d %H:%M}",
    )
    numbers = (Column(heading, justify="right") for heading in (_("persons"), _("names")))
    table = Table(
        _("list"),
        _("format"),
        *numbers,
        "sha256",
        title=title,
        title_justify="left",
        box=None,
        pad_edge=False,
    )
    for source in edition.sources:
        counts = (f"{source.entries:,}", f"{source.names:,}")
        table.add_row(Text(plain(source.name)), source.format, *counts, source.sha256[:16])
    return table
