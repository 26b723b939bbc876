"""How people sign in: the rules the sign-in library asks us for."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up: people are invited into an organisation by somebody who answers for it."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Second factors, their secrets encrypted at rest with a key derived from the installation's own."""
