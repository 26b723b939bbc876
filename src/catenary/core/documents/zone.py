"""What the fields of a machine-readable zone mean, whether they agree with their check digits, and what is odd."""

from collections.abc import Callable, Mapping
from datetime import date

from catenary.basis.country import CodeKind, CountryCode
from catenary.basis.dates import PartialDate
from catenary.basis.findings import NOWHERE, Finding, Param
from catenary.basis.persons import Sex
from catenary.core.documents.check_digits import DIGIT_FOR, LETTER_FOR, agrees, likely_misreadings
from catenary.core.documents.model import CheckDigits, MachineReadableZone, ZoneFields, ZoneKind
from catenary.core.documents.plausibility import assess
from catenary.core.documents.problems import DOCUMENTS
from catenary.core.documents.zone_dates import birth_date, expiry_date

_LONG_NUMBER_KINDS = {ZoneKind.TD1, ZoneKind.TD2}
_SEXES = {"F": Sex.FEMALE, "M": Sex.MALE, "<": Sex.UNSPECIFIED, "X": Sex.UNSPECIFIED}


def understand(
    kind: ZoneKind, cut: Mapping[str, str], as_of: date, noticed: tuple[Finding, ...] = ()
) -> MachineReadableZone:
    """Read the fields cut from a zone of a kind.

    `cut` holds them as they stand in the zone, under the names of `formats.mrz.layout`, each of its full length.
    Every field is understood on its own, whatever is wrong with the others.
    """
    return _Reader(kind, cut, as_of, noticed).zone()


class _Reader:
    """Works through one zone and gathers findings on the way."""

    def __init__(
        self, kind: ZoneKind, cut: Mapping[str, str], as_of: date, noticed: tuple[Finding, ...]
    ) -> None:
        self._kind = kind
        self._cut = cut
        self._as_of = as_of
        self._findings = list(noticed)

    def zone(self) -> MachineReadableZone:
        number, number_agrees, optional = self._number()
        birth = self._digits("birth")
        expiry = self._digits("expiry")
        digits = CheckDigits(
            number=number_agrees,
            birth=self._agrees("birth", birth),
            expiry=self._agrees("expiry", expiry),
            personal=self._personal(),
            composite=self._composite(),
        )
        surname, given_names, may_be_cut = self._name()
        fields = ZoneFields(
            type=_text(self._letters("type")),
            issuer=self._country("issuer"),
            number=_text(number),
            surname=surname,
            given_names=given_names,
            name_may_be_cut=may_be_cut,
            nationality=self._country("nationality"),
            born=self._date("birth", birth, birth_date),
            sex=self._sex(),
            expires=self._date("expiry", expiry, expiry_date),
            optional=_text(optional),
            optional_2=_text(self._cut.get("optional_2", "")),
        )
        self._findings += assess(
            kind=fields.type,
            number=fields.number,
            issuer=fields.issuer,
            nationality=fields.nationality,
            expires=fields.expires,
            born=fields.born,
            as_of=self._as_of,
        )
        return MachineReadableZone(self._kind, fields, digits, tuple(self._findings))

    def _notice(self, code: str, **params: Param) -> None:
        self._findings.append(DOCUMENTS.finding(code, NOWHERE, **params))

    def _number(self) -> tuple[str, bool, str]:
        """The number, whether its check digit agrees, and the optional data that is left.

        A number of more than nine characters runs on into the optional data and has its check digit behind its
        end; a filler stands in the usual place (ICAO Doc 9303-5 s.4.2.2.1, 9303-6 s.4.2.2.1).
        """
        number, digit, optional = self._cut["number"], self._cut["number_digit"], self._cut["optional"]
        rest, _, left = optional.partition("<")
        if digit == "<" and self._kind in _LONG_NUMBER_KINDS and len(rest) > 1:
            number, digit, optional = number + rest[:-1], rest[-1], left
            self._notice("number_runs_on", number=number)
        return number, self._agrees("number", number, digit), optional

    def _agrees(self, field: str, text: str, digit: str | None = None) -> bool:
        digit = (
            self._digits(f"{field}_digit")
            if digit is None
            else "".join(DIGIT_FOR.get(char, char) for char in digit)
        )
        if agrees(text, digit):
            return True
        self._notice("check_digit", field=field, read=text, digit=digit)
        for proposed in likely_misreadings(text, digit) if field != "composite" else ():
            self._notice("check_digit_misreading", field=field, read=text, proposed=proposed)
        return False

    def _personal(self) -> bool | None:
        """TD3 only; where the optional data is empty its digit may be a filler (ICAO Doc 9303-4 s.4.2.2.2)."""
        if self._kind is not ZoneKind.TD3:
            return None
        empty = not self._cut["optional"].strip("<")
        return (empty and self._cut["personal_digit"] == "<") or self._agrees(
            "personal", self._cut["optional"], self._cut["personal_digit"]
        )

    def _composite(self) -> bool | None:
        """No such digit on visas. A composite that fails alone points at fields without a digit of their own."""
        return self._agrees("composite", self._cut["composite"]) if "composite" in self._cut else None

    def _digits(self, field: str) -> str:
        """A field where only digits and fillers may stand, letters taken for the digits they look like."""
        return self._repaired(field, DIGIT_FOR, "letter_for_digit")

    def _letters(self, field: str) -> str:
        return self._repaired(field, LETTER_FOR, "digit_for_letter")

    def _repaired(self, field: str, look_alikes: Mapping[str, str], code: str) -> str:
        read = self._cut[field]
        taken = "".join(look_alikes.get(char, char) for char in read)
        if taken != read:
            self._notice(code, field=field, read=read, taken=taken)
        return taken

    def _country(self, field: str) -> CountryCode | None:
        read = self._cut[field].strip("<")
        if not read:
            return None
        plain = CountryCode.of(read)
        return (
            plain if plain.kind is not CodeKind.UNKNOWN else CountryCode.of(self._letters(field).strip("<"))
        )

    def _date(
        self, field: str, digits: str, read: Callable[[str, date], PartialDate | None]
    ) -> PartialDate | None:
        try:
            day = read(digits, self._as_of)
        except ValueError:
            self._notice("date_impossible", field=field, read=self._cut[field])
            return None
        if day is not None:
            self._notice("century_by_rule", field=field, read=digits, year=day.year)
        return day

    def _sex(self) -> Sex | None:
        read = self._cut["sex"]
        if read not in _SEXES:
            self._notice("sex_unknown", read=read)
        return _SEXES.get(read)

    def _name(self) -> tuple[str | None, str | None, bool]:
        """Surname, given names, and whether the field is full to its end, so that the name may go on."""
        read = self._letters("name")
        may_be_cut = not read.endswith("<")
        if may_be_cut:
            self._notice("name_may_be_cut", read=read)
        surname, _, given_names = read.strip("<").partition("<<")
        if not surname:
            self._notice("name_missing")
        return _text(surname), _text(given_names), may_be_cut


def _text(field: str) -> str | None:
    """A field for people: fillers between words as blanks, those at the end gone; None when nothing is left."""
    return " ".join(field.replace("<", " ").split()) or None
