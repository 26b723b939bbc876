"""The reference tables of OFAC's advanced XML: what its numbers stand for, and the papers and places kept apart."""

from collections import defaultdict
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from catenary.basis.dates import PartialDate
from catenary.core.screening.model import ListedDocument
from catenary.formats.lists.notes import Notes
from catenary.formats.lists.ofac_papers import is_paper
from catenary.formats.lists.values import read_country_names
from catenary.formats.lists.xml_records import text


def date_of(element: Element) -> PartialDate:
    """A date from its Year, Month and Day. Raises ValueError where it has none or is impossible."""
    year, month, day = (
        int(value) if value else None for value in (text(element, part) for part in ("Year", "Month", "Day"))
    )
    if year is None:
        raise ValueError("a date without a year")
    return PartialDate(year, month, day)


class Reference:
    """Values by kind and number, countries by place, papers by identity; filled as the file is read."""

    def __init__(self) -> None:
        self._values: dict[tuple[str, str], str] = {}
        self._party_of_sub_type: dict[str, str] = {}
        self._places: dict[str, list[str]] = {}
        self._papers = defaultdict[str, list[tuple[str, str, str]]](list)

    def take_in(self, record: Element) -> None:
        """A ReferenceValueSets, a Location or an IDRegDocument."""
        if record.tag == "ReferenceValueSets":
            self._take_values(record)
        elif record.tag == "Location":
            self._places[record.get("ID", "")] = list(self._countries_in(record))
        else:
            self._take_paper(record)

    def value(self, kind: str, number: str | None) -> str:
        """What a number of this kind stands for; empty when the file does not say."""
        return self._values.get((kind, number or ""), "")

    def party_kind(self, sub_type: str | None) -> str:
        """Individual, Entity, Vessel, Aircraft, or Unknown."""
        stated = self.value("PartySubType", sub_type)
        if stated in {"", "Unknown"}:
            stated = self.value("PartyType", self._party_of_sub_type.get(sub_type or ""))
        return stated or "Unknown"

    def countries_of(self, place: str | None) -> list[str]:
        """The country names of a place."""
        return self._places.get(place or "", [])

    def name_parts(self, profile: Element) -> dict[str, str]:
        """The kind of each name part group of a profile (`Last Name`)."""
        return {
            group.get("ID", ""): self.value("NamePartType", group.get("NamePartTypeID"))
            for group in profile.iter("NamePartGroup")
        }

    def documents(self, profile: Element, notes: Notes) -> Iterator[ListedDocument]:
        """The papers of a profile's identities."""
        for identity in profile.iterfind("Identity"):
            for number, kind, country in self._papers.get(identity.get("ID", ""), ()):
                issuers = read_country_names([country], notes)
                yield ListedDocument(number, kind, issuers[0] if issuers else None)

    def _take_values(self, record: Element) -> None:
        for values in record:
            for value in values:
                number = value.get("ID", "")
                self._values[value.tag, number] = (value.text or "").strip() or value.get("Description", "")
                if value.tag == "PartySubType":
                    self._party_of_sub_type[number] = value.get("PartyTypeID", "")

    def _countries_in(self, location: Element) -> Iterator[str]:
        for country in location.iterfind("LocationCountry"):
            yield self.value("Country", country.get("CountryID"))
        for part in location.iterfind("LocationPart"):
            # A nationality OFAC has no country for stands in the part of unknown kind (`Palestinian`).
            if self.value("LocPartType", part.get("LocPartTypeID")) == "Unknown":
                yield text(part, "LocationPartValue/Value")

    def _take_paper(self, record: Element) -> None:
        kind = self.value("IDRegDocType", record.get("IDRegDocTypeID"))
        number = text(record, "IDRegistrationNo")
        issued_by = record.find("IssuedBy")
        country = record.get("IssuedBy-CountryID") or (
            issued_by.get("CountryID") if issued_by is not None else None
        )
        if number and is_paper(kind):
            self._papers[record.get("IdentityID", "")].append((number, kind, self.value("Country", country)))
