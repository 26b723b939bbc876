"""What every room calls a person's name and sex."""

from enum import StrEnum

from attrs import frozen


class Sex(StrEnum):
    """Sex as travel documents state it (ICAO Doc 9303: F, M, or X for unspecified)."""

    FEMALE = "female"
    MALE = "male"
    UNSPECIFIED = "unspecified"


@frozen
class PersonName:
    """A name exactly as received; the parts only where the source told them apart. Never case-folded."""

    full: str
    surname: str | None = None
    given_names: str | None = None

    @classmethod
    def of_parts(cls, surname: str | None, given_names: str | None) -> "PersonName":
        """A name from its parts, written given names first."""
        return cls(" ".join(part for part in (given_names, surname) if part), surname, given_names)
