"""Meetings that the State never learns of, notes for the team, identities that nobody but two can have opened."""

import pyrage
import pytest
from django.db import DatabaseError, transaction
from tests.desk.assessment.visits.made import (
    ANALYST,
    ASSESSOR,
    FOCAL,
    PARTNER,
    REVIEWER,
    SECRETARY,
    a_meeting,
    identity_keys,
    preparing,
)

from catenary.basis.findings import ProblemError
from catenary.core.assessment.visit_words import Meets
from catenary.desk.assessment.models import (
    IdentityOpening,
    Interviewee,
    Meeting,
    MeetingNote,
    SealedIdentity,
    VisitDocument,
)
from catenary.desk.assessment.visits import identities, programme
from catenary.desk.assessment.visits.identity_key import open_identity
from catenary.desk.shell import sealing

WHO = "Marisol Ibarra, prison doctor, +999 555 0101"


@pytest.fixture
def visit(act_as):
    return preparing(act_as)


@pytest.fixture
def note(act_as, visit, settings, tmp_path):
    """A note by the assessor of a meeting that the State does not know of, with somebody who fears reprisals."""
    identity_keys(settings, tmp_path)
    meeting = a_meeting(act_as, visit, Meets.CIVIL_SOCIETY, with_state=False)
    with act_as(ASSESSOR) as here:
        row = programme.write_note(
            actor=here, meeting=meeting.public_id, text="Heron says that lawyers wait weeks.", language="en"
        )
        programme.protect_interviewee(
            actor=here, note=row.public_id, pseudonym="Heron", role="a doctor", reprisal=True, identity=WHO
        )
    return row


def test_the_state_sees_the_meetings_it_knows_of_and_never_another(act_as, visit, note):
    known = a_meeting(act_as, visit)
    with act_as(FOCAL):
        assert list(Meeting.objects.all()) == [known]
        assert not MeetingNote.objects.exists()
        assert not Interviewee.objects.exists()
        assert not SealedIdentity.objects.exists()


@pytest.mark.parametrize("meets", [Meets.CIVIL_SOCIETY, Meets.VICTIMS])
def test_a_meeting_with_those_who_could_pay_for_it_is_never_shown(act_as, visit, meets):
    with pytest.raises(ProblemError, match=r"visits\.meeting_protected"):
        a_meeting(act_as, visit, meets, with_state=True)
    meeting = a_meeting(act_as, visit, meets, with_state=False)
    with act_as(REVIEWER), pytest.raises(DatabaseError), transaction.atomic():
        Meeting.objects.filter(pk=meeting.pk).update(with_state=True)


def test_notes_are_the_teams_own_even_within_the_body(act_as, note):
    for email in (SECRETARY, ANALYST, PARTNER):
        with act_as(email):
            assert not MeetingNote.objects.exists()
            assert not Interviewee.objects.exists()
    with act_as(REVIEWER):
        assert MeetingNote.objects.get().pk == note.pk
    with act_as(SECRETARY) as here, pytest.raises(ProblemError, match=r"visits\.not_on_team"):
        programme.write_note(actor=here, meeting=note.meeting.public_id, text="x", language="en")


def test_an_identity_stands_nowhere_in_the_clear_and_its_length_tells_nothing(act_as, note, settings):
    with act_as(ASSESSOR) as here:
        sealed = bytes(SealedIdentity.objects.get().sealed)
        assert b"Ibarra" not in sealed
        programme.protect_interviewee(actor=here, note=note.public_id, pseudonym="Kite", identity="A")
        both = [bytes(each.sealed) for each in SealedIdentity.objects.all()]
    key = pyrage.x25519.Identity.from_str(settings.INTERVIEW_KEY_FILE.read_text().strip())
    assert len({len(pyrage.decrypt(each, [key])) for each in both}) == 1
    assert open_identity(sealed).decode() == WHO


@pytest.mark.parametrize("email", [ASSESSOR, REVIEWER])
def test_the_notes_author_and_the_teams_leader_ask_for_a_purpose_with_a_reason(act_as, note, email):
    secret, recipient = sealing.new_key()
    with act_as(email, "assessment", "sc-1373-6") as here:
        told = {"interviewee": note.interviewees.get().public_id, "recipient": recipient}
        with pytest.raises(ProblemError, match=r"visits\.reason_missing"):
            identities.ask_identity(actor=here, reason=" ", **told)
        opening = identities.ask_identity(actor=here, reason="They asked to be called back", **told)
        row = IdentityOpening.objects.select_related("identity").get(pk=opening.pk)
        sealed = sealing.seal_to(row.recipient, open_identity(bytes(row.identity.sealed)))
    assert pyrage.decrypt(sealed, [pyrage.x25519.Identity.from_str(secret)]).decode() == WHO


def test_without_a_purpose_or_a_second_factor_nothing_is_opened(act_as, note):
    told = {"reason": "why not", "recipient": sealing.new_key()[1]}
    with act_as(ASSESSOR) as here:
        key = note.interviewees.get().public_id
        with pytest.raises(ProblemError, match=r"mandate\.task_missing"):
            identities.ask_identity(actor=here, interviewee=key, **told)
    weak = act_as(ASSESSOR, "assessment", "sc-1373-6", strong=False)
    with weak as here, pytest.raises(ProblemError, match=r"mandate\.second_factor_missing"):
        identities.ask_identity(actor=here, interviewee=key, **told)


@pytest.mark.parametrize("email", [SECRETARY, ANALYST, FOCAL])
def test_nobody_else_learns_that_an_identity_is_kept(act_as, note, email):
    with act_as(ASSESSOR):
        key = note.interviewees.get().public_id
    told = {"interviewee": key, "reason": "curious", "recipient": sealing.new_key()[1]}
    curious = act_as(email, "assessment", "sc-1373-6")
    with curious as here, pytest.raises(SealedIdentity.DoesNotExist):
        identities.ask_identity(actor=here, **told)


def test_without_the_key_a_pseudonym_is_kept_and_an_identity_refused(act_as, visit, settings, tmp_path):
    settings.INTERVIEW_RECIPIENT_FILE = tmp_path / "nothing"
    meeting = a_meeting(act_as, visit, with_state=False)
    with act_as(ASSESSOR) as here:
        note = programme.write_note(actor=here, meeting=meeting.public_id, text="x", language="en")
        programme.protect_interviewee(actor=here, note=note.public_id, pseudonym="Heron")
        with pytest.raises(ProblemError, match=r"visits\.identity_key_missing"), transaction.atomic():
            programme.protect_interviewee(actor=here, note=note.public_id, pseudonym="Kite", identity=WHO)
        assert [each.pseudonym for each in Interviewee.objects.all()] == ["Heron"]


def test_a_pseudonym_is_one_persons_and_only_the_notes_author_adds_to_it(act_as, note):
    with act_as(ASSESSOR) as here, pytest.raises(ProblemError, match=r"visits\.pseudonym_taken"):
        programme.protect_interviewee(actor=here, note=note.public_id, pseudonym="Heron")
    with act_as(REVIEWER) as here, pytest.raises(ProblemError, match=r"visits\.not_yours"):
        programme.protect_interviewee(actor=here, note=note.public_id, pseudonym="Kite")


def test_a_dropped_meeting_stays_on_record_and_takes_no_note(act_as, visit):
    meeting = a_meeting(act_as, visit)
    with act_as(ASSESSOR) as here:
        programme.drop_meeting(actor=here, meeting=meeting.public_id, reason="The minister travels")
        with pytest.raises(ProblemError, match=r"visits\.meeting_dropped"):
            programme.write_note(actor=here, meeting=meeting.public_id, text="x", language="en")
    with act_as(FOCAL):
        assert Meeting.objects.get().dropped_reason == "The minister travels"


def test_a_document_is_its_sides_own_until_it_is_shared(act_as, visit, browser):
    from django.core.files.uploadedfile import SimpleUploadedFile

    address = f"/assessment/visits/{visit.public_id}/documents/new"
    file = SimpleUploadedFile("law.txt", b"Article 1", "text/plain")
    told = {"kind": "law", "title": "Law of 2019", "language": "en", "handling": "restricted", "file": file}
    page = browser(FOCAL)
    assert page.post(address, told).status_code == 303
    with act_as(REVIEWER):
        assert not VisitDocument.objects.exists()
    with act_as(FOCAL):
        row = VisitDocument.objects.get()
    assert browser(ASSESSOR).get(f"/assessment/documents/{row.public_id}").status_code == 404
    assert page.post(f"/assessment/documents/{row.public_id}/share").status_code == 303
    shown = browser(ASSESSOR).get(f"/assessment/documents/{row.public_id}")
    assert shown.status_code == 200
    assert b"law.txt" in shown.content
