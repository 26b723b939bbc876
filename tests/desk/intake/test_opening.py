"""Sealed originals: opened by a worker for one supervisor in one browser, for minutes, with a reason that others learn of."""

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.desk.intake.carriers import SUPERVISOR, UNIT

from catenary.basis.findings import ProblemError
from catenary.core.intake.receipt import DeliveryState, Way
from catenary.desk.directory.models import Organisation
from catenary.desk.intake import opening as services
from catenary.desk.intake.models import Channel, Opening, Spooled
from catenary.desk.intake.opening_pages import KEY
from catenary.desk.intake.opening_shown import original_lines
from catenary.desk.intake.reading import read
from catenary.desk.intake.receiving import receive
from catenary.desk.ledger.models import Event
from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.mandate.models import Person
from catenary.desk.shell import sealing

OFFICER = "tom.ashgrove@piu.utopia.example"
WATCH = "nadia.fenwick@piu.utopia.example"
CRIME = ("serious_crime", "eu-2016-681-6")
ODD = b"UNX+odd'OSTERLIN/TORVALD\x07'\xe2\x80\xae" + b"x" * services.MOST
SYSTEM = Declaration(door=Door.SYSTEM)


@pytest.fixture
def unread(db, spool):
    """A delivery that nobody could read."""
    with acting(Declaration(organisation=Organisation.objects.get(name=UNIT).pk)):
        return quarantined()


def quarantined():
    unit = Organisation.objects.get(name=UNIT)
    channel = Channel.objects.create(
        organisation=unit, name="Utopia Wings", way=Way.DIRECTORY, basis="icao-9-api"
    )
    row = receive(channel=channel, data=ODD, now=timezone.now())
    read(delivery=row.public_id, now=timezone.now(), data=ODD)
    row.refresh_from_db()
    assert row.state == DeliveryState.QUARANTINED
    return row


def refused(act, **told):
    with pytest.raises(ProblemError) as refusal:
        act(**told)
    return refusal.value.finding.code


def ask(here, row, recipient=None):
    recipient = recipient or sealing.new_key()[1]
    return services.ask(
        actor=here, delivery=row.public_id, reason="The carrier cannot find it", recipient=recipient
    )


def test_only_a_supervisor_with_a_purpose_for_the_strictest_data_may_ask_and_only_while_it_waits(
    act_as, unread
):
    with act_as(OFFICER, *CRIME) as here:
        assert refused(ask, here=here, row=unread) == "mandate.role_lacks_desk_act"
    with act_as(SUPERVISOR) as here:
        assert refused(ask, here=here, row=unread) == "mandate.task_missing"
    with act_as(SUPERVISOR, "border_check", "icao-9-api") as here:
        assert refused(ask, here=here, row=unread) == "mandate.purpose_forbidden"
    with act_as(SUPERVISOR, *CRIME) as here:
        asked = ask(here, unread)
        assert asked.expires_at - asked.asked_at == services.SHOWN_FOR
        unread.state = DeliveryState.READ
        unread.save()
        assert refused(ask, here=here, row=unread) == "delivery.original_gone"


def test_the_request_is_in_the_log_with_its_reason_and_the_data_protection_officer_is_told(
    act_as, browser, unread
):
    with act_as(SUPERVISOR, *CRIME) as here:
        ask(here, unread)
    with act_as(WATCH, "oversight", "eu-2016-680-oversight"):
        assert Event.objects.filter(act="ask_original", record=str(unread.public_id)).count() == 1
    text = browser(WATCH).get(reverse("originals")).content.decode()
    assert "Greta Holmwood" in text
    assert "The carrier cannot find it" in text
    jobs = ProcrastinateJob.objects.filter(args__kind=services.NOTICE)
    (told,) = [job.args for job in jobs]
    assert (told["roles"], told["url"]) == (["data_protection_officer"], reverse("originals"))


def test_a_colleague_does_not_see_that_it_was_asked(act_as, unread):
    with act_as(SUPERVISOR, *CRIME) as here:
        asked = ask(here, unread)
    with act_as(OFFICER, *CRIME):
        assert not Opening.objects.filter(pk=asked.pk).exists()


def test_the_web_may_neither_write_nor_keep_what_was_opened(act_as, unread):
    with act_as(SUPERVISOR, *CRIME) as here:
        asked = ask(here, unread)
        with connection.cursor() as cursor:
            cursor.execute("SELECT has_table_privilege('intake_opening', 'UPDATE, DELETE')")
            assert cursor.fetchone() == (False,)
        assert Opening.objects.get(pk=asked.pk).sealed is None


# from asking to the end, with the worker between


def asked_in(client, row):
    page = client.post(
        reverse("ask_original", args=[row.public_id]), {"reason": "The carrier cannot find it"}
    )
    assert page.status_code == 303
    return page.headers["Location"]


def test_it_is_shown_in_the_browser_that_asked_until_its_time_is_over_and_nowhere_else(
    as_worker, browser, unread
):
    client = browser(SUPERVISOR, *CRIME)
    address = asked_in(client, unread)
    cookie = client.cookies[KEY]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (address, True, "Strict")
    assert "hx-trigger" in client.get(address).content.decode()
    with acting(SYSTEM):
        opening = Opening.objects.get()
    services.open_for_asker(opening=opening.public_id, now=timezone.now())
    page = client.get(address)
    text = page.content.decode()
    assert "OSTERLIN/TORVALD␇&#x27;" in text
    assert "\u202e" not in text
    assert "Only its beginning is shown" in text
    assert page.headers["Cache-Control"] == "no-store"
    other = browser(SUPERVISOR, *CRIME)
    assert "for no other" in other.get(address).content.decode()
    with acting(SYSTEM):
        assert Event.objects.filter(act="see_original").count() == 1
        assert Event.objects.filter(act="original_opened").count() == 1
        stored = Opening.objects.get()
        assert b"OSTERLIN" not in bytes(stored.sealed)
        Opening.objects.update(expires_at=timezone.now())
    services.end_all(now=timezone.now())
    with acting(SYSTEM):
        assert Opening.objects.get().sealed is None
    assert "OSTERLIN" not in client.get(address).content.decode()


def test_too_late_or_when_the_spool_has_forgotten_nothing_is_opened(as_worker, unread):
    with acting(SYSTEM):
        late, gone = (made(unread, minutes) for minutes in (0, 9))
    services.open_for_asker(opening=late.public_id, now=timezone.now())
    with acting(SYSTEM):
        Spooled.objects.all().delete()
    services.open_for_asker(opening=gone.public_id, now=timezone.now())
    with acting(SYSTEM):
        assert {each.fault for each in Opening.objects.all()} == {"delivery.original_gone"}
        assert not Opening.objects.exclude(sealed=None).exists()


def made(row, minutes):
    now = timezone.now()
    return Opening.objects.create(
        organisation=row.organisation, delivery=row, asked_by=Person.objects.first(), asked_at=now, purpose=CRIME[0],
        basis=CRIME[1], reason="x", recipient=sealing.new_key()[1], expires_at=now + timedelta(minutes=minutes),
    )  # fmt: skip


# what is shown


@given(st.binary(max_size=200))
def test_nothing_in_an_original_acts_or_hides(data):
    text = "".join(original_lines(data))
    assert not any(
        ord(each) < 32 or 0x7F <= ord(each) < 0xA0 or 0x202A <= ord(each) <= 0x202E for each in text
    )


def test_a_segment_is_a_line():
    assert original_lines(b"UNB+A'UNH+1'\r\nx") == ("UNB+A'", "UNH+1'", "x")


@given(st.binary(max_size=100))
def test_what_is_sealed_to_one_key_no_other_opens(data):
    (secret, recipient), (other, _) = sealing.new_key(), sealing.new_key()
    sealed = sealing.seal_to(recipient, data)
    assert sealing.unseal_with(secret, sealed) == data
    for wrong in (other, "", "AGE-SECRET-KEY-1"):
        with pytest.raises(sealing.SealError):
            sealing.unseal_with(wrong, sealed)
