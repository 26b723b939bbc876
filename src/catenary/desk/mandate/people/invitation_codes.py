"""The second half of an invitation whose link did not go by mail: a code, made by somebody else than who invited.

Who invited was shown the link, and could use it in the person's place. So the link alone opens nothing: the invited person also
enters a code that a second person makes, sees once and hands over. That is whoever may confirm roles in the organisation, or
confirmed one of the person's from afar. No one person ever has both.
"""

import hmac
import secrets

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from catenary.basis.findings import Finding
from catenary.core.mandate.flow_table import Flow, State
from catenary.core.mandate.grants import DESK_ACTS
from catenary.core.mandate.model import DeskAct
from catenary.desk.directory.models import Organisation
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.access import decision, demand, of_desk
from catenary.desk.mandate.acting import Declaration, acting
from catenary.desk.mandate.models import AccessMatter, Invitation, Person
from catenary.desk.mandate.models.attempts import AttemptKind
from catenary.desk.mandate.people.failed_attempts import record_failure
from catenary.desk.mandate.people.problems import PEOPLE
from catenary.desk.mandate.people.standing import open_invitations
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.shell.notices.services import holders, notify

TRIES = 5
"""Wrong codes after which an invitation ends."""
NOTICE = "invitation_waits"
_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Those that nobody mistakes for another, read aloud or written down."""
_LENGTH = 8
"""39 bits; with five tries nobody guesses it."""
_MAKERS = frozenset(role for role, acts in DESK_ACTS.items() if DeskAct.CONFIRM_ROLE in acts)


def needed() -> bool:
    """Whether invitations made now need a code: where the desk sends no mail, and shows the link to who invites."""
    return not settings.CATENARY.email


def makers(organisation: Organisation, inviter: Person | None) -> tuple[Person, ...]:
    """Who can make the code in the organisation."""
    return tuple(each for each in holders(organisation.pk, _MAKERS) if each != inviter)


def ask_makers(invitation: Invitation, url: str) -> None:
    """Tell them that an invited person waits for a code; in the caller's transaction."""
    people = makers(invitation.organisation, invitation.invited_by)
    notify(people=people, organisation=invitation.organisation, kind=NOTICE, url=url)


def may_make(here: SignedIn, invitation: Invitation) -> bool:
    """Whether a page offers somebody to make the code."""
    allowed = decision(of_desk(DeskAct.CONFIRM_ROLE), here).allowed
    return (
        allowed and invitation.needs_code and not _is_party(here, invitation) and _is_near(here, invitation)
    )


@transaction.atomic
def make(*, actor: SignedIn, invitation: Invitation) -> str:
    """Make the code, told this once; an earlier one stops working.

    Raises ProblemError `people.invitation_gone`, `people.code_needless`, `people.own_invitation`, and core's refusals.
    """
    demand(of_desk(DeskAct.CONFIRM_ROLE), actor)
    row = open_invitations().select_for_update(of=("self",)).filter(pk=invitation.pk).first()
    if row is None or not _is_near(actor, row):
        raise PEOPLE.problem("invitation_gone")
    if not row.needs_code:
        raise PEOPLE.problem("code_needless")
    if _is_party(actor, row):
        raise PEOPLE.problem("own_invitation")
    code = "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))
    row.code_hash, row.code_by = _hashed(row, code), actor.person
    row.save(update_fields=["code_hash", "code_by"])
    enter(room="mandate", act="invitation_code_made", record=str(row.public_id))
    return f"{code[:4]}-{code[4:]}"


def refusal(row: Invitation, code: str, *, network: str) -> Finding | None:
    """What is wrong with the code that came with a link, if anything is.

    A wrong one is counted, and the last one allowed ends the invitation. The caller locks the row, and commits the
    transaction even where the code is wrong.
    """
    if not row.needs_code:
        return None
    if not row.code_hash:
        return PEOPLE.finding("code_missing")
    if hmac.compare_digest(row.code_hash, _hashed(row, _plain(code))):
        return None
    _count_wrong(row, network)
    return PEOPLE.finding("code_wrong", tries=TRIES)


def _count_wrong(row: Invitation, network: str) -> None:
    record_failure(AttemptKind.INVITATION, address=row.person.email, network=network)
    row.wrong_codes += 1
    ended = row.wrong_codes >= TRIES
    row.withdrawn_at = timezone.now() if ended else None
    row.save(update_fields=["wrong_codes", "withdrawn_at"])
    if ended:
        with acting(Declaration(organisation=row.organisation_id)):
            enter(room="mandate", act="invitation_ended_by_wrong_codes", record=str(row.public_id))


def _is_party(here: SignedIn, row: Invitation) -> bool:
    return here.person.pk in {row.invited_by_id, row.person_id}


def _is_near(here: SignedIn, row: Invitation) -> bool:
    if row.organisation_id == here.organisation.pk:
        return True
    return AccessMatter.objects.filter(
        flow=Flow.GRANT,
        state=State.IN_FORCE,
        about_person=row.person_id,
        organisation=row.organisation_id,
        decided_by=here.person,
    ).exists()


def _plain(code: str) -> str:
    return "".join(each for each in code.upper() if each.isalnum())


def _hashed(row: Invitation, code: str) -> str:
    """Keyed, since a code is short enough to be found from a hash that anybody can work out."""
    return salted_hmac("catenary invitation code", row.token_hash + code, algorithm="sha256").hexdigest()
