"""The scanner for harmful content that the environment names."""

from django.conf import settings

from catenary.app.configuration import NO_SCANNER
from catenary.core.uploads.ports import Scanner
from catenary.peers.scanning.clamd import Clamd


def scanner() -> Scanner | None:
    """The daemon at CATENARY_SCANNER; None where none is named or there is none, and files stay `not scanned`."""
    address = settings.CATENARY.scanner
    return Clamd(address) if address not in {"", NO_SCANNER} else None
