"""What a carrier is answered while the database is away: a code of the State's own choice, the same for everybody."""

from enum import StrEnum


class OutageAnswer(StrEnum):
    """The answers a State may choose from. "Do not board" is none of them: no machine says it, least of all one that knows nothing."""

    FURTHER_CHECKS = "further_checks"
    CLEARED = "cleared"
