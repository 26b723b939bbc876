"""What demo mode shows to everybody: its invented accounts, their password, and the code of their second factor.

Nothing of it is ever shown where demo mode is off, and no code for an account that the demo did not make.
"""

import time

from allauth.account.internal.stagekit import unstash_login
from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt
from attrs import frozen
from django.conf import settings
from django.http import HttpRequest

from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.mandate.models import Membership, Person
from catenary.desk.mandate.models.people import MembershipState
from catenary.desk.mandate.people.second_factor import was_used


@frozen
class Account:
    """An account to try."""

    name: str
    email: str
    organisation: str
    roles: tuple[str, ...]


@frozen
class Accounts:
    """All of them, and their one password."""

    password: str
    accounts: tuple[Account, ...]


def accounts() -> Accounts | None:
    """The accounts that the demo made, in the order they were made; None outside demo mode."""
    if not settings.CATENARY.demo:
        return None
    with acting(Declaration(door=Door.SIGN_IN)):
        held = Membership.objects.filter(person__demo=True, state=MembershipState.ACTIVE)
        rows = list(held.select_related("person", "organisation").order_by("person_id", "role"))
    by_person: dict[int, list[Membership]] = {}
    for row in rows:
        by_person.setdefault(row.person_id, []).append(row)
    return Accounts(settings.DEMO_PASSWORD, tuple(_account(roles) for roles in by_person.values()))


def code_for(request: HttpRequest) -> str:
    """The code that the account signing in could enter now; empty for an account the demo did not make."""
    person = _signing_in(request)
    if not settings.CATENARY.demo or person is None or not person.demo:
        return ""
    with acting(Declaration(door=Door.SIGN_IN)):
        factor = Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).first()
    return _code(person, factor) if factor else ""


def _account(roles: list[Membership]) -> Account:
    person = roles[0].person
    return Account(person.name, person.email, roles[0].organisation.name, tuple(row.role for row in roles))


def _signing_in(request: HttpRequest) -> Person | None:
    if isinstance(request.user, Person):
        return request.user
    login = unstash_login(request, peek=True)
    return login.user if login and isinstance(login.user, Person) else None


def _code(person: Person, factor: Authenticator) -> str:
    """The first code that would be taken and was not used: of the half minute before, of now, or of the next."""
    secret, counter = decrypt(factor.data["secret"]), int(time.time()) // app_settings.TOTP_PERIOD
    codes = [format_hotp_value(hotp_value(secret, counter + step)) for step in (0, 1, -1)]
    return next((code for code in codes if not was_used(person, code)), "")
