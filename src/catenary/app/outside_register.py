"""An outside register as this desk calls it."""

from django.conf import settings

from catenary.core.documents.outside import AsksOutside
from catenary.peers.calling.http import Caller
from catenary.peers.registers.client import Register


def register(address: str, key: str, seconds: float) -> AsksOutside:
    """A register over HTTPS; at a private address only where the operator named the host."""
    hosts = frozenset(each.casefold() for each in settings.CATENARY.private_hosts)
    return Register(address, key, Caller(seconds, hosts))
