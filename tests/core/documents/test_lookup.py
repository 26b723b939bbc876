from datetime import date, timedelta

import pytest
from attrs import frozen

from catenary.basis.findings import Finding
from catenary.core.documents.lookup import look_up
from catenary.core.documents.model import DocumentClass, DocumentStatus, Record, RecordedStatus
from catenary.core.documents.numbers import document_class, issuer_key, plain_number, skeleton, spelling

TODAY = date(2026, 11, 22)


@frozen
class Register:
    """A register that holds the same records for every number."""

    held: tuple[Record, ...] = ()
    data_as_of: date = TODAY
    gaps: tuple[Finding, ...] = ()

    def records(self, _number, _issuer):
        return self.held


def ask(register, number="AB1234567", issuer="UTO", kind="P", as_of=TODAY):
    return look_up(register, number, issuer, kind, as_of=as_of)


def codes(answer):
    return [finding.code for finding in answer.findings]


STOLEN = Record(same_spelling=True, document_class=DocumentClass.PASSPORT, status=RecordedStatus.STOLEN)


def test_a_register_without_the_number_answers_not_found():
    assert ask(Register()).status is DocumentStatus.NOT_FOUND


def test_the_very_number_of_the_same_class_is_found_with_its_status():
    answer = ask(Register((STOLEN,)))
    assert (answer.status, answer.recorded) == (DocumentStatus.FOUND, (RecordedStatus.STOLEN,))
    assert codes(answer) == ["documents.listed"]


@pytest.mark.parametrize("kind", [None, "", "Q", "PASSPORT", "PD", "p"])
def test_a_class_that_is_unknown_or_the_same_does_not_contradict(kind):
    assert ask(Register((STOLEN,)), kind=kind).status is DocumentStatus.FOUND


def test_another_class_is_near_and_says_which():
    answer = ask(Register((STOLEN,)), kind="V")
    assert answer.status is DocumentStatus.NEAR
    assert answer.findings[0].params["recorded_class"] == "passport"


def test_another_spelling_is_near():
    answer = ask(Register((Record(False, DocumentClass.PASSPORT, RecordedStatus.LOST),)))
    assert (answer.status, codes(answer)) == (DocumentStatus.NEAR, ["documents.near_spelling"])


def test_found_outweighs_near_and_both_are_told():
    answer = ask(Register((Record(False, DocumentClass.UNKNOWN, RecordedStatus.LOST), STOLEN)))
    assert answer.status is DocumentStatus.FOUND
    assert len(answer.findings) == 2


def test_stale_data_is_never_a_no():
    answer = ask(Register(data_as_of=TODAY - timedelta(days=8)))
    assert (answer.status, codes(answer)) == (DocumentStatus.NOT_CHECKED, ["documents.index_stale"])


def test_what_stale_data_holds_stays_visible():
    answer = ask(Register((STOLEN,), TODAY - timedelta(days=8)))
    assert answer.status is DocumentStatus.NOT_CHECKED
    assert codes(answer) == ["documents.index_stale", "documents.listed"]


def test_data_of_the_last_allowed_day_counts():
    assert ask(Register(data_as_of=TODAY - timedelta(days=7))).status is DocumentStatus.NOT_FOUND


@pytest.mark.parametrize(
    ("number", "issuer", "code"),
    [
        ("", "UTO", "documents.number_missing"),
        (" <<", "UTO", "documents.number_missing"),
        ("AB1", None, "documents.issuer_missing"),
        ("AB1", "<<<", "documents.issuer_missing"),
    ],
)
def test_without_number_or_issuer_nothing_is_checked(number, issuer, code):
    answer = ask(Register(), number=number, issuer=issuer)
    assert (answer.status, codes(answer)) == (DocumentStatus.NOT_CHECKED, [code])


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("ab-123 456.7", "AB1234567"),
        ("AB<<1234", "AB1234"),
        ("ÄB12", "AEB12"),
        ("\u0410\u0411123456", "AB123456"),
        ("\u0661\u0662\u0663", "123"),
        ("---", ""),
    ],
)
def test_numbers_are_compared_in_one_plain_form(raw, plain):
    assert plain_number(raw.encode()) == plain.encode()


@pytest.mark.parametrize(
    ("one", "other"), [("O", "0"), ("I", "1"), ("B", "8"), ("S", "5"), ("Z", "2"), ("G", "6")]
)
def test_confusable_characters_share_a_skeleton_but_not_a_spelling(one, other):
    letter, digit = f"X{one}7".encode(), f"X{other}7".encode()
    assert skeleton(letter) == skeleton(digit)
    assert spelling(letter) != spelling(digit)


@pytest.mark.parametrize(("one", "other"), [("D", "O"), ("I", "L"), ("Q", "0")])
def test_letters_that_may_stand_in_one_series_are_not_confused(one, other):
    assert skeleton(one.encode()) != skeleton(other.encode())


@pytest.mark.parametrize(
    "spellings", [("D", "D<<", "DE", "DEU", "Germany", "deu"), ("GBR", "GBD", "UK"), ("RKS", "XKX", "Kosovo")]
)
def test_every_way_to_write_an_issuer_meets(spellings):
    assert len({issuer_key(issuer) for issuer in spellings}) == 1


def test_issuers_that_are_no_country_keep_their_code():
    assert [issuer_key(code) for code in ("UNO", "xom", "QQQ", "UTO")] == ["UNO", "XOM", "QQQ", "UTO"]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("P<", DocumentClass.PASSPORT),
        ("V", DocumentClass.VISA),
        ("ID", DocumentClass.IDENTITY_CARD),
        ("IP", DocumentClass.IDENTITY_CARD),
        ("AC", DocumentClass.IDENTITY_CARD),
        ("X", DocumentClass.UNKNOWN),
        (None, DocumentClass.UNKNOWN),
    ],
)
def test_document_codes_have_a_class(code, expected):
    assert document_class(code) is expected


def test_a_register_that_is_incomplete_cannot_say_that_a_document_is_not_on_it():
    gap = Finding("documents.delta_of_another_base")
    answer = ask(Register(gaps=(gap,)))
    assert (answer.status, answer.findings) == (DocumentStatus.NOT_CHECKED, (gap,))
    answer = ask(Register((STOLEN,), gaps=(gap,)))
    assert (answer.status, codes(answer)) == (DocumentStatus.FOUND, ["documents.listed", gap.code])
