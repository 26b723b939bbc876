"""Identity providers (OpenID Connect), from the file that CATENARY_OIDC_FILE names; docs/operations.md shows one.

[[provider]]
id = "ministry"
name = "Sign-in of the ministry"
server = "https://id.ministry.example"
client_id = "catenary"
client_secret_file = "/etc/catenary/oidc-secret"
second_factor_acr = ["https://refeds.org/profile/mfa"]
second_factor_amr = ["mfa"]
"""

import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from attrs import field, frozen

_KNOWN = frozenset(
    {"id", "name", "server", "authorises_at", "client_id", "client_secret_file", "second_factor_acr",
     "second_factor_amr"}
)  # fmt: skip
_NEEDED = ("id", "name", "server", "client_id", "client_secret_file")


class ProviderFileError(Exception):
    """The file of identity providers cannot be used; the message says why and what to write."""


@frozen
class Provider:
    """One provider, and the words by which it says that a second factor was used."""

    id: str
    name: str
    server: str
    authorises_at: str
    """The origin that people are sent to; that of `server` unless the file says otherwise."""
    client_id: str
    client_secret: str = field(repr=False)
    second_factor_acr: tuple[str, ...] = ()
    second_factor_amr: tuple[str, ...] = ()

    def as_app(self) -> dict[str, Any]:
        """As the sign-in library wants it; with proof of possession of the code (RFC 7636)."""
        return {
            "provider_id": self.id,
            "name": self.name,
            "client_id": self.client_id,
            "secret": self.client_secret,
            "settings": {
                "server_url": self.server,
                "oauth_pkce_enabled": True,
                "second_factor_acr": list(self.second_factor_acr),
                "second_factor_amr": list(self.second_factor_amr),
            },
        }


def read_providers(path: Path) -> tuple[Provider, ...]:
    """Every provider of the file. Raises ProviderFileError for one that is missing, unreadable, incomplete or insecure."""
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ProviderFileError(f"{path}: {error}") from error
    providers = tuple(_provider(path, row) for row in told.get("provider", []))
    if len({provider.id for provider in providers}) < len(providers):
        raise ProviderFileError(f"{path}: two providers have the same id")
    return providers


def _provider(path: Path, row: dict[str, Any]) -> Provider:
    for name in _NEEDED:
        if not isinstance(row.get(name), str) or not row[name]:
            raise ProviderFileError(f"{path}: every [[provider]] needs {name}")
    for name in sorted(row.keys() - _KNOWN):
        raise ProviderFileError(f"{path}: {name} is no setting of a provider")
    if urlsplit(row["server"]).scheme != "https":
        raise ProviderFileError(f"{path}: {row['server']} must begin with https://")
    return Provider(
        id=row["id"],
        name=row["name"],
        server=row["server"],
        authorises_at=row.get("authorises_at") or _origin(row["server"]),
        client_id=row["client_id"],
        client_secret=_secret(path.parent / row["client_secret_file"]),
        second_factor_acr=tuple(row.get("second_factor_acr", ())),
        second_factor_amr=tuple(row.get("second_factor_amr", ())),
    )


def _secret(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ProviderFileError(f"{path}: {error}") from error


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
