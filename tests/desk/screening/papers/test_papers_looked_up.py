"""What registers answer about documents becomes reports: by position, never a number, and none of stale data."""

from datetime import date

import pytest

from catenary.core.documents.model import DocumentAnswer, DocumentStatus, RecordedStatus
from catenary.core.documents.outside import OutsideStatus, joined
from catenary.core.documents.problems import DOCUMENTS
from catenary.core.screening.reported import Report, Source, with_former
from catenary.desk.screening.papers.looking import looked_up

DAY = date(2026, 11, 20)
NOT_FOUND = DocumentAnswer(DocumentStatus.NOT_FOUND, DAY)
NOT_CHECKED = DocumentAnswer(DocumentStatus.NOT_CHECKED)
FOUND = DocumentAnswer(
    DocumentStatus.FOUND,
    DAY,
    (RecordedStatus.STOLEN,),
    (DOCUMENTS.finding("listed", number="UA1", issuer="UTO", status="stolen"),),
)
STOLEN = Report(1, Source.OWN, "documents.listed", "stolen", DAY)


def test_a_report_names_its_document_by_position_and_holds_no_number():
    told = looked_up([NOT_FOUND, FOUND])
    assert told.reports == (STOLEN,)
    assert told.is_whole
    assert "UA1" not in repr(told)


def test_a_match_outside_stands_beside_what_our_own_register_says():
    near = DocumentAnswer(
        DocumentStatus.NEAR, DAY, (RecordedStatus.LOST,),
        (DOCUMENTS.finding("near_class", number="UA1", issuer="UTO", status="lost", recorded_class="visa", asked_class="passport"),),
    )  # fmt: skip
    both = joined(near, OutsideStatus.MATCH, own_exists=True, holds_back=False)
    assert {(each.source, each.status) for each in looked_up([both]).reports} == {
        (Source.OUTSIDE, ""),
        (Source.OWN, "lost"),
    }


def test_stale_data_reports_nothing_and_its_document_is_not_checked():
    stale = DocumentAnswer(DocumentStatus.NOT_CHECKED, DAY, findings=FOUND.findings)
    told = looked_up([stale])
    assert (told.reports, told.is_whole) == ((), False)


@pytest.mark.parametrize("outside", [OutsideStatus.WAITING, OutsideStatus.NOT_CHECKED])
def test_what_a_silent_register_said_before_stands(outside):
    silent = joined(NOT_FOUND, outside, own_exists=True, holds_back=False)
    former = Report(0, Source.OUTSIDE, "documents.outside_match")
    assert with_former(looked_up([silent]), [former]).reports == (former,)
    assert with_former(looked_up([NOT_FOUND]), [former]).reports == ()
