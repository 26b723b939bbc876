"""How people sign in: the rules the sign-in library asks us for."""

import base64
from collections.abc import Mapping
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from catenary.desk.mandate.models import Person
from catenary.desk.mandate.models.attempts import AttemptKind
from catenary.desk.mandate.people.failed_attempts import network_of, record_failure
from catenary.desk.mandate.people.kept_work import hand_out_key
from catenary.desk.mandate.signed_in import PROVIDER_KEY, STARTED_KEY


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up: people are invited into an organisation by somebody who answers for it."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Keep evidence of the attempt; who tried learns nothing from it."""
        record_failure(
            AttemptKind.PASSWORD, address=credentials.get("email", ""), network=self.get_client_ip(request)
        )

    def post_login(self, request: HttpRequest, user: Person, **how: Any) -> HttpResponse:
        """The session begins: its clock, its language, what its provider proved, and the key that keeps work."""
        response: HttpResponse = super().post_login(request, user, **how)
        request.session[STARTED_KEY] = timezone.now().isoformat()
        social = (how.get("signal_kwargs") or {}).get("sociallogin")
        request.session[PROVIDER_KEY] = social is not None and proves_second_factor(social)
        remember_language(response, user)
        hand_out_key(request, response, user)
        return response

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        # counted per address and network: a flood from elsewhere never locks the owner of the address out
        network = network_of(self.get_client_ip(request))
        return f"{network}:{credentials.get('email', '').casefold()}"


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Second factors, their secrets encrypted at rest with a key derived from the installation's own."""

    def encrypt(self, text: str) -> str:
        """As it is stored."""
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """As it was. Raises InvalidToken where the installation's secret is another."""
        return _box().decrypt(encrypted_text.encode()).decode()


class ProviderAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Identity providers let invited people in by their verified address, and nobody else."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Never."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Turn away whoever was not invited, with evidence."""
        if sociallogin.is_existing and sociallogin.user.is_active:
            return
        address = next((each.email for each in sociallogin.email_addresses), "")
        record_failure(AttemptKind.PROVIDER, address=address, network=network_address(request))
        raise ImmediateHttpResponse(render(request, "socialaccount/not_invited.html", status=403))


def remember_language(response: HttpResponse, person: Person) -> None:
    """From now on this browser is spoken to in the person's language."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        person.language,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def network_address(request: HttpRequest) -> str:
    """The address the request came from, as far as the reverse proxies in front are trusted."""
    return str(AccountAdapter(request).get_client_ip(request))


def proves_second_factor(sociallogin: Any) -> bool:
    """Whether the provider says, in a word this installation accepts from it, that a second factor was used.

    OpenID Connect Core 1.0 s.2: `acr` is one class of authentication, `amr` the methods used (RFC 8176). Without an accepted
    word in the identity token itself the sign-in counts as a password alone.
    """
    claims: Mapping[str, Any] = sociallogin.account.extra_data.get("id_token") or {}
    accepted = sociallogin.account.get_provider().app.settings
    by_class = claims.get("acr") in accepted.get("second_factor_acr", [])
    return by_class or bool({*_words(claims.get("amr"))} & {*accepted.get("second_factor_amr", [])})


def _words(claim: object) -> list[str]:
    return [each for each in claim if isinstance(each, str)] if isinstance(claim, list) else []


def _box() -> Fernet:
    derived = HKDF(SHA256(), 32, salt=None, info=b"catenary second factors").derive(
        settings.SECRET_KEY.encode()
    )
    return Fernet(base64.urlsafe_b64encode(derived))
