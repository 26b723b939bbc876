"""The quarantine desk: what it shows of a message, correcting, reading again, refusing, the reply to the carrier."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from procrastinate.contrib.django.models import ProcrastinateJob

from catenary.basis.findings import ProblemError
from catenary.core.intake.presence import Presence
from catenary.core.intake.receipt import MessageState
from catenary.core.mandate.model import Purpose
from catenary.desk.intake import quarantine, replaying
from catenary.desk.intake.carrier_reply import reply_to
from catenary.desk.intake.keeping import keep, message_alone, messages_in
from catenary.desk.intake.kept_texts import kept_text, text_of
from catenary.desk.intake.message_text import as_kept, editable, text_shown
from catenary.desk.intake.models import Delivery, FlightLeg, Message, Passage, Spooled
from catenary.desk.intake.quarantine_due import waiting
from catenary.desk.intake.replaying import read_again, read_version
from catenary.desk.ledger.models import Event
from catenary.desk.mandate.acting import Declaration, acting
from catenary.desk.shell.models import LongWork
from catenary.formats.reading import read_carrier_file

OFFICER = "tom.ashgrove@piu.utopia.example"
COLLEAGUE_AFAR = "bruno.salcedo@piu.marvona.example"
BORDER = ("border_check", "icao-9-api")
CRIME = ("terrorism", "eu-2016-681-6")
NOW = timezone.now().replace(microsecond=0)
ENVELOPE = "UNA:+.? 'UNB+UNOA:4+UTOPIA WINGS+UTOPIU+261122:0800+9'"
BODY = (
    """UNH+11+PAXLST:D:05B:UN:IATA
BGM+745
TDT+20+UW123
LOC+125+UTP
DTM+189:2611240900:201
LOC+87+QMV
DTM+232:2611241500:201
NAD+FL+++{first}
ATT+2++F
DTM+329:800304
LOC+178+UTP
LOC+179+QMV
DOC+P+X1234567
DTM+36:301231
LOC+91+UTO
NAD+FL+++BRANNOCK:OLIVE
ATT+2++F
DTM+329:790512
DOC+P+X7654321
LOC+91+UTO
CNT+42:2
UNT+22+11""".replace("\n", "'")
    + "'"
)
NAMELESS = BODY.format(first="")
NAMED = BODY.format(first="ASHDOWN:MIRA")
LETTERS = BODY.format(first="MÜLLER:ZOË")


@pytest.fixture
def received(channel):
    """`received(text)`: the message of a delivery, kept as reading keeps it."""

    def receive(text=NAMELESS, envelope=ENVELOPE):
        row = Delivery.objects.create(
            organisation=channel.organisation, channel=channel, state="read", received_at=NOW,
            octets=len(text), original_hash=bytes(32),
        )  # fmt: skip
        message = Message(organisation=row.organisation, delivery=row, position=0)
        data = f"{envelope}{text}UNZ+1+9'".encode()
        keep(message, next(messages_in(data, NOW.date())), timezone.now())
        return message

    return receive


@pytest.fixture
def officer(browser):
    return browser(OFFICER, *BORDER)


def versions_of(message):
    return list(message.corrections.all())


def read(version):
    """What the worker's job does, by the unit itself."""
    whose = Declaration(organisation=version.organisation_id, purpose=Purpose.BORDER_CHECK.value)
    with acting(whose):
        read_version(version, timezone.now())
    version.refresh_from_db()


def names(*leg):
    rows = Passage.objects.exclude(presence=Presence.CANCELLED).select_related("record__content")
    return sorted(each.record.content.fields["name"]["full"] for each in rows)


def test_a_message_with_an_error_waits_and_what_could_be_read_is_kept(received):
    message = received()
    assert message.state == MessageState.QUARANTINED
    assert "OLIVE BRANNOCK" in names()
    assert FlightLeg.objects.filter(carrier="UW", number="123").exists()


def test_the_segment_that_is_wrong_has_the_sentence_beside_it(received):
    with_remarks = {
        line.number: [each.sentence for each in line.remarks]
        for line in text_shown(kept_text(received()), NOW.date()).lines
        if any(each.grave for each in line.remarks)
    }
    assert with_remarks == {8: ["The traveller has no name"]}


def test_what_concerns_the_envelope_stands_apart_from_the_text(received):
    message = received(envelope="")
    shown = text_shown(kept_text(message), NOW.date())
    assert [each.code for each in shown.elsewhere if each.code == "intake.interchange_header_missing"]
    assert not [each for line in shown.lines for each in line.remarks if "interchange" in each.code]


def test_a_text_in_true_letters_is_shown_and_comes_back_as_it_was(received):
    message = received(LETTERS)
    fields = kept_text(message)
    assert "MÜLLER:ZOË" in editable(fields)
    assert as_kept(editable(fields)) == fields["text"]


@given(st.text(st.characters(codec="utf-8", exclude_characters="\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029")))
def test_whatever_is_written_is_kept_byte_by_byte(written):
    assert as_kept(written).encode("latin-1").decode() == written


def test_a_long_message_is_shown_around_what_is_wrong_in_it(received):
    many = "NAD+FL+++BRANNOCK:OLIVE'DOC+P+X7654321'" * 300
    message = received(NAMELESS.replace("CNT+42:2'", f"{many}CNT+42:302'"))
    lines = text_shown(kept_text(message), NOW.date()).lines
    assert 8 in {line.number for line in lines}
    assert len(lines) <= 300
    assert sum(line.left_out for line in lines) > 500


def test_a_corrected_message_takes_the_place_and_the_version_before_stays(received, act_as):
    message = received()
    with act_as(OFFICER, *BORDER) as here:
        work = quarantine.correct(actor=here, message=message.public_id, written=NAMED.replace("'", "'\r\n"))
    (version,) = versions_of(message)
    message.refresh_from_db()
    assert (message.state, version.state) == (MessageState.CORRECTED, MessageState.QUARANTINED)
    job = ProcrastinateJob.objects.get(task_name="intake.read_correction")
    assert job.args == {"version": str(version.public_id), "work": str(work.public_id)}
    read(version)
    assert version.state == MessageState.KEPT
    assert kept_text(message)["text"] == NAMELESS
    assert kept_text(version)["text"] == NAMED
    assert names() == ["MIRA ASHDOWN", "OLIVE BRANNOCK"]


def test_whom_only_the_misread_version_told_of_is_on_the_flight_no_more(received, act_as):
    message = received(BODY.format(first="ASHDOWN:MIRA").replace("QMV", "1").replace("DOC+P+X7654321'", "X'"))
    before = Passage.objects.count()
    message.state = MessageState.QUARANTINED
    message.save()
    with act_as(OFFICER, *BORDER) as here:
        quarantine.correct(actor=here, message=message.public_id, written=NAMED)
    read(*versions_of(message))
    told_once = Passage.objects.filter(presence=Presence.CANCELLED)
    assert before == 2
    assert all(each.changes.get().presence == Presence.CANCELLED for each in told_once)
    assert names() == ["MIRA ASHDOWN", "OLIVE BRANNOCK"]


def test_a_version_read_twice_is_kept_once(received, act_as):
    message = received()
    with act_as(OFFICER, *BORDER) as here:
        quarantine.correct(actor=here, message=message.public_id, written=NAMED)
    (version,) = versions_of(message)
    read(version)
    faults = version.faults.count()
    read(version)
    assert version.faults.count() == faults
    assert names() == ["MIRA ASHDOWN", "OLIVE BRANNOCK"]


def test_a_correction_that_tells_what_must_not_be_kept_is_kept_without_it(received, act_as):
    message = received()
    sensitive = NAMED.replace("CNT+42:2'", "FTX+CHG+++NEEDS WHEELCHAIR AND KOSHER MEAL'CNT+42:2'")
    with act_as(OFFICER, *BORDER) as here:
        quarantine.correct(actor=here, message=message.public_id, written=sensitive)
    (version,) = versions_of(message)
    assert "KOSHER" not in kept_text(version)["text"]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        (NAMELESS, "quarantine.unchanged"),
        ("no message at all", "quarantine.no_message"),
        (NAMED + NAMED, "quarantine.several_messages"),
    ],
)
def test_a_correction_that_cannot_be_read_is_refused_and_nothing_changes(received, act_as, written, code):
    message = received()
    with act_as(OFFICER, *BORDER) as here, pytest.raises(ProblemError) as refusal:
        quarantine.correct(actor=here, message=message.public_id, written=written)
    assert refusal.value.finding.code == code
    message.refresh_from_db()
    assert message.state == MessageState.QUARANTINED


def test_what_was_decided_is_not_decided_again(received, act_as):
    message = received()
    with act_as(OFFICER, *BORDER) as here:
        quarantine.refuse(actor=here, message=message.public_id, reason="Sent by mistake")
        with pytest.raises(ProblemError) as refusal:
            quarantine.correct(actor=here, message=message.public_id, written=NAMED)
    assert refusal.value.finding.code == "quarantine.not_waiting"


def test_whoever_states_another_purpose_corrects_nothing(received, act_as):
    message = received()
    with act_as(OFFICER) as here, pytest.raises(ProblemError) as refusal:
        quarantine.correct(actor=here, message=message.public_id, written=NAMED)
    assert refusal.value.finding.code.startswith("mandate.")


def test_reading_again_under_the_same_rules_changes_nothing(received):
    message = received()
    assert not read_again(message, timezone.now())
    assert not versions_of(message)


def test_reading_again_under_other_rules_makes_a_new_version(received, monkeypatch):
    message = received()
    readable = next(messages_in(f"{ENVELOPE}{NAMED}UNZ+1+9'".encode(), NOW.date()))
    monkeypatch.setattr(replaying, "message_alone", lambda *_: readable)
    assert read_again(message, timezone.now())
    message.refresh_from_db()
    (version,) = versions_of(message)
    assert (message.state, version.state) == (MessageState.CORRECTED, MessageState.KEPT)


def test_a_masked_message_is_left_alone(received, officer):
    message = received()
    message.record.masked_at = NOW
    message.record.save()
    assert not read_again(message, timezone.now())
    assert "X7654321" not in officer.get(f"/intake/messages/{message.public_id}").content.decode()


def test_the_reply_names_the_segment_and_reads_as_an_exception(received):
    message = received()
    reply = reply_to(message, text_of(message), timezone.now())
    (answer,) = read_carrier_file(reply, NOW.date())
    assert (answer.message, answer.purpose) == ("CUSRES", "acknowledgement")
    assert (answer.sender, answer.recipient) == ("UTOPIU", "UTOPIA WINGS")
    (told,) = answer.responses
    assert told.meaning == "exception"
    assert told.text == "SEGMENT 8: THE TRAVELLER HAS NO NAME."


def test_the_reply_to_bookings_rejects_them_with_an_error(received, act_as):
    message = received("UNH+1+PNRGOV:11:1:IA'MSG+:22'UNT+3+1'")
    with act_as(OFFICER, *CRIME):
        reply = reply_to(message, text_of(message), timezone.now())
    (answer,) = read_carrier_file(reply, NOW.date())
    assert answer.message == "ACKRES"
    assert b"ERC+" in reply


def test_the_page_of_a_message_asks_for_the_purpose_that_its_class_takes(received, browser, officer):
    bookings = received("UNH+1+PNRGOV:11:1:IA'MSG+:22'UNT+3+1'")
    address = f"/intake/messages/{bookings.public_id}"
    assert officer.get(address).url.startswith("/mandate/task?next=")
    assert browser(OFFICER, *CRIME).get(address).status_code == 200


def test_the_page_shows_the_text_and_enters_that_it_did(received, officer, act_as):
    message = received()
    page = officer.get(f"/intake/messages/{message.public_id}").content.decode()
    assert "The traveller has no name" in page
    assert "segment--wrong" in page
    with act_as(OFFICER):
        assert Event.objects.filter(act="see_message", record=str(message.record.public_id)).exists()


def test_an_officer_corrects_on_the_page_and_follows_the_work(received, officer):
    message = received()
    address = f"/intake/messages/{message.public_id}/correct"
    wrong = officer.post(address, {"text": "nothing"})
    assert wrong.status_code == 422
    assert "No message begins" in wrong.content.decode()
    answer = officer.post(address, {"text": NAMED})
    assert answer.status_code == 303
    assert answer.url.startswith("/work/")
    (version,) = versions_of(message)
    assert "was not read yet" in officer.get(f"/intake/messages/{version.public_id}").content.decode()


def test_an_officer_refuses_with_a_reason_that_stays(received, officer):
    message = received()
    address = f"/intake/messages/{message.public_id}"
    assert officer.post(f"{address}/refuse", {"reason": ""}).status_code == 422
    assert officer.post(f"{address}/refuse", {"reason": "Sent by mistake"}).url == address
    page = officer.get(address).content.decode()
    assert "Sent by mistake" in page
    assert "/correct" not in page


def test_the_reply_is_taken_as_a_file(received, officer):
    answer = officer.get(f"/intake/messages/{received().public_id}/reply")
    assert answer.headers["Content-Disposition"].endswith('.edi"')
    assert b"CUSRES" in answer.content


def test_a_message_that_was_kept_as_it_came_is_answered_with_no_exception(received, officer):
    assert officer.get(f"/intake/messages/{received(NAMED).public_id}/reply").status_code == 404


def test_the_desk_lists_what_waits_by_its_first_error_and_names_nobody(received, officer):
    received()
    received(NAMED)
    page = officer.get("/intake/quarantine").content.decode()
    assert page.count("/intake/messages/") == 1
    assert "The traveller has no name" in page
    assert "BRANNOCK" not in page


def test_all_are_read_again_as_long_work(received, officer, act_as):
    received()
    answer = officer.post("/intake/quarantine/read-again", {})
    with act_as(OFFICER):
        work = LongWork.objects.get(public_id=UUID(answer.url.rpartition("/")[2]))
    assert (work.kind, work.total) == ("intake_reading_again", 1)
    assert ProcrastinateJob.objects.filter(task_name="intake.read_all_again").exists()


@pytest.fixture
def unreadable(channel):
    row = Delivery.objects.create(
        organisation=channel.organisation, channel=channel, state="quarantined", received_at=NOW,
        octets=7, original_hash=bytes(32),
    )  # fmt: skip
    Spooled.objects.create(delivery=row, sealed=b"sealed", expires_at=timezone.now() + timedelta(hours=71))
    return row


def test_what_nobody_could_read_is_listed_with_when_it_goes(unreadable, officer):
    page = officer.get("/intake/quarantine").content.decode()
    assert f"/intake/deliveries/{unreadable.public_id}" in page
    assert (
        "Only the carrier can send it again"
        in officer.get(f"/intake/deliveries/{unreadable.public_id}").content.decode()
    )


def test_what_waits_is_due_for_those_who_see_traffic(received, unreadable, act_as):
    received()
    with act_as(OFFICER) as here:
        titles = [each.title for each in waiting(here)]
    assert len(titles) == 2
    with act_as(COLLEAGUE_AFAR) as elsewhere:
        assert not list(waiting(elsewhere))


def test_a_message_read_alone_says_what_it_said_in_its_delivery(received):
    message = received(LETTERS)
    fields = kept_text(message)
    alone = message_alone(fields["text"], fields["envelope"], NOW.date()).message
    assert alone.travellers[0].name.full == "ZOË MÜLLER"
    assert alone.sender == "UTOPIA WINGS"
