"""`catenary world demo`: the main job on the fictional world, from carrier messages to candidates with reasons.

Every step calls what the verbs `world`, `read`, `list build` and `screen` call; nothing shown is written beforehand.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import click
from attrs import frozen

from catenary.cli.demo_story import Case, FileRead, Story
from catenary.cli.language import _, later
from catenary.cli.output import Output, output_options
from catenary.core.documents.lookup import not_checked
from catenary.core.screening.model import ListEntry
from catenary.core.screening.problems import SCREENING
from catenary.core.screening.screener import Screener
from catenary.formats.list_index import build_list_index, open_list
from catenary.formats.lists.notes import FindingTally
from catenary.formats.lists.reading import ListReading, find_sources
from catenary.formats.name_model import load_name_model
from catenary.formats.reading import read_carrier_file
from catenary.formats.screening_checks import check_subject
from catenary.formats.screening_input import Subject, read_subjects
from catenary.world.generation import write_world
from catenary.world.people import TODAY
from catenary.world.problems import WORLD

SEED, TRAVELLERS, ENTRIES = 102, 450, 500


@frozen
class _Truth:
    """Who is who: the traveller behind an id in a file, and what was planted."""

    travellers: Mapping[tuple[str, str], str]
    planted: Mapping[str, tuple[str, str]]


@click.command("demo")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default="demo",
    show_default=True,
    help=later("The world's folder."),
)
@output_options
def command(output: Output, out: Path) -> None:
    """Make a small fictional world, screen everybody in it, and show what was found and why."""
    story = Story(output, out)
    try:
        story.world(write_world(SEED, TRAVELLERS, ENTRIES, out), ENTRIES, SEED)
    except OSError as error:
        raise WORLD.problem("not_written", path=str(out), reason=error.strerror) from error
    story.messages(list(_read_files(out / "messages")))
    entries = _build_list(out)
    edition, segments = open_list(out / "index")
    story.list(edition)
    screener = Screener(segments, load_name_model())
    cases = list(_screen_everybody(out, screener, output))
    story.screened(cases)
    story.explained(cases, entries)
    story.against_the_truth(cases)
    story.farewell()
    output.record(story.summary)


def _read_files(folder: Path) -> Iterator[FileRead]:
    for path in sorted(folder.iterdir()):
        yield FileRead(path.name, tuple(read_carrier_file(path.read_bytes(), TODAY)))


def _build_list(folder: Path) -> dict[str, ListEntry]:
    """Build the index as `catenary list build` does; the entries by their ids, to show them beside candidates."""
    reading = ListReading(find_sources([folder / "list.csv"]), FindingTally().take)
    build_list_index(reading, reading.sources, folder / "index", built_at=datetime.now(UTC))
    return {entry.entry: entry for entry in reading}


def _screen_everybody(folder: Path, screener: Screener, output: Output) -> Iterator[Case]:
    """Everybody once, in the order of the messages: who is in a passenger list and in a booking is one traveller."""
    truth, seen = _truth(folder), set[str]()
    files = sorted((folder / "messages").iterdir())
    with output.progress() as progress:
        task = progress.add_task(_("screening"), total=TRAVELLERS)
        for path in files:
            for subject in _subjects(path):
                traveller = truth.travellers[path.name, subject.id or ""]
                if traveller in seen or subject.person is None:
                    continue
                seen.add(traveller)
                screened = check_subject(path.name, subject, screener, lambda _: _NO_REGISTER)
                entry, kind = truth.planted.get(traveller, (None, None))
                yield Case(traveller, subject.person, screened, kind, entry)
                progress.advance(task)


_NO_REGISTER = not_checked(SCREENING.finding("no_register"))


def _subjects(path: Path) -> Sequence[Subject]:
    return list(read_subjects(path.read_bytes(), TODAY, lambda _: None))


def _truth(folder: Path) -> _Truth:
    with (folder / "places.csv").open(encoding="utf-8", newline="") as places:
        travellers = {(row["file"], row["id"]): row["traveller_id"] for row in csv.DictReader(places)}
    with (folder / "truth.csv").open(encoding="utf-8", newline="") as truth:
        planted = {row["traveller_id"]: (row["entry_id"], row["kind"]) for row in csv.DictReader(truth)}
    return _Truth(travellers, planted)
