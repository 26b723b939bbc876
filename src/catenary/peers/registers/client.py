"""An outside register asked over HTTPS: one question, one answer, within a time; whatever goes wrong is `not checked`."""

from typing import Final

from attrs import field, frozen

from catenary.core.documents.outside import OutsideAnswered, OutsideFault, OutsideQuestion, OutsideStatus
from catenary.formats.outside_register.messages import MEDIA_TYPE, read_answer, write_question
from catenary.peers.calling.http import Caller, CallError, Fault

_FAULTS: Final = {
    Fault.ADDRESS: OutsideFault.UNREACHABLE,
    Fault.UNREACHABLE: OutsideFault.UNREACHABLE,
    Fault.TIMED_OUT: OutsideFault.TIMED_OUT,
    Fault.UNTRUSTED: OutsideFault.UNREACHABLE,
    Fault.UNREADABLE: OutsideFault.UNREADABLE,
}
_OK: Final = 200


@frozen
class Register:
    """A register (`core.documents.outside.AsksOutside`): where it is, what shows who asks, and how it is called."""

    address: str
    key: str = field(repr=False)
    caller: Caller

    def ask(self, question: OutsideQuestion) -> OutsideAnswered:
        """The answer to one question."""
        told = {"Content-Type": MEDIA_TYPE, "Accept": MEDIA_TYPE}
        if self.key:
            told["Authorization"] = f"Bearer {self.key}"
        try:
            answer = self.caller.post(self.address, write_question(question), told)
        except CallError as fault:
            return _not_checked(_FAULTS[fault.fault])
        if answer.status != _OK:
            return _not_checked(OutsideFault.REFUSED)
        return read_answer(answer.body, question)


def _not_checked(fault: OutsideFault) -> OutsideAnswered:
    return OutsideAnswered(OutsideStatus.NOT_CHECKED, fault=fault)
