"""An outside register that is played, asked as a real one would be: it answers well, or fails in every way in which one fails."""

import random

import pytest

from catenary.core.documents.outside import OutsideAnswered, OutsideFault, OutsideQuestion, OutsideStatus
from catenary.peers.calling.http import Caller
from catenary.peers.registers.client import Register
from catenary.peers.registers.simulator import Manner, Played, Temper, parsed_documents, running

HERE = frozenset({"127.0.0.1"})
STOLEN = OutsideQuestion("1", "ua 765-4321", "UTO", "P")
QUICK = Temper(median_seconds=0.0)


def asked(played, question=STOLEN, seconds=5.0, key=""):
    with running(played) as address:
        return Register(address, key, Caller(seconds, HERE)).ask(question)


@pytest.fixture
def played():
    made = Played(temper=QUICK)
    made.record("UA7654321", "UTO", "SLTD-118")
    return made


def test_it_knows_the_documents_it_was_given_by_number_and_issuing_state(played):
    assert asked(played) == OutsideAnswered(OutsideStatus.MATCH, "SLTD-118")
    other = OutsideQuestion("2", "UA7654321", "QMV", "P")
    assert asked(played, other) == OutsideAnswered(OutsideStatus.NO_MATCH)


@pytest.mark.parametrize(
    ("temper", "fault"),
    [
        (Temper(median_seconds=0.0, error=1.0), OutsideFault.REFUSED),
        (Temper(median_seconds=0.0, garbage=1.0), OutsideFault.UNREADABLE),
        (Temper(median_seconds=0.0, cut=1.0), OutsideFault.UNREACHABLE),
        (Temper(median_seconds=0.0, slow=1.0, slow_seconds=1.0), OutsideFault.TIMED_OUT),
    ],
)
def test_every_fault_is_not_checked_with_its_reason(played, temper, fault):
    played.temper = temper
    assert asked(played, seconds=0.3) == OutsideAnswered(OutsideStatus.NOT_CHECKED, fault=fault)


def test_a_register_that_is_not_there_is_unreachable():
    with running(Played()) as address:
        pass
    answered = Register(address, "", Caller(2, HERE)).ask(STOLEN)
    assert answered.fault is OutsideFault.UNREACHABLE


def test_whoever_does_not_show_the_key_is_refused(played):
    played.key = "the right one"
    assert asked(played, key="another").fault is OutsideFault.REFUSED
    assert asked(played, key="the right one").status is OutsideStatus.MATCH


def test_faults_come_as_often_as_was_said():
    temper, chance = Temper(slow=0.1, error=0.2, garbage=0.05, cut=0.05), random.Random(4)
    manners = [temper.manner(chance) for _ in range(20_000)]
    for manner, share in ((Manner.SLOWLY, 0.1), (Manner.WITH_AN_ERROR, 0.2), (Manner.WELL, 0.6)):
        assert manners.count(manner) / len(manners) == pytest.approx(share, abs=0.01)


def test_answers_take_as_long_as_was_said_and_some_far_longer():
    temper, chance = Temper(), random.Random(4)
    seconds = sorted(temper.seconds(Manner.WELL, chance) for _ in range(5001))
    assert seconds[2500] == pytest.approx(temper.median_seconds, rel=0.1)
    assert seconds[4950] > 3 * temper.median_seconds


def test_documents_are_named_by_number_and_state():
    assert list(parsed_documents(["UA1/UTO", "X2/QMV"])) == [("UA1", "UTO"), ("X2", "QMV")]
    for odd in ("UA1", "/UTO", "UA1/"):
        with pytest.raises(ValueError, match=odd):
            list(parsed_documents([odd]))
