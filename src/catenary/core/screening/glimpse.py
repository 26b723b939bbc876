"""What is looked at of somebody among many people, before anybody is checked."""

from attrs import frozen


@frozen
class Glimpse:
    """As much of a person as a list is asked by; the birth date and sex as they are kept."""

    names: tuple[str, ...]
    born: str | None = None
    sex: str | None = None
    nationalities: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    """Of documents."""
