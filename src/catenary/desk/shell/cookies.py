"""Names of cookies: where people come by https, browsers take them from this host over https alone (RFC 6265bis s.4.1.3.2)."""

from django.conf import settings


def cookie_name(name: str) -> str:
    """The whole name of one of the desk's cookies."""
    return f"__Host-{name}" if settings.SESSION_COOKIE_SECURE else name
