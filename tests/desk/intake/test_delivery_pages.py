"""Deliveries and faults by sender: what is counted, and that nobody is named."""

from datetime import timedelta

import pytest
from django.utils import timezone

from catenary.desk.intake.delivery_queries import deliveries_of, faults_of
from catenary.desk.intake.fault_words import fault_sentence
from catenary.desk.intake.keeping import keep, messages_in
from catenary.desk.intake.models import Delivery, Message

OFFICER = "tom.ashgrove@piu.utopia.example"
ADMINISTRATOR = "oskar.lindmere@piu.utopia.example"
NOW = timezone.now().replace(microsecond=0)


def written(sender, *names):
    people = "".join(f"NAD+FL+++{name}'DOC+P+X1'" for name in names)
    return (
        f"UNA:+.? 'UNB+UNOA:4+{sender}+UTOPIU+261122:0800+9'UNH+1+PAXLST:D:05B:UN:IATA'BGM+745'TDT+20+UW123'"
        f"LOC+125+UTP'DTM+189:2611240900:201'LOC+87+QMV'{people}UNT+{6 + 2 * len(names)}+1'UNZ+1+9'"
    )


@pytest.fixture
def received(channel):
    def receive(sender, *names, at=NOW):
        data = written(sender, *names).encode()
        row = Delivery.objects.create(
            organisation=channel.organisation, channel=channel, state="read", received_at=at,
            octets=len(data), original_hash=bytes(32),
        )  # fmt: skip
        message = Message(organisation=row.organisation, delivery=row, position=0)
        keep(message, next(messages_in(data, NOW.date())), NOW)
        return message

    return receive


def counted(act_as, **asked):
    with act_as(OFFICER):
        found = faults_of(asked, timezone.now())
        return {
            (each["sender"], each["messages"], each["times"], each["sent"])
            for each in found
            if each["code"] == "intake.traveller_name_missing"
        }


def test_faults_are_counted_by_sender_beside_what_the_sender_sent(received, act_as):
    received("CARRIER A", "", "", "BRANNOCK:OLIVE")
    received("CARRIER A", "BRANNOCK:OLIVE")
    received("CARRIER B", "")
    assert counted(act_as) == {("CARRIER A", 1, 2, 2), ("CARRIER B", 1, 1, 1)}
    assert counted(act_as, sender="CARRIER B") == {("CARRIER B", 1, 1, 1)}
    assert counted(act_as, severity="warning") == set()


def test_only_the_days_that_were_asked_for_count(received, act_as):
    received("CARRIER A", "", at=NOW - timedelta(days=20))
    assert counted(act_as) == {("CARRIER A", 1, 1, 1)}
    assert counted(act_as, days="7") == set()


def test_what_an_officer_corrected_is_not_counted_against_the_carrier(received, act_as):
    before = received("CARRIER A", "")
    version = received("CARRIER A", "")
    version.corrects = before
    version.save()
    assert counted(act_as) == {("CARRIER A", 1, 1, 1)}


def test_the_general_sentence_of_a_fault_has_blanks_for_its_values():
    assert fault_sentence("intake.date_unreadable") == "… in … is no date"
    assert fault_sentence("intake.no_message") == "No message begins anywhere in these … bytes"


def test_deliveries_tell_their_messages_and_faults_and_are_narrowed(received, act_as):
    received("CARRIER A", "", "BRANNOCK:OLIVE")
    with act_as(OFFICER):
        (found,) = deliveries_of({})
        assert (found.message_count, found.fault_count) == (
            1,
            found.messages.get().faults.exclude(severity="notice").count(),
        )
        assert not deliveries_of({"way": "http"})
        assert not deliveries_of({"state": "quarantined"})
        assert deliveries_of({"day": NOW.date().isoformat(), "way": "directory", "state": "read"})
        assert not any(deliveries_of({"day": day}) for day in ("2001-01-01", "0001-01-01", "9999-12-31"))


def test_the_pages_of_deliveries_name_nobody(received, browser):
    message = received("CARRIER A", "", "BRANNOCK:OLIVE")
    client = browser(OFFICER)
    for address in (
        "/intake/deliveries",
        f"/intake/deliveries/{message.delivery.public_id}",
        "/intake/faults",
    ):
        page = client.get(address)
        assert page.status_code == 200
        assert "BRANNOCK" not in page.content.decode()
    assert "CARRIER A" in page.content.decode()
    assert "The traveller has no name" in page.content.decode()


def test_faults_go_out_as_a_copy(received, browser):
    received("CARRIER A", "")
    copy = browser(OFFICER).get("/intake/faults", {"format": "csv"}).content.decode()
    assert "CARRIER A,intake.traveller_name_missing" in copy


def test_who_operates_the_desk_sees_no_traffic(browser):
    assert browser(ADMINISTRATOR).get("/intake/deliveries").status_code == 403
