"""Ending what somebody has proved: every second factor, and every session that was opened with one."""

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession

from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.mandate.models import Person


def remove_factors(person: Person) -> None:
    """Remove authenticator apps, passkeys and recovery codes, and end every session; the password stays."""
    with acting(Declaration(door=Door.SIGN_IN)):
        Authenticator.objects.filter(user=person).delete()
        for session in UserSession.objects.filter(user=person):
            session.end()
