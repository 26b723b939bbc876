"""A morning at the fictional border: a list that two persons let in, and carriers' messages about flights that leave today.

Everything goes the way it goes in earnest: the list through loading and publishing, messages through the spool and their
reading. What takes compiled kernels, the index and the checks, is left to the jobs that this defers: they are done when the
desk opens, or a little later where kernels have to be compiled first. Nothing is loaded where the spool has no key.

A second edition waits for its publisher: it names somebody who leaves tomorrow. One traveller's document is reported stolen.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Final
from uuid import UUID

from attrs import evolve
from django.conf import settings
from django.utils import timezone

from catenary.app.demo_flights import Flight, bring_in, flight_of, with_planted
from catenary.basis.dates import DateSpan
from catenary.core.mandate.model import Role
from catenary.core.screening.model import ListEntry
from catenary.desk.directory.models import Organisation
from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.mandate.models import Person
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.screening.jobs import for_unit
from catenary.desk.screening.lists import make_list
from catenary.desk.screening.lists_changes import name_changes
from catenary.desk.screening.models import WatchList
from catenary.desk.screening.publishing import load_edition, publish
from catenary.formats.lost_stolen.build import build_index
from catenary.formats.lost_stolen.key import make_key, read_key
from catenary.world.dice import Dice
from catenary.world.listing import Listed, ListFile, as_listed, listed_people
from catenary.world.people import FictionalPerson, innocent_travellers
from catenary.world.planting import Plan, plant

UNIT: Final = "Utopia Passenger Information Unit"
LOADER: Final = ("tom.ashgrove@piu.utopia.example", Role.PASSENGER_DATA_OFFICER)
_PUBLISHER: Final = ("greta.holmwood@piu.utopia.example", Role.SUPERVISOR)
_SEED: Final = 4
_ENTRIES, _ON_BOARD = 400, 60
_LEAVE: Final = tuple(timedelta(minutes=minutes) for minutes in (70, 100, 150, 240, 420, 1500))
"""When the flights leave, from the start of the demo: the first is about to close, the last is tomorrow's."""
_LISTED_ON, _NAMESAKE_ON, _STOLEN_ON, _DAMAGED, _NEWLY_LISTED_ON = 0, 1, 2, 3, 5
"""Which flight has somebody of the list on board, a namesake, a stolen document, a damaged message, and somebody whom the
edition that waits names."""


def load_border() -> None:
    """The list, then the morning's messages; nothing where there are lists already, or the spool is closed."""
    if not Path(settings.SPOOL_RECIPIENT_FILE).is_file():
        return
    with acting(Declaration(door=Door.SYSTEM)):
        unit = Organisation.objects.get(name=UNIT)
        if WatchList.objects.filter(organisation=unit).exists():
            return
        loader, publisher = (at_the_desk(unit, *each) for each in (LOADER, _PUBLISHER))
    listed = demo_list()
    made = _let_in(loader, publisher, [each.entry for each in listed])
    now = timezone.now()
    for number, flight in enumerate(_flights(listed, now)):
        bring_in(unit, flight, now, damaged=number == _DAMAGED)
    _report_stolen(next(each for each in _on_board(_STOLEN_ON, listed) if each.documents))
    entries = [*(each.entry for each in listed), _newly_listed(listed)]
    _load(loader, made, entries, "Second edition: one person more.")


def demo_list() -> list[Listed]:
    """Whom the unit's list names, in its first edition."""
    return list(listed_people(_SEED, _ENTRIES))


def namesake(listed: Sequence[Listed], number: int = 0) -> FictionalPerson:
    """Somebody else with the name of an entry of whom the list knows neither birth date nor papers: only a human can tell.

    `number` says of which of these entries.
    """
    known_by_name = [each for each in listed if not each.entry.born and not each.entry.documents]
    other = list(innocent_travellers(_SEED, number + 1))[number]
    return evolve(known_by_name[number].person, born=other.born, documents=other.documents)


def at_the_desk(unit: Organisation, email: str, role: Role) -> SignedIn:
    """An official of the unit, at work there."""
    return SignedIn(Person.objects.get(email=email), unit, frozenset({role}), strong=True)


def _let_in(loader: SignedIn, publisher: SignedIn, entries: Sequence[ListEntry]) -> WatchList:
    """One loads, the other publishes; each acts as they would at the desk."""
    with acting(loader.declaration):
        made = make_list(
            actor=loader,
            code="national",
            name="Utopia's list of persons under a travel measure",
            legal_ground="Utopia, Border Act s.14",
            forbids_boarding=True,
            review_by=(loader.now + timedelta(days=180)).date(),
        )
    edition = _load(loader, made, entries, "First edition, as the ministry sent it.")
    with acting(publisher.declaration):
        publish(actor=publisher, edition=edition, reason="Compared with the ministry's register.")
    return made


def _load(loader: SignedIn, made: WatchList, entries: Sequence[ListEntry], reason: str) -> UUID:
    """An edition that waits for its publisher, with its changes named."""
    with acting(loader.declaration):
        edition = load_edition(
            actor=loader,
            watch_list=made.public_id,
            data=_as_csv(entries),
            filename="national.csv",
            reason=reason,
        )
    with acting(for_unit(loader.organisation.pk)):
        name_changes(edition=edition.public_id, now=timezone.now())
    return edition.public_id


def _as_csv(entries: Sequence[ListEntry]) -> bytes:
    text = StringIO()
    file = ListFile(text)
    for each in entries:
        file.add(each)
    return text.getvalue().encode()


def _flights(listed: Sequence[Listed], now: datetime) -> Iterator[Flight]:
    for number, leaves_in in enumerate(_LEAVE):
        dice = Dice.keyed(_SEED, "demo border", number)
        yield flight_of(number, _on_board(number, listed), dice, now + leaves_in)


def _on_board(number: int, listed: Sequence[Listed]) -> list[FictionalPerson]:
    """Who is on a flight: the first has somebody of the list on board, the second a namesake of another."""
    people = list(innocent_travellers(_SEED + number, _ON_BOARD))
    if number == _LISTED_ON:
        (somebody,) = plant(Plan(1, 0, 1), listed, Dice.keyed(_SEED, "demo plants"))
        return with_planted(people, somebody.traveller)
    return with_planted(people, namesake(listed)) if number == _NAMESAKE_ON else people


def _newly_listed(listed: Sequence[Listed]) -> ListEntry:
    """What the ministry now knows of somebody who leaves tomorrow."""
    someone = next(each for each in _on_board(_NEWLY_LISTED_ON, listed) if each.born and each.documents)
    entry = as_listed(someone, Dice.keyed(_SEED, "newly listed"))
    return evolve(entry, entry=f"W{_ENTRIES + 1}", born=(DateSpan(someone.born),) if someone.born else ())


def _report_stolen(traveller: FictionalPerson) -> None:
    """The installation's register of documents, with that traveller's."""
    document, told = traveller.documents[0], settings.CATENARY
    index, key = told.documents_index, told.documents_key
    assert index
    assert key
    source = told.data / "stolen.csv"
    row = f"{document.number},{document.issuer or ''},{document.type},stolen"
    source.write_text(f"number,issuer,type,status\n{row}\n")
    make_key(key)
    build_index(source, index, read_key(key), data_as_of=timezone.now().date(), key_file=key, processes=1)
    source.unlink()
