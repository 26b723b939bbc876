"""The pages of signing in and of one's own account: those of the sign-in library that we open, and our own.

What is not named here has no address: nobody signs up, changes their address, or manages an account by themselves that
their organisation answers for.
"""

from collections.abc import Iterable, Iterator

from allauth.account.urls import urlpatterns as account_patterns
from allauth.mfa.urls import urlpatterns as factor_patterns
from allauth.socialaccount.providers.openid_connect.urls import urlpatterns as provider_patterns
from allauth.socialaccount.urls import urlpatterns as outside_patterns
from allauth.usersessions.urls import urlpatterns as session_patterns
from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from catenary.desk.mandate.people import account_pages

_ACCOUNT = frozenset(
    {"account_login", "account_inactive", "account_signup", "account_reauthenticate",
     "account_change_password"}
)  # fmt: skip
_BY_MAIL = frozenset(
    {"account_reset_password", "account_reset_password_done", "account_reset_password_from_key",
     "account_reset_password_from_key_done"}
)  # fmt: skip
_OUTSIDE = frozenset({"socialaccount_login_cancelled", "socialaccount_login_error", "socialaccount_signup"})


def _open(patterns: Iterable[URLPattern | URLResolver], names: frozenset[str]) -> Iterator[URLPattern]:
    return (each for each in patterns if isinstance(each, URLPattern) and each.name in names)


urlpatterns: list[URLPattern | URLResolver] = [
    path("", account_pages.account, name="account"),
    path("demo", account_pages.demo, name="demo_accounts"),
    path("logout/", account_pages.sign_out, name="account_logout"),
    path("language", account_pages.choose_language, name="account_language"),
    path("password/none", account_pages.no_password, name="account_set_password"),
    path("second-factor", account_pages.second_factor, name="second_factor"),
    path("invitation", account_pages.accept_invitation, name="accept_invitation"),
    path("invitation/<str:token>", account_pages.come_by_invitation, name="come_by_invitation"),
    *_open(account_patterns, _ACCOUNT | (_BY_MAIL if settings.CATENARY.email else frozenset())),
    path("2fa/", include(factor_patterns)),
    path("outside/", include([*_open(outside_patterns, _OUTSIDE)])),
    path("", include(provider_patterns)),
    path("sessions/", include(session_patterns)),
]
