"""How carriers are called, as the environment allows."""

from typing import Final

from django.conf import settings

from catenary.core.screening.telling import Telling, Told
from catenary.peers.calling.http import Caller
from catenary.peers.carriers.pushing import Push

_SECONDS: Final = 10.0


def over_https(telling: Telling) -> Told:
    """Tell a carrier over HTTPS; private addresses only where the operator named the host."""
    hosts = frozenset(each.casefold() for each in settings.CATENARY.private_hosts)
    return Push(Caller(_SECONDS, hosts))(telling)
