"""Where each role can go from anywhere: the links at the top of every page, registered by the rooms."""

from collections.abc import Callable, Iterable

from attrs import frozen
from django.urls import reverse
from django.utils.functional import Promise

from catenary.core.mandate.model import Role


@frozen
class Link:
    """A place in the desk and what it is called."""

    label: Promise | str
    address: str


@frozen
class _Place:
    order: int
    label: Promise
    route: str
    roles: Callable[[Iterable[Role]], bool]


_PLACES: list[_Place] = []


def register_link(order: int, label: Promise, route: str, roles: Callable[[Iterable[Role]], bool]) -> None:
    """Offer a page to those for whom `roles` is true; called once, when a room is ready."""
    _PLACES.append(_Place(order, label, route, roles))
    _PLACES.sort(key=lambda place: place.order)


def links_for(roles: Iterable[Role]) -> tuple[Link, ...]:
    """The places these roles can go, in their order."""
    held = frozenset(roles)
    return tuple(Link(place.label, reverse(place.route)) for place in _PLACES if place.roles(held))
