"""A carrier told over HTTP: signed, numbered, and told again unless it took it."""

from datetime import UTC, datetime

import pytest

from catenary.core.screening.telling import Telling, TellingFault, Told
from catenary.formats.webhooks.signing import is_ours
from catenary.peers.calling.http import Answer, CallError, Fault
from catenary.peers.carriers.pushing import Push

TELLING = Telling(
    "change-1", 3, "https://carrier.example/", b"UNB+", b"k" * 32, datetime(2026, 11, 23, tzinfo=UTC)
)


class Line:
    """In place of the network."""

    def __init__(self, outcome):
        self.outcome, self.sent = outcome, None

    def post(self, address, body, headers):
        self.sent = (address, body, headers)
        if isinstance(self.outcome, Fault):
            raise CallError(self.outcome)
        return Answer(self.outcome, b"")


def test_what_is_sent_carries_its_name_its_version_and_our_signature():
    line = Line(204)
    assert Push(line)(TELLING) == Told(None, 204)
    address, body, headers = line.sent
    assert (address, body) == ("https://carrier.example/", b"UNB+")
    assert (headers["webhook-id"], headers["Catenary-Answer-Version"]) == ("change-1", "3")
    assert is_ours(b"k" * 32, headers, body)


@pytest.mark.parametrize("status", [301, 400, 404, 410, 500, 503])
def test_only_a_status_of_success_is_taking_it(status):
    assert Push(Line(status))(TELLING) == Told(TellingFault.REFUSED, status)


@pytest.mark.parametrize("fault", list(Fault))
def test_every_fault_of_the_line_is_told_as_one(fault):
    told = Push(Line(fault))(TELLING)
    assert told.fault in TellingFault
    assert told.status is None


def test_neither_body_nor_key_is_in_what_is_printed_of_it():
    assert "UNB" not in repr(TELLING)
    assert "kkk" not in repr(TELLING)
