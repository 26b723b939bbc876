"""Meetings of a visit: authorities by area, courts, oversight, and those who are met without officials in the room."""

from collections.abc import Iterable, Iterator
from datetime import time
from itertools import chain
from typing import Final

from attrs import frozen

from catenary.core.assessment.visit_words import Meets
from catenary.world.assessments.wording import Writing
from catenary.world.dice import Dice

_WHOM: Final = {
    "BOR": (Meets.AGENCY, Meets.AGENCY),
    "CIV": (Meets.CIVIL_SOCIETY,),
    "CNI": (Meets.AGENCY, Meets.PRIVATE_SECTOR),
    "CVE": (Meets.MINISTRY,),
    "EVI": (Meets.AGENCY, Meets.JUDICIARY),
    "FIN": (Meets.AGENCY, Meets.PRIVATE_SECTOR),
    "GEN": (Meets.MINISTRY, Meets.CIVIL_SOCIETY),
    "HUM": (Meets.OVERSIGHT, Meets.VICTIMS),
    "LAW": (Meets.AGENCY, Meets.OVERSIGHT),
    "LEG": (Meets.MINISTRY,),
    "MLA": (Meets.MINISTRY, Meets.JUDICIARY),
    "PRI": (Meets.AGENCY, Meets.OVERSIGHT),
    "PRO": (),
    "PRR": (Meets.JUDICIARY,),
    "STR": (Meets.MINISTRY,),
}
_ALWAYS: Final = ("STR", "PRR", "HUM", "CIV", "GEN")
"""Areas that are met about in every visit: threat, fighters, rights, associations, women."""
_STARTS: Final = (time(9), time(11), time(14), time(16))


@frozen
class Meeting:
    """Who is met, about which area, on which day of the visit (from 1), when by the clocks of the State."""

    day: int
    begins: time
    minutes: int
    meets: Meets
    area: str
    title: str


def programme(writing: Writing, areas: Iterable[str], dice: Dice) -> tuple[Meeting, ...]:
    """A programme, four meetings a day at most, the first with the coordinator."""
    wanted = tuple(dict.fromkeys(chain(_ALWAYS[:1], areas, _ALWAYS[1:])))
    return tuple(_meetings(writing, wanted, dice))


def _meetings(writing: Writing, areas: Iterable[str], dice: Dice) -> Iterator[Meeting]:
    met = ((area, whom) for area in areas for whom in _WHOM[area])
    for place, (area, whom) in enumerate(met):
        day, slot = divmod(place, len(_STARTS))
        yield Meeting(
            day=day + 1,
            begins=_STARTS[slot],
            minutes=dice.pick((60, 75, 90)),
            meets=whom,
            area=area,
            title=writing.say(f"meeting.{whom}", area),
        )
