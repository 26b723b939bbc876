"""Documents of a visit as evidence: taken over as they stand; measured practice only where the unit's own key signed it."""

from datetime import date

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.desk.assessment.rating import made
from tests.desk.assessment.rating.made import ANALYST, ASSESSOR, FOCAL, PARTNER, SECOND, assigned, at

from catenary.basis.findings import ProblemError
from catenary.core.assessment.confidence import SourceKind, Stance
from catenary.core.assessment.visit_words import DocumentKind
from catenary.desk.assessment.models import DocumentCounts, RatingEvidence
from catenary.desk.assessment.rating import documents
from catenary.desk.assessment.visits import papers
from catenary.formats.counts_file.note import write_counts
from catenary.formats.signed_note.keys import SigningKey, verifier_key

KEY = SigningKey("unit.example/ledger", bytes(range(32)))
COUNTS = {
    "name": "Marvona unit",
    "month": "2020-05",
    "made_on": "2020-06-01",
    "departures": {"all": 3107, "told_before_departure": 3000, "with_bookings": 12},
    "candidates": {"total": None, "parts": {}, "by_state": {}, "by_outcome": {}},
}


@pytest.fixture
def visit(db):
    return made.a_visit()


@pytest.fixture
def panel(visit, act_as):
    return assigned(act_as, visit, ASSESSOR, SECOND, PARTNER)["BOR-01-l"]


def added(act_as, visit, email=FOCAL, kind=DocumentKind.LAW, data=b"Article 1", **told):
    with act_as(email) as here:
        return papers.add_document(
            actor=here, visit=visit.public_id, kind=kind, title="Border Act", language="en",
            file=SimpleUploadedFile("file.txt", data), **{"shared": True, "dated_on": date(2019, 4, 2), **told},
        )  # fmt: skip


def counted(act_as, visit, signer=KEY, told=COUNTS):
    data = write_counts(told, [signer])
    return added(act_as, visit, kind=DocumentKind.STATISTICS, data=data)


def named(act_as, panel, row, email=ASSESSOR, **told):
    with act_as(email) as here:
        return documents.name_document(
            actor=here, panel=panel.public_id, document=row.public_id, stance=Stance.AGAINST, **told
        )


def checked(act_as, row, email=ASSESSOR, key=KEY):
    with act_as(email) as here:
        return documents.check_counts(actor=here, document=row.public_id, key=verifier_key(key).text)


def test_kind_date_and_access_are_those_of_the_document(act_as, visit, panel):
    piece = named(act_as, panel, added(act_as, visit))
    told = (piece.kind, piece.stance, piece.access, piece.reference, piece.made_on)
    assert told == ("legal_text", "against", "parties", "Border Act", date(2019, 4, 2))


def test_a_document_that_does_not_say_what_it_is_is_named_with_a_kind(act_as, visit, panel):
    letter = added(act_as, visit, kind=DocumentKind.CORRESPONDENCE)
    for kind in (None, SourceKind.MEASURED_PRACTICE):
        with pytest.raises(ProblemError, match="kind_missing"):
            named(act_as, panel, letter, kind=kind)
    assert named(act_as, panel, letter, kind=SourceKind.SELF_DECLARATION).kind == "self_declaration"


def test_a_document_that_the_rater_does_not_see_is_no_evidence(act_as, visit, panel):
    kept = added(act_as, visit, shared=False)
    with pytest.raises(ObjectDoesNotExist):
        named(act_as, panel, kept)
    other = added(act_as, made.a_visit(edition=visit.edition))
    with pytest.raises(ObjectDoesNotExist):
        named(act_as, panel, other)


def test_counts_that_the_unit_signed_are_measured_practice_and_stand_beside_the_question(
    act_as, visit, panel, browser
):
    row = counted(act_as, visit)
    counts = checked(act_as, row)
    assert (counts.source, counts.made_on) == ("Marvona unit, 2020-05", date(2020, 6, 1))
    page = browser(SECOND).get(f"/assessment/panels/{panel.public_id}").content.decode()
    assert "Flights told of before departure" in page
    assert "3,000" in page or "3000" in page
    assert "withheld" in page
    piece = named(act_as, panel, row)
    assert (piece.kind, piece.counts_digest) == ("measured_practice", counts.digest)
    assert piece.document_id == row.pk


def test_counts_that_another_signed_or_that_are_none_are_not_taken(act_as, visit):
    with pytest.raises(ProblemError, match="signature_missing"):
        checked(act_as, counted(act_as, visit, SigningKey("other.example/ledger", bytes(32))))
    with pytest.raises(ProblemError, match="counts_unchecked"):
        checked(act_as, counted(act_as, visit, told={"name": "Marvona unit"}))
    with pytest.raises(ProblemError, match="counts_missing"):
        checked(act_as, added(act_as, visit, kind=DocumentKind.STATISTICS))
    with at(ASSESSOR):
        assert not DocumentCounts.objects.exists()


def test_who_takes_no_part_checks_nothing_and_what_was_checked_stands(act_as, visit):
    row = counted(act_as, visit)
    with pytest.raises(ObjectDoesNotExist):
        checked(act_as, row, email="alastair.penhallow@utopia.example")
    checked(act_as, row, email=ANALYST)
    with pytest.raises(ProblemError, match="counts_missing"):
        checked(act_as, row)


def test_a_rater_picks_a_document_in_the_browser_and_the_draft_is_kept(act_as, visit, panel, browser):
    row, client = added(act_as, visit), browser(ASSESSOR)
    address = f"/assessment/panels/{panel.public_id}"
    body = {"do": "document", "answer": "3", "reason": "The Act", "document_stance": "for"}
    refused = client.post(address, body)
    assert refused.status_code == 422
    sent = client.post(address, {**body, "document": str(row.public_id), "document_kind": ""})
    assert sent.status_code == 303
    assert "The Act" in client.get(address).content.decode()
    with at(ASSESSOR):
        assert RatingEvidence.objects.get().reference == "Border Act"


def test_a_counts_file_is_checked_on_its_document_in_the_browser(act_as, visit, browser):
    row, client = counted(act_as, visit), browser(ASSESSOR)
    address = f"/assessment/documents/{row.public_id}"
    assert "Check it as a unit" in client.get(address).content.decode()
    assert client.post(f"{address}/counts", {"key": "nonsense"}).status_code == 422
    assert client.post(f"{address}/counts", {"key": verifier_key(KEY).text}).status_code == 303
    shown = client.get(address).content.decode()
    assert "Marvona unit, 2020-05" in shown
    assert "unit.example/ledger" in shown
