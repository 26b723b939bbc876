"""The way back for somebody whose second factors and recovery codes are lost: two persons of the organisation remove them.

The administrator asks and somebody who may confirm roles decides, so that neither alone opens another's account to a stolen
password. Every second factor goes, every session ends, and at the next sign-in the person proves their password twice and sets up a
new one. They are told, and so is the data protection officer.
"""

from collections.abc import Iterable

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils import timezone

from catenary.core.mandate.flow_table import Flow
from catenary.core.mandate.model import DeskAct
from catenary.desk.directory.models import Organisation
from catenary.desk.mandate.access import demand, of_desk
from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.mandate.models import AccessMatter, Person
from catenary.desk.mandate.people import matters
from catenary.desk.mandate.people.problems import PEOPLE
from catenary.desk.mandate.people.standing import belongs_elsewhere
from catenary.desk.mandate.signed_in import SignedIn


@transaction.atomic
def ask_reset(
    *, actor: SignedIn, person: Person, reason: str, remote: Iterable[Organisation] = ()
) -> AccessMatter:
    """Ask that the second factors of somebody of one's own organisation alone be removed; until a second person confirms, they stay.

    Raises ProblemError `people.belongs_elsewhere`, `people.no_second_factor`, `people.matter_open`, and those of asking a matter.
    """
    demand(of_desk(DeskAct.INVITE), actor)
    if belongs_elsewhere(person, actor.organisation):
        raise PEOPLE.problem("belongs_elsewhere")
    if not _has_factor(person):
        raise PEOPLE.problem("no_second_factor")
    if matters.is_asked(Flow.FACTOR_RESET, person, actor.organisation, timezone.now()):
        raise PEOPLE.problem("matter_open")
    row = AccessMatter(flow=Flow.FACTOR_RESET, about_person=person)
    return matters.ask(actor=actor, row=row, reason=reason, remote=remote)


def _has_factor(person: Person) -> bool:
    with acting(Declaration(door=Door.SIGN_IN)):
        return bool(Authenticator.objects.filter(user=person).exists())
