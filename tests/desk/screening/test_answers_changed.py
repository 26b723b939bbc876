"""Carriers learn unasked that an answer is another now: in order, until it is taken, never an older one after a newer one."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.utils import timezone
from tests.desk.conftest import reach
from tests.desk.intake.carriers import channel_for, client_of, program
from tests.desk.screening import made

from catenary.app.embedded import WEB, WORKER
from catenary.core.screening.carrier_answer import Boarding
from catenary.core.screening.judging import CandidateState
from catenary.core.screening.telling import TellingFault, TellingState, Told
from catenary.desk.intake.models import Delivery, FlightLeg
from catenary.desk.mandate.acting import Declaration, acting
from catenary.desk.screening import telling_carriers
from catenary.desk.screening.answers_changed import find_changes, remember_outage
from catenary.desk.screening.carrier_answers import answers_to, remember
from catenary.desk.screening.models import AnswerChange, AnswerTold, Candidate, TellingAttempt, WatchList
from catenary.desk.shell import sealing

KEY = b"k" * 32
ADDRESS = "https://carrier.example/answers"


@pytest.fixture
def at_work(postgres, django_db_setup, django_db_blocker):
    """As the workers' jobs; asked for before `db`, whose transaction begins after it."""
    with django_db_blocker.unblock():
        reach(postgres.url(WORKER))
        try:
            yield
        finally:
            reach(postgres.url(WEB))


@pytest.fixture
def carrier(at_work, db, sealed_spool):
    """A carrier's channel, the token of its program, and the address it wants to be called at."""
    row, token = program()
    channel = channel_for(row, interactive=True, push_address=ADDRESS, push_secret=sealing.seal(KEY))
    channel.token = token
    return channel


@pytest.fixture
def found(carrier):
    """A candidate on a flight to come, of whom the carrier was told `further checks`."""
    row = made.candidate()
    with of(row):
        message = row.passage.last_message
        Delivery.objects.filter(pk=message.delivery_id).update(channel=carrier)
        message.refresh_from_db()
        remember(message, answers_to(message), timezone.now())
    return row


@pytest.fixture
def calls(settings):
    """What the carrier was told, and how it takes it."""
    CALLS.clear()
    OUTCOMES.clear()
    settings.TELLING_WAYS = {"https": f"{__name__}.called"}
    return CALLS


CALLS, OUTCOMES = [], []


def called(telling):
    CALLS.append(telling)
    return OUTCOMES.pop(0) if OUTCOMES else Told(None, 200)


def of(row):
    return acting(Declaration(organisation=row.organisation_id, purpose="border_check", basis="icao-9-api"))


def now_is(row, state, **lists):
    """The candidate decided, and the carrier's answer compared with what stands."""
    with of(row):
        WatchList.objects.filter(pk=row.list_id).update(**lists)
        Candidate.objects.filter(pk=row.pk).update(state=state)
        return find_changes(passages=[row.passage], now=timezone.now())


def forbidden(row):
    return now_is(row, CandidateState.CONFIRMED, forbids_boarding=True)


def standing(row):
    with of(row):
        return list(AnswerChange.objects.order_by("version").values_list("version", "answer", "state"))


def locks_held():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()")
        return cursor.fetchone()[0]


def test_while_no_answer_is_another_no_carrier_is_kept_waiting(found):
    with of(found):
        before = locks_held()
        assert not find_changes(passages=[found.passage], now=timezone.now())
        assert locks_held() == before


def test_an_answer_that_is_another_now_is_told_once(found, carrier, calls):
    assert now_is(found, CandidateState.OPEN) == []
    (change,) = forbidden(found)
    assert forbidden(found) == []
    assert (change.version, change.answer, change.state) == (2, Boarding.DO_NOT_BOARD, TellingState.WAITS)
    assert telling_carriers.tell_all(carrier, timezone.now()) == 1
    (told,) = calls
    assert (told.id, told.version, told.address, told.key) == (str(change.public_id), 2, ADDRESS, KEY)
    assert telling_carriers.tell_all(carrier, timezone.now()) == 0
    assert standing(found) == [(2, "do_not_board", "told")]


def test_who_was_never_answered_is_told_of_nobody(carrier):
    row = made.candidate()
    assert forbidden(row) == []


def test_what_was_overtaken_before_it_was_told_is_never_told(found, carrier, calls):
    forbidden(found)
    now_is(found, CandidateState.OPEN)
    telling_carriers.tell_all(carrier, timezone.now())
    assert [each.version for each in calls] == [3]
    assert standing(found) == [(2, "do_not_board", "overtaken"), (3, "further_checks", "told")]


def test_an_answer_that_was_asked_for_overtakes_what_waits(found, carrier, calls):
    forbidden(found)
    with of(found):
        message = found.passage.last_message
        remember(message, answers_to(message), timezone.now())
        assert AnswerTold.objects.get(passage=found.passage).version == 3
    assert telling_carriers.tell_all(carrier, timezone.now()) == 0
    assert calls == []
    assert standing(found) == [(2, "do_not_board", "overtaken")]


def test_what_is_not_taken_is_tried_again_later_and_every_attempt_is_kept(found, carrier, calls):
    OUTCOMES.extend([Told(TellingFault.UNREACHABLE), Told(TellingFault.REFUSED, 500)])
    forbidden(found)
    now = timezone.now()
    for seconds in (0, 1, 5, 6, 16):
        telling_carriers.tell_all(carrier, now + timedelta(seconds=seconds))
    assert len({each.id for each in calls}) == 1
    with of(found):
        tried = TellingAttempt.objects.order_by("id").values_list("fault", "status")
        assert list(tried) == [("unreachable", None), ("refused", 500), ("", 200)]
        assert AnswerChange.objects.get().attempts == 3


def test_a_carrier_that_does_not_answer_is_left_alone_with_all_its_changes(found, carrier, calls):
    other = made.candidate()
    with of(other):
        message = other.passage.last_message
        Delivery.objects.filter(pk=message.delivery_id).update(channel=carrier)
        message.refresh_from_db()
        remember(message, answers_to(message), timezone.now())
    OUTCOMES.extend([Told(TellingFault.TIMED_OUT)])
    forbidden(found)
    forbidden(other)
    now = timezone.now()
    assert telling_carriers.tell_all(carrier, now) == 0
    assert telling_carriers.tell_all(carrier, now + timedelta(seconds=1)) == 0
    assert len(calls) == 1
    assert telling_carriers.tell_all(carrier, now + timedelta(seconds=6)) == 2


@pytest.mark.parametrize("left", [{"departs_at": datetime(2020, 1, 1, tzinfo=UTC)}, {"state": "closed"}])
def test_of_a_flight_that_has_left_or_is_closed_nothing_is_told(found, carrier, calls, left):
    forbidden(found)
    with of(found):
        FlightLeg.objects.filter(pk=found.passage.leg_id).update(**left)
    telling_carriers.tell_all(carrier, timezone.now())
    assert calls == []
    assert standing(found) == [(2, "do_not_board", "too_late")]
    assert now_is(found, CandidateState.OPEN) == []


def test_a_call_that_was_made_and_not_noted_is_made_again_under_the_same_name(
    found, carrier, calls, monkeypatch
):
    forbidden(found)

    def falls(*_args):
        raise SystemExit

    monkeypatch.setattr(telling_carriers, "_note", falls)
    with pytest.raises(SystemExit):
        telling_carriers.tell_all(carrier, timezone.now())
    monkeypatch.undo()
    assert telling_carriers.tell_all(carrier, timezone.now()) == 1
    assert len(calls) == 2
    assert len({each.id for each in calls}) == 1


def test_without_the_key_of_our_signature_nothing_is_sent(found, carrier, calls, settings):
    forbidden(found)
    settings.SPOOL_KEY_FILE = None
    telling_carriers.tell_all(carrier, timezone.now())
    assert calls == []
    with of(found):
        assert TellingAttempt.objects.get().fault == TellingFault.UNSIGNED


def test_what_is_sent_says_who_may_board_and_never_why(found, carrier, calls):
    forbidden(found)
    telling_carriers.tell_all(carrier, timezone.now())
    (told,) = calls
    with of(found):
        listed = WatchList.objects.get(pk=found.list_id)
    for secret in (found.entry, listed.name, listed.legal_ground, "QUILLFEATHER"):
        assert secret.encode() not in told.body
    assert b"BGM+132'" in told.body


def test_a_carrier_that_is_not_called_fetches_what_changed(found, carrier):
    with of(found):
        type(carrier).objects.filter(pk=carrier.pk).update(push_address="")
    (change,) = forbidden(found)
    assert change.state == TellingState.TO_FETCH
    client = client_of(carrier.token)
    told = client.get("/web-api/v1/answers").json()
    (item,) = told["items"]
    assert (item["id"], item["version"], item["is_newest"]) == (str(change.public_id), 2, True)
    assert "BGM+132'" in item["cusres"]
    assert standing(found) == [(2, "do_not_board", "told")]
    after = client.get("/web-api/v1/answers", {"since": told["next"]}).json()
    assert (after["items"], after["more"]) == ([], False)
    assert client.get("/web-api/v1/answers", {"since": after["next"]}).json()["items"] == []
    now_is(found, CandidateState.OPEN)
    (newer,) = client.get("/web-api/v1/answers", {"since": told["next"]}).json()["items"]
    assert newer["version"] == 3
    both = client.get("/web-api/v1/answers").json()["items"]
    assert [(each["version"], each["is_newest"], each["cusres"] is None) for each in both] == [
        (2, False, True),
        (3, True, False),
    ]


def test_no_carrier_fetches_what_is_told_to_another(found, carrier):
    forbidden(found)
    row, token = program()
    channel_for(row)
    other = client_of(token).get("/web-api/v1/answers").json()
    assert other["items"] == []
    stolen = client_of(carrier.token).get("/web-api/v1/answers", {"since": other["next"]})
    assert (stolen.status_code, stolen.json()["code"]) == (400, "web_api.cursor_unusable")


def test_what_was_answered_in_an_outage_is_known_and_made_good(found, carrier, calls):
    with of(found):
        message = found.passage.last_message
        Delivery.objects.filter(pk=message.delivery_id).update(
            outage_answer="cleared", received_at=timezone.now() + timedelta(seconds=1)
        )
        delivery = Delivery.objects.get(pk=message.delivery_id)
        remember_outage(delivery)
        remember_outage(delivery)
        told = AnswerTold.objects.get(passage=found.passage)
        assert (told.answer, told.reasons, told.version) == ("cleared", ["answers.in_outage"], 2)
    (change,) = now_is(found, CandidateState.OPEN)
    assert (change.version, change.answer) == (3, Boarding.FURTHER_CHECKS)


def test_an_answer_given_after_the_outage_is_not_overwritten_by_the_one_given_in_it(found, carrier):
    with of(found):
        message = found.passage.last_message
        Delivery.objects.filter(pk=message.delivery_id).update(
            outage_answer="cleared", received_at=timezone.now() - timedelta(hours=1)
        )
        remember_outage(Delivery.objects.get(pk=message.delivery_id))
        assert AnswerTold.objects.get(passage=found.passage).answer == Boarding.FURTHER_CHECKS
