"""Officers of the organisations one watches over: found by name, told by name, roles and organisation."""

from itertools import groupby
from uuid import UUID

from attrs import frozen

from catenary.desk.ledger.services import enter
from catenary.desk.mandate.models import Officer
from catenary.desk.mandate.oversight.words import roles_told
from catenary.desk.shell.search.folding import asked_words, words

MOST = 100
"""Officers that one search shows."""


@frozen
class FoundOfficer:
    """One officer of one organisation."""

    public_id: UUID
    name: str
    organisation: str
    roles: str
    """In words."""


def find_officers(query: str) -> tuple[FoundOfficer, ...]:
    """Whose name has every word of the query as the beginning of one of its own; what was looked for is entered, sealed."""
    asked = asked_words(query)
    rows = [
        each for each in Officer.objects.select_related("organisation") if asked and _fits(each.name, asked)
    ]
    rows.sort(key=lambda each: (each.name, str(each.public_id), each.organisation_id, each.state))
    each_officer = groupby(rows, key=lambda each: (each.public_id, each.organisation_id))
    found = tuple(_found(list(held)) for _key, held in each_officer)[:MOST]
    shown = [str(each.public_id) for each in found]
    enter(
        room="mandate",
        act="see_officers",
        params={"found": len(found)},
        personal={"query": query},
        shown=shown,
    )
    return found


def _fits(name: str, asked: list[str]) -> bool:
    told = words(name)
    return all(any(word.startswith(each) for word in told) for each in asked)


def _found(held: list[Officer]) -> FoundOfficer:
    first = held[0]
    return FoundOfficer(first.public_id, first.name, first.organisation.name, roles_told(held))
