"""The invented organisations, and the invented people who work in them."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from attrs import frozen

from catenary.core.mandate.model import OrganisationKind, Role


@frozen
class Institution:
    """An invented organisation; `parent` and `oversees` are keys of others."""

    key: str
    kind: OrganisationKind
    name: str
    language: str
    time_zone: str
    country: str = ""
    parent: str = ""
    oversees: tuple[str, ...] = ()


@frozen
class Official:
    """An invented person, and the roles they have in one organisation."""

    name: str
    email: str
    organisation: str
    roles: tuple[Role, ...]
    language: str = "en"


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((files("catenary.world") / "data" / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def institutions() -> tuple[Institution, ...]:
    """All organisations, parents before their parts."""
    return tuple(
        Institution(
            key=key,
            kind=OrganisationKind(row.pop("kind")),
            oversees=tuple(row.pop("oversees", ())),
            **row,
        )
        for key, row in _read("institutions").items()
    )


@cache
def officials() -> tuple[Official, ...]:
    """All people, in the order in which the demo shows them."""
    return tuple(
        Official(roles=tuple(Role(role) for role in row.pop("roles")), **row)
        for row in _read("officials")["people"]
    )
