"""A carrier told over HTTPS that an answer has changed: a CUSRES, signed, to the address that the carrier gave."""

from typing import Final

from attrs import frozen

from catenary.core.screening.telling import Telling, TellingFault, Told
from catenary.formats.webhooks.signing import headers
from catenary.peers.calling.http import Caller, CallError, Fault

MEDIA_TYPE: Final = "application/edifact"
_FAULTS: Final = {
    Fault.ADDRESS: TellingFault.ADDRESS_REFUSED,
    Fault.UNREACHABLE: TellingFault.UNREACHABLE,
    Fault.TIMED_OUT: TellingFault.TIMED_OUT,
    Fault.UNTRUSTED: TellingFault.UNTRUSTED,
    Fault.UNREADABLE: TellingFault.REFUSED,
}


@frozen
class Push:
    """A way of telling (`core.screening.telling.Tells`)."""

    caller: Caller

    def __call__(self, telling: Telling) -> Told:
        """Taken where the carrier answers 2xx (RFC 9110 s.15.3); a redirection is not followed and takes nothing."""
        told = {
            "Content-Type": MEDIA_TYPE,
            "Catenary-Answer-Version": str(telling.version),
            **headers(telling.key, telling.id, telling.at, telling.body),
        }
        try:
            answer = self.caller.post(telling.address, telling.body, told)
        except CallError as fault:
            return Told(_FAULTS[fault.fault])
        taken = 200 <= answer.status < 300
        return Told(None if taken else TellingFault.REFUSED, answer.status)
