"""Codes of the second factor, and the evidence that wrong ones leave."""

from collections.abc import Iterator
from contextlib import contextmanager

from allauth.core import context
from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils.crypto import salted_hmac

from catenary.desk.mandate.identity import network_address
from catenary.desk.mandate.models import Person
from catenary.desk.mandate.models.attempts import AttemptKind
from catenary.desk.mandate.people.failed_attempts import record_failure

_TAKEN_FOR = 2 * (app_settings.TOTP_TOLERANCE + 1) * app_settings.TOTP_PERIOD
"""Seconds; longer than any code is taken for."""


class CodeForm(AuthenticateForm):  # type: ignore[misc]
    """The code at signing in."""

    def clean_code(self) -> str:
        """The code, if it is the one expected; evidence of it otherwise."""
        with _evidence_of(self.user.email):
            return _only_once(self.user, str(super().clean_code()))


class CodeAgainForm(ReauthenticateForm):  # type: ignore[misc]
    """The code before something that matters."""

    def clean_code(self) -> str:
        """The code, if it is the one expected; evidence of it otherwise."""
        with _evidence_of(self.user.email):
            return _only_once(self.user, str(super().clean_code()))


def was_used(person: Person, code: str) -> bool:
    """Whether the person has used the code already."""
    return cache.get(_key(person, code)) is not None


def _only_once(person: Person, code: str) -> str:
    """A code counts once, for as long as the clock's tolerance would take it (RFC 6238 s.5.2)."""
    if not cache.add(_key(person, code), "used", timeout=_TAKEN_FOR):
        raise get_adapter().validation_error("incorrect_code")
    return code


def _key(person: Person, code: str) -> str:
    told = f"{person.pk} {code.strip()}"
    return f"catenary.code.{salted_hmac('catenary second factor', told, algorithm='sha256').hexdigest()}"


@contextmanager
def _evidence_of(address: str) -> Iterator[None]:
    try:
        yield
    except ValidationError:
        record_failure(AttemptKind.CODE, address=address, network=network_address(context.request))
        raise
