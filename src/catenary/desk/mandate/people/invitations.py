"""Invitations: a link used once, by which an invited person chooses a password; it also brings back who lost theirs.

The link goes by mail to the invited person, and nobody else sees it. Where the desk sends no mail, who invites is shown it, and
it opens nothing without a code that somebody else makes (`invitation_codes`).

A link never reaches into another organisation: somebody with an account keeps their password, and only those who belong
to no other organisation can be sent a new link by theirs. Second factors stay as they are.
"""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import timedelta

from allauth.account.models import EmailAddress
from attrs import frozen
from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from catenary.basis.findings import ProblemError
from catenary.core.mandate.model import DeskAct, Role
from catenary.core.mandate.rules import may_hold
from catenary.desk.directory.models import Organisation
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.access import demand, of_desk
from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.mandate.models import Invitation, Person
from catenary.desk.mandate.models.attempts import AttemptKind
from catenary.desk.mandate.people import invitation_codes
from catenary.desk.mandate.people import roles as role_services
from catenary.desk.mandate.people.failed_attempts import record_failure
from catenary.desk.mandate.people.problems import PEOPLE
from catenary.desk.mandate.people.standing import belongs_elsewhere, open_invitations
from catenary.desk.mandate.signed_in import SignedIn

VALID = timedelta(days=7)
_TOKEN_BYTES = 32


@frozen
class Invited:
    """An invitation that was made, and the token that is told this once."""

    person: Person
    token: str
    """Empty where the person has an account already: they sign in as they always do."""
    makers: tuple[Person, ...] = ()
    """Who can make the code, where one is needed."""


@transaction.atomic
def invite(
    *, actor: SignedIn, email: str, name: str, language: str, roles: Iterable[Role], reason: str
) -> Invited:
    """Invite somebody into the actor's organisation with the roles they are to have.

    Sensitive roles wait for a second person as any grant does. Somebody who has an account elsewhere already keeps it: neither
    their name nor their password changes. Raises ProblemError as granting does.
    """
    demand(of_desk(DeskAct.INVITE), actor)
    wanted = frozenset(roles)
    may_hold(wanted).demand()
    with acting(Declaration(door=Door.SIGN_IN)):
        person = account_of(email=email.strip(), name=name.strip(), language=language)
    if person == actor.person:
        raise PEOPLE.problem("own_role")
    for role in sorted(wanted):
        role_services.grant(actor=actor, person=person, role=role, reason=reason)
    return Invited(person, "") if person.has_usable_password() else _new(actor, person)


@transaction.atomic
def invite_again(*, actor: SignedIn, person: Person) -> Invited:
    """A new link for somebody of one's own organisation alone; earlier ones that were not used stop working.

    Raises ProblemError `people.belongs_elsewhere`, `people.own_role`.
    """
    demand(of_desk(DeskAct.INVITE), actor)
    if person == actor.person:
        raise PEOPLE.problem("own_role")
    if person.has_usable_password() and belongs_elsewhere(person, actor.organisation):
        raise PEOPLE.problem("belongs_elsewhere")
    return _new(actor, person)


@transaction.atomic
def withdraw(*, actor: SignedIn, invitation: Invitation) -> None:
    """The link stops working. Raises ProblemError `people.invitation_gone` where it was used."""
    demand(of_desk(DeskAct.INVITE), actor, invitation.organisation)
    row = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if row.accepted_at is not None:
        raise PEOPLE.problem("invitation_gone")
    row.withdrawn_at = timezone.now()
    row.save(update_fields=["withdrawn_at"])
    enter(room="mandate", act="invitation_withdrawn", record=str(row.public_id))


def find(*, token: str, network: str) -> Invitation | None:
    """The invitation a token opens, while it can be used; a wrong token leaves evidence and tells nothing else."""
    if not token:
        return None
    with acting(Declaration(door=Door.SIGN_IN)):
        row = open_invitations().filter(token_hash=hashed(token)).first()
    if row is None:
        record_failure(AttemptKind.INVITATION, address="", network=network)
    return row


def accept(invitation: Invitation, *, password: str, code: str = "", network: str = "") -> None:
    """The invited person chooses a password; the address counts as theirs, since link and code reached them.

    Raises ProblemError `people.invitation_gone` where somebody was faster, `people.code_missing`, `people.code_wrong`.
    """
    with acting(Declaration(door=Door.SIGN_IN)):
        row = open_invitations().select_for_update(of=("self",)).filter(pk=invitation.pk).first()
        if row is None:
            raise PEOPLE.problem("invitation_gone")
        refusal = invitation_codes.refusal(row, code, network=network)
        if refusal is None:
            _use(row, password)
    if refusal is not None:  # told once the wrong code is counted
        raise ProblemError(refusal)


def _use(row: Invitation, password: str) -> None:
    row.person.set_password(password)
    row.person.save(update_fields=["password"])
    EmailAddress.objects.update_or_create(
        user=row.person, email=row.person.email, defaults={"verified": True, "primary": True}
    )
    with acting(Declaration(row.person.pk, row.organisation_id)):
        row.accepted_at = timezone.now()
        row.save(update_fields=["accepted_at"])
        enter(room="mandate", act="invitation_accepted", record=str(row.public_id))


def address_of(request: HttpRequest, invited: Invited) -> str:
    """The whole address of the link."""
    return request.build_absolute_uri(reverse("come_by_invitation", args=[invited.token]))


def send(person: Person, address: str) -> bool:
    """Send a link to the person it is for where the desk sends mail; then nobody else ever sees it.

    In the caller's transaction, so that no invitation stands whose link reached nobody. Raises ProblemError `people.mail_unsent`.
    """
    if not settings.CATENARY.email:
        return False
    with override(person.language):
        subject, message = (
            _("Your invitation"),
            render_to_string("mandate/people/invitation.txt", {"address": address}),
        )
    try:
        send_mail(subject, message, None, [person.email])
    except OSError as fault:  # smtplib's errors are among them
        raise PEOPLE.problem("mail_unsent") from fault
    return True


def account_of(*, email: str, name: str, language: str) -> Person:
    """The account with this address, made where there is none; it has no password yet."""
    known = Person.objects.filter(email__iexact=email).first()
    if known is not None:
        return known
    person = Person(email=email.casefold(), name=name, language=language)
    person.set_unusable_password()
    person.full_clean()
    person.save()
    return person


def new_link(
    person: Person, organisation: Organisation, *, invited_by: Person | None, needs_code: bool
) -> tuple[Invitation, str]:
    """An invitation and its token, told this once; earlier ones of the person there that were not used stop working."""
    now, token = timezone.now(), secrets.token_urlsafe(_TOKEN_BYTES)
    open_ones = Invitation.objects.filter(
        person=person, organisation=organisation, accepted_at=None, withdrawn_at=None
    )
    open_ones.update(withdrawn_at=now)
    row = Invitation(
        organisation=organisation,
        person=person,
        token_hash=hashed(token),
        invited_by=invited_by,
        expires_at=now + VALID,
        needs_code=needs_code,
    )
    row.full_clean()
    row.save()
    return row, token


def hashed(token: str) -> str:
    """What is kept of a token of 256 random bits; so long a one needs no slow hash."""
    return hashlib.sha256(token.encode()).hexdigest()


def _new(actor: SignedIn, person: Person) -> Invited:
    row, token = new_link(
        person, actor.organisation, invited_by=actor.person, needs_code=invitation_codes.needed()
    )
    enter(room="mandate", act="invited", record=str(row.public_id), personal={"email": person.email})
    if not row.needs_code:
        return Invited(person, token)
    invitation_codes.ask_makers(row, reverse("person", args=[person.public_id]))
    return Invited(person, token, invitation_codes.makers(row.organisation, actor.person))
