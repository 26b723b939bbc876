"""A passenger name record as one value: the 19 elements of ICAO Annex 9 and Directive (EU) 2016/681 Annex I."""

from attrs import frozen


@frozen
class Booking:
    """One passenger name record."""

    locator: str | None
