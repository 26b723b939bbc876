"""People of the fictional world at work at some moment of the past: what they did then stands as done then."""

from datetime import datetime
from typing import Final

from attrs import field, frozen

from catenary.core.mandate.model import Role
from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.mandate.models import Membership, Person
from catenary.desk.mandate.models.people import MembershipState
from catenary.desk.mandate.signed_in import SignedIn

REVIEWER: Final = "pavel.oriska@committee.example"
SECRETARY: Final = "leonie.marchetal@committee.example"


@frozen
class AtWork(SignedIn):
    """Somebody at the desk, then."""

    then: datetime = field(kw_only=True)

    @property
    def now(self) -> datetime:
        """Then."""
        return self.then


def at_work(email: str, then: datetime) -> AtWork:
    """Somebody with the roles they have, in the one organisation they have them in. Raises Person.DoesNotExist."""
    with acting(Declaration(door=Door.SYSTEM)):
        person = Person.objects.get(email=email)
        held = Membership.objects.filter(person=person, state=MembershipState.ACTIVE)
        rows = list(held.select_related("organisation"))
    roles = frozenset(Role(each.role) for each in rows)
    return AtWork(person, rows[0].organisation, roles, strong=True, then=then)
