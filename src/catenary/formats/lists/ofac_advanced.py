"""OFAC's list in the advanced XML (root Sanctions): SDN_ADVANCED.XML and CONS_ADVANCED.XML.

Source: OFAC, advanced sanctions list standard: values point by number into ReferenceValueSets, papers and places
stand before the parties, programmes and listing dates after them; so persons wait until the file has ended.
"""

from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from attrs import evolve

from catenary.basis.dates import DateSpan, PartialDate
from catenary.basis.persons import PersonName
from catenary.core.screening.model import ListedName, ListEntry, NameKind
from catenary.formats.lists.names import kind_in_script
from catenary.formats.lists.notes import Notes, Take
from catenary.formats.lists.ofac_reference import Reference, date_of
from catenary.formats.lists.source import ListFile
from catenary.formats.lists.values import each_once, read_country_names, read_sex
from catenary.formats.lists.xml_records import text, texts, xml_records

ROOT = "Sanctions"
_PARTS = frozenset({"ReferenceValueSets", "Location", "IDRegDocument", "DistinctParty", "SanctionsEntry"})
_GIVEN = ("First Name", "Middle Name", "Patronymic")
_FAMILY = ("Last Name", "Matronymic")


def read_ofac_advanced(file: ListFile, take: Take, name: str = "ofac") -> Iterator[ListEntry]:
    """The individuals; names marked LowQuality are WEAK_ALIAS, those in another script ORIGINAL_SCRIPT.

    Raises ProblemError where the file cannot be trusted to be whole.
    """
    reader = _Reader(name, Notes(file.name, take))
    for record in xml_records(file, ROOT, _PARTS):
        reader.take_in(record)
    yield from reader.entries()


class _Reader:
    """What is known so far: the reference values, and the persons that wait for their sanctions entries."""

    def __init__(self, name: str, notes: Notes) -> None:
        self._name = name
        self._notes = notes
        self._reference = Reference()
        self._persons: dict[str, ListEntry] = {}
        self._others = Counter[str]()

    def take_in(self, record: Element) -> None:
        if record.tag == "DistinctParty":
            for profile in record.iterfind("Profile"):
                self._take_party(profile)
        elif record.tag == "SanctionsEntry":
            self._take_sanction(record)
        else:
            self._reference.take_in(record)

    def entries(self) -> Iterator[ListEntry]:
        self._notes.not_persons(self._others)
        yield from self._persons.values()

    def _take_party(self, profile: Element) -> None:
        entry = profile.get("ID", "")
        kind = self._reference.party_kind(profile.get("PartySubTypeID"))
        self._notes.stand(len(self._persons) + self._others.total(), entry=entry)
        if kind == "Individual":
            self._persons[entry] = self._entry(profile, entry)
        else:
            self._others[kind.casefold()] += 1

    def _entry(self, profile: Element, entry: str) -> ListEntry:
        sexes = self._details(profile, "Gender")
        return ListEntry(
            list=self._name,
            entry=entry,
            names=each_once(self._names(profile)),
            born=tuple(dict.fromkeys(self._born(profile))),
            sex=read_sex(sexes[0] if sexes else "", self._notes),
            nationalities=read_country_names(self._countries(profile), self._notes),
            documents=tuple(dict.fromkeys(self._reference.documents(profile, self._notes))),
        )

    def _names(self, profile: Element) -> Iterator[ListedName]:
        aliases = list(profile.iterfind("Identity/Alias"))
        parts = self._reference.name_parts(profile)
        for alias in sorted(aliases, key=lambda alias: alias.get("Primary") != "true"):
            kind = NameKind.PRIMARY if alias.get("Primary") == "true" else NameKind.ALIAS
            kind = NameKind.WEAK_ALIAS if alias.get("LowQuality") == "true" else kind
            for documented in alias.iterfind("DocumentedName"):
                name = _name(documented, parts)
                if name.full:
                    yield ListedName(name, kind_in_script(name.full, kind))
        if not aliases:
            self._notes.add("name_missing")

    def _features(self, profile: Element, kind: str) -> Iterator[Element]:
        return (
            feature
            for feature in profile.iterfind("Feature")
            if self._reference.value("FeatureType", feature.get("FeatureTypeID")) == kind
        )

    def _details(self, profile: Element, kind: str) -> list[str]:
        details = (
            detail for feature in self._features(profile, kind) for detail in feature.iter("VersionDetail")
        )
        return [
            (detail.text or "").strip()
            or self._reference.value("DetailReference", detail.get("DetailReferenceID"))
            for detail in details
        ]

    def _countries(self, profile: Element) -> list[str]:
        return [
            country
            for kind in ("Nationality Country", "Citizenship Country")
            for feature in self._features(profile, kind)
            for place in feature.iter("VersionLocation")
            for country in self._reference.countries_of(place.get("LocationID"))
        ]

    def _born(self, profile: Element) -> Iterator[DateSpan]:
        for feature in self._features(profile, "Birthdate"):
            for period in feature.iter("DatePeriod"):
                try:
                    yield _span(period)
                except ValueError:
                    self._notes.add("born_unreadable", value=" ".join(" ".join(period.itertext()).split()))

    def _take_sanction(self, record: Element) -> None:
        entry = record.get("ProfileID", "")
        if entry not in self._persons:
            return
        programmes = ", ".join(dict.fromkeys(texts(record, "SanctionsMeasure/Comment")))
        self._notes.stand(len(self._persons), entry=entry)
        self._persons[entry] = evolve(
            self._persons[entry],
            legal_ground=programmes or None,
            listed_on=self._listed_on(record),
        )

    def _listed_on(self, record: Element) -> PartialDate | None:
        try:
            return min(
                (date_of(day) for day in record.iterfind("EntryEvent/Date")),
                key=lambda day: day.first,
                default=None,
            )
        except ValueError:
            self._notes.add("date_unreadable", field="listed_on", value=text(record, "EntryEvent/Date/Year"))
            return None


def _name(documented: Element, parts: dict[str, str]) -> PersonName:
    """A name from its parts; a part of unknown kind (a nickname, a name in one piece) stands first."""
    by_kind: dict[str, list[str]] = {"": []}
    for value in documented.iterfind("DocumentedNamePart/NamePartValue"):
        kind = parts.get(value.get("NamePartGroupID", ""), "")
        known = kind if kind in _GIVEN + _FAMILY else ""
        by_kind.setdefault(known, []).append(" ".join((value.text or "").split()))
    given = " ".join(word for kind in _GIVEN for word in by_kind.get(kind, ()))
    family = " ".join(word for kind in _FAMILY for word in by_kind.get(kind, ()))
    full = " ".join(word for word in (*by_kind[""], given, family) if word)
    return PersonName(full, family or None, given or None)


def _span(period: Element) -> DateSpan:
    ends = [
        date_of(end)
        for path in ("Start/From", "Start/To", "End/From", "End/To")
        for end in period.iterfind(path)
    ]
    if not ends:
        raise ValueError("a date period without dates")
    about = any(edge.get("Approximate") == "true" for edge in period)
    return DateSpan(ends[0], ends[-1], about).whole()
