"""Lists and messages of invented people, as bytes."""

from datetime import UTC, datetime, timedelta

from catenary.basis.dates import PartialDate
from catenary.basis.persons import PersonName, Sex
from catenary.core.intake.model import Call, Flight, Leg, TravelDocument, Traveller
from catenary.formats.edifact.writing import Envelope, Style
from catenary.formats.paxlst.write import PassengerList, write_paxlst

LOADER, PUBLISHER = "tom.ashgrove@piu.utopia.example", "greta.holmwood@piu.utopia.example"
HEADER = "id,name,born,sex,nationality,documents,review_by"
LISTED = "W1,Zephyrine Quillfeather,1971-03-09,F,UTO,,"
OTHER = "W2,Barnabas Thistlewick,1964-11-30,M,UTO,,"
THIRD = "W3,Ottoline Marchbanks,1980-01-02,F,UTO,,"
ZEPHYRINE = Traveller(
    id="1",
    name=PersonName("ZEPHYRINE QUILLFEATHER", "QUILLFEATHER", "ZEPHYRINE"),
    sex=Sex.FEMALE,
    born=PartialDate(1971, 3, 9),
    nationality="UTO",
    documents=(TravelDocument("P", "UA7654321", "UTO"),),
)
HUMPHREY = Traveller(
    id="2",
    name=PersonName("HUMPHREY LANTERNJAW", "LANTERNJAW", "HUMPHREY"),
    sex=Sex.MALE,
    born=PartialDate(1955, 7, 1),
    nationality="UTO",
    documents=(TravelDocument("P", "UA1111111", "UTO"),),
)


def csv_of(*rows):
    """A list as plain CSV."""
    return "\n".join((HEADER, *rows, "")).encode()


def message(*travellers, number=1, leaves_in=timedelta(hours=5)):
    """A passenger list of a flight from Utopia, times local there and at the destination."""
    leaves = (datetime.now(UTC) + leaves_in).replace(second=0, microsecond=0)
    departs, arrives = leaves + timedelta(hours=2), leaves + timedelta(hours=-1)
    leg = Leg(Call("UTP", f"{departs:%Y-%m-%dT%H:%M}"), Call("QMV", f"{arrives:%Y-%m-%dT%H:%M}"))
    told = PassengerList(Flight("UW", "0042", (leg,)), tuple(travellers), f"REF{number:06d}")
    prepared = datetime(2026, 11, 22, 8, number)  # noqa: DTZ001  as EDIFACT writes it
    return write_paxlst(told, Envelope("UW", "UTOPIU", prepared, f"REF{number:06d}"), Style())
