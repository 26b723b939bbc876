"""A register of organisations as its operator writes it, and whom each begins with.

A desk that nobody belongs to yet cannot wait for a second person to confirm the first. So an organisation begins with two people
or more, named together by whoever operates the machine: one who invites and another who confirms. From then on nobody gives
a role alone.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from attrs import fields, frozen

from catenary.basis.findings import ProblemError
from catenary.core.directory.problems import DIRECTORY
from catenary.core.mandate.grants import DESK_ACTS
from catenary.core.mandate.model import DeskAct, OrganisationKind, Role
from catenary.core.mandate.rules import may_hold

LANGUAGES: Final = frozenset({"en", "fr", "es", "ru", "ar", "zh-hans"})
_ADDRESS = re.compile(r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)+")
_LONGEST, _SHOWN = 250, 60
_INVITES = frozenset(role for role, acts in DESK_ACTS.items() if DeskAct.INVITE in acts)
_CONFIRMS = frozenset(role for role, acts in DESK_ACTS.items() if DeskAct.CONFIRM_ROLE in acts)


@frozen
class Founder:
    """Somebody an organisation begins with."""

    name: str
    email: str
    roles: frozenset[Role]
    language: str = "en"


@frozen
class Registered:
    """An organisation of the register; `parent` and `oversees` are keys of others that stand above it."""

    key: str
    kind: OrganisationKind
    name: str
    language: str = "en"
    time_zone: str = "UTC"
    country: str = ""
    parent: str = ""
    oversees: tuple[str, ...] = ()
    people: tuple[Founder, ...] = ()


def register(told: Mapping[str, Any], time_zones: Collection[str]) -> tuple[Registered, ...]:
    """The organisations of a register, in its order, checked; `time_zones` are the names the machine knows.

    Raises ProblemError with a code of `core.directory.problems` that says at which organisation, and `mandate.roles_incompatible`.
    """
    if not told:
        raise DIRECTORY.problem("register_empty")
    found: list[Registered] = []
    for key, row in told.items():
        if not isinstance(row, Mapping):
            raise DIRECTORY.problem("field_unknown", where="", field=key)
        found.append(_organisation(key, row, found, time_zones))
    return tuple(found)


def _organisation(
    key: str, row: Mapping[str, Any], above: Sequence[Registered], time_zones: Collection[str]
) -> Registered:
    _known_fields(key, row, Registered, leave_out={"key"})
    kind = _value(key, "kind", row.get("kind"), {each.value for each in OrganisationKind})
    made = Registered(
        key=key,
        kind=OrganisationKind(kind),
        name=_text(key, row, "name"),
        language=_value(key, "language", row.get("language", "en"), LANGUAGES),
        time_zone=_value(key, "time_zone", row.get("time_zone", "UTC"), time_zones),
        country=_country(key, row.get("country", "")),
        parent=_reference(key, "parent", row.get("parent", ""), above),
        oversees=tuple(_reference(key, "oversees", each, above) for each in _list(key, row, "oversees")),
        people=tuple(_people(key, _list(key, row, "people"))),
    )
    if made.name in {each.name for each in above}:
        raise DIRECTORY.problem("name_repeated", where=key)
    _demand_two(made)
    return made


def _people(key: str, rows: Iterable[Any]) -> Iterator[Founder]:
    seen: set[str] = set()
    for row in rows:
        if not isinstance(row, Mapping):
            raise DIRECTORY.problem("value_unfit", where=key, field="people", value=str(row))
        _known_fields(key, row, Founder)
        email = _text(key, row, "email").casefold()
        if not _ADDRESS.fullmatch(email) or email in seen:
            raise _unfit_address(key, email, repeated=email in seen)
        seen.add(email)
        roles = frozenset(
            Role(_value(key, "roles", each, {role.value for role in Role}))
            for each in _list(key, row, "roles")
        )
        may_hold(roles).demand()
        language = _value(key, "language", row.get("language", "en"), LANGUAGES)
        yield Founder(_text(key, row, "name"), email, roles, language)


def _unfit_address(key: str, email: str, *, repeated: bool) -> ProblemError:
    if repeated:
        return DIRECTORY.problem("person_repeated", where=key, email=email)
    return DIRECTORY.problem("value_unfit", where=key, field="email", value=email)


def _demand_two(made: Registered) -> None:
    """None at all is allowed: a State or carrier may stand in the directory with nobody at this desk."""
    inviting = {each.email for each in made.people if each.roles & _INVITES}
    confirming = {each.email for each in made.people if each.roles & _CONFIRMS}
    if made.people and not (inviting and confirming and len(inviting | confirming) > 1):
        raise DIRECTORY.problem("two_needed", where=made.key)


def _known_fields(key: str, row: Mapping[str, Any], kind: type[Any], leave_out: Iterable[str] = ()) -> None:
    unknown = set(row) - {each.name for each in fields(kind)} | set(row) & set(leave_out)
    if unknown:
        raise DIRECTORY.problem("field_unknown", where=key, field=min(unknown))


def _text(key: str, row: Mapping[str, Any], field: str) -> str:
    text = row.get(field, "")
    if not isinstance(text, str) or len(text) > _LONGEST or not text.isprintable():
        raise DIRECTORY.problem("value_unfit", where=key, field=field, value=str(text)[:_SHOWN])
    if not text.strip():
        raise DIRECTORY.problem("field_missing", where=key, field=field)
    return text.strip()


def _list(key: str, row: Mapping[str, Any], field: str) -> Sequence[Any]:
    value = row.get(field, [])
    if not isinstance(value, list):
        raise DIRECTORY.problem("value_unfit", where=key, field=field, value=str(value)[:_SHOWN])
    return value


def _value(key: str, field: str, value: Any, allowed: Iterable[str]) -> str:
    if value is None:
        raise DIRECTORY.problem("field_missing", where=key, field=field)
    if not isinstance(value, str) or value not in allowed:
        raise DIRECTORY.problem("value_unfit", where=key, field=field, value=str(value)[:_SHOWN])
    return value


def _country(key: str, value: Any) -> str:
    code = str(value)
    if code and not (len(code) == 3 and code.isascii() and code.isupper()):
        raise DIRECTORY.problem("value_unfit", where=key, field="country", value=code)
    return code


def _reference(key: str, field: str, value: Any, above: Iterable[Registered]) -> str:
    if value == "":
        return ""
    if not isinstance(value, str) or value not in {each.key for each in above}:
        raise DIRECTORY.problem("reference_unknown", where=key, field=field, value=str(value)[:_SHOWN])
    return value
