"""Evidence of attempts to sign in that failed: enough to see a flood and what it aims at, never an address in clear."""

import ipaddress
from datetime import datetime, timedelta

from django.utils.crypto import salted_hmac

from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.mandate.models import FailedAttempt, Person
from catenary.desk.mandate.models.attempts import AttemptKind

KEPT = timedelta(days=90)


def record_failure(kind: AttemptKind, *, address: str, network: str) -> None:
    """Keep one failed attempt: the address tried, and the network it came from, both as keyed hashes."""
    wanted = address.strip().casefold()[:254]
    with acting(Declaration(door=Door.SIGN_IN)):
        FailedAttempt.objects.create(
            kind=kind,
            address_hash=_hashed("address", wanted),
            network_hash=_hashed("network", network_of(network)),
            person=Person.objects.filter(email__iexact=wanted).first() if wanted else None,
        )


def network_of(address: str) -> str:
    """The network an address is in: the first 24 bits of IPv4, the first 48 of IPv6; itself where it is neither."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network((parsed, 24 if parsed.version == 4 else 48), strict=False))


def forget_old(now: datetime) -> int:
    """Delete attempts older than 90 days; how many there were. For the workers' job."""
    with acting(Declaration(door=Door.SYSTEM)):
        return FailedAttempt.objects.filter(at__lt=now - KEPT).delete()[0]


def _hashed(of: str, value: str) -> str:
    return salted_hmac(f"catenary failed attempt {of}", value, algorithm="sha256").hexdigest()
