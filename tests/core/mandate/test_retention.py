"""What is masked and erased when, after the Court and the Directive."""

from datetime import UTC, datetime, timedelta

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from catenary.basis.findings import ProblemError
from catenary.core.mandate.model import ClockStart, DataClass, Months
from catenary.core.mandate.retention import (
    DueAct,
    RecordClock,
    RetentionAct,
    RetentionRule,
    after,
    due,
    schedule,
)
from catenary.core.mandate.retention_report import receipts, report
from catenary.core.mandate.retention_table import DEFAULT_RETENTION, with_state_law


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


RECEIVED = at("2026-08-31T10:00")
HALF_YEAR = at("2027-02-28T10:00")
FIVE_YEARS = at("2031-08-31T10:00")
RECORD = RecordClock("r1", DataClass.PASSENGER_RECORD, RECEIVED)
LINKED = evolve(RECORD, linked_at=at("2026-12-01"))
PASSENGER = RecordClock("p1", DataClass.PASSENGER_INFORMATION, RECEIVED)


def told(acts):
    return [(act.act.value, act.due_at, act.rule.value, act.waits) for act in acts]


def planned(clock):
    return told(schedule(clock, DEFAULT_RETENTION))


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2026-08-31", 6, "2027-02-28"),
        ("2027-08-31", 6, "2028-02-29"),
        ("2026-12-31", 2, "2027-02-28"),
        ("2026-11-30", 3, "2027-02-28"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2028-02-29", 12, "2029-02-28"),
        ("2028-02-29", 48, "2032-02-29"),
        ("2026-12-15", 1, "2027-01-15"),
        ("2026-05-15", 0, "2026-05-15"),
    ],
)
def test_months_end_on_the_same_day_or_the_last_of_the_month(start, months, end):
    assert Months(months).after(at(start)) == at(end)


def test_a_passenger_record_without_a_link_is_erased_after_six_months():
    assert planned(RECORD) == [("erase", HALF_YEAR, "erased_after", False)]
    assert not due(RECORD, DEFAULT_RETENTION, HALF_YEAR - timedelta(seconds=1))
    assert told(due(RECORD, DEFAULT_RETENTION, HALF_YEAR)) == planned(RECORD)


def test_a_linked_passenger_record_is_masked_then_erased_after_five_years():
    assert planned(LINKED) == [
        ("mask", HALF_YEAR, "masked_after", False),
        ("erase", FIVE_YEARS, "erased_after_linked", False),
    ]
    assert [act.act for act in due(LINKED, DEFAULT_RETENTION, HALF_YEAR)] == [RetentionAct.MASK]
    assert [act.act for act in due(LINKED, DEFAULT_RETENTION, FIVE_YEARS)] == [RetentionAct.ERASE]


def test_a_masked_record_is_not_masked_again():
    assert planned(evolve(LINKED, masked_at=HALF_YEAR)) == [
        ("erase", FIVE_YEARS, "erased_after_linked", False)
    ]


def test_nothing_happens_to_what_is_erased():
    assert planned(evolve(LINKED, erased_at=HALF_YEAR)) == []


def test_a_link_recorded_after_the_record_was_due_saves_nothing():
    late = evolve(RECORD, linked_at=HALF_YEAR + timedelta(days=1))
    assert planned(late) == planned(RECORD)
    assert planned(evolve(RECORD, linked_at=HALF_YEAR)) != planned(RECORD)


def test_a_withdrawn_link_makes_the_record_due_at_once():
    withdrawn = evolve(LINKED, linked_at=None)
    assert [act.act for act in due(withdrawn, DEFAULT_RETENTION, at("2028-01-01"))] == [RetentionAct.ERASE]


def test_a_hold_stops_erasure_and_not_masking():
    held = evolve(RECORD, held=True)
    assert planned(held) == [
        ("mask", HALF_YEAR, "masked_after", False),
        ("erase", HALF_YEAR, "erased_after", True),
    ]
    assert [act.act for act in due(held, DEFAULT_RETENTION, FIVE_YEARS)] == [RetentionAct.MASK]
    assert [act.act for act in due(evolve(held, held=False), DEFAULT_RETENTION, FIVE_YEARS)] == [
        RetentionAct.ERASE
    ]


def test_passenger_information_goes_a_day_after_the_border_check():
    checked = evolve(PASSENGER, started_at=at("2026-09-01T08:00"))
    assert planned(checked) == [("erase", at("2026-09-02T08:00"), "erased_after", False)]


def test_a_border_check_that_never_comes_keeps_nothing_beyond_the_limit():
    assert planned(PASSENGER) == [("erase", HALF_YEAR, "limit", False)]
    mistaken = evolve(PASSENGER, started_at=at("2062-09-01"))
    assert planned(mistaken) == [("erase", HALF_YEAR, "limit", False)]


def test_passenger_information_under_a_hold_is_kept_masked():
    assert planned(evolve(PASSENGER, held=True)) == [
        ("mask", HALF_YEAR, "limit", False),
        ("erase", HALF_YEAR, "limit", True),
    ]


def test_evidence_goes_by_order_only():
    item = RecordClock("e1", DataClass.EVIDENCE, RECEIVED)
    ordered = evolve(item, ordered_at=at("2029-01-01"))
    assert planned(item) == []
    assert planned(ordered) == [("erase", at("2029-01-01"), "order", False)]
    assert planned(evolve(ordered, held=True)) == [("erase", at("2029-01-01"), "order", True)]


def test_an_order_comes_before_any_longer_time():
    assert planned(evolve(LINKED, ordered_at=at("2026-12-24"))) == [
        ("erase", at("2026-12-24"), "order", False)
    ]


def test_an_open_request_is_kept_until_its_limit_and_a_closed_one_three_years():
    request = RecordClock("q1", DataClass.REQUEST, RECEIVED)
    assert planned(request) == [("erase", at("2036-08-31T10:00"), "limit", False)]
    closed = evolve(request, started_at=at("2027-01-31"))
    assert planned(closed) == [("erase", at("2030-01-31"), "erased_after", False)]


def test_every_class_of_data_has_a_rule_with_its_source():
    assert set(DEFAULT_RETENTION) == set(DataClass)
    assert all(kept.source for kept in DEFAULT_RETENTION.values())


def test_a_class_without_a_rule_is_refused():
    with pytest.raises(KeyError):
        schedule(RECORD, {})


def test_a_state_may_shorten():
    table = with_state_law(
        DEFAULT_RETENTION,
        DataClass.PASSENGER_RECORD,
        source="Avalonia, PNR Act s.9",
        masked_after=timedelta(days=30),
        erased_after_linked=Months(36),
    )
    assert told(schedule(LINKED, table)) == [
        ("mask", RECEIVED + timedelta(days=30), "masked_after", False),
        ("erase", at("2029-08-31T10:00"), "erased_after_linked", False),
    ]
    assert table[DataClass.PASSENGER_RECORD].source == "Avalonia, PNR Act s.9"
    assert DEFAULT_RETENTION[DataClass.PASSENGER_RECORD].masked_after == Months(6)


def test_a_state_may_keep_passenger_information_up_to_the_limit_of_the_class():
    table = with_state_law(
        DEFAULT_RETENTION, DataClass.PASSENGER_INFORMATION, source="Act", erased_after=Months(3)
    )
    checked = evolve(PASSENGER, started_at=at("2026-09-01"))
    assert told(schedule(checked, table))[-1][:2] == ("erase", at("2026-12-01"))


def test_a_state_may_go_up_to_the_limit_itself():
    table = with_state_law(
        DEFAULT_RETENTION, DataClass.PASSENGER_INFORMATION, source="Act", erased_after=Months(6)
    )
    assert table[DataClass.PASSENGER_INFORMATION].erased_after == Months(6)


@pytest.mark.parametrize(
    ("data_class", "changes", "code"),
    [
        (DataClass.PASSENGER_RECORD, {"erased_after": Months(7)}, "retention_longer"),
        (DataClass.PASSENGER_RECORD, {"erased_after": timedelta(days=182)}, "retention_longer"),
        (DataClass.PASSENGER_RECORD, {"masked_after": Months(24)}, "retention_longer"),
        (DataClass.PASSENGER_RECORD, {"erased_after_linked": Months(61)}, "retention_longer"),
        (DataClass.PASSENGER_INFORMATION, {"erased_after": Months(7)}, "retention_longer"),
        (DataClass.PASSENGER_INFORMATION, {"erased_after_linked": Months(7)}, "retention_longer"),
        (DataClass.ACCOUNT, {"erased_after": Months(61)}, "retention_longer"),
        (DataClass.REQUEST, {"erased_after": Months(-1)}, "retention_not_positive"),
        (DataClass.REQUEST, {"erased_after": timedelta(0)}, "retention_not_positive"),
    ],
)
def test_a_state_may_not_go_beyond_the_limit(data_class, changes, code):
    with pytest.raises(ProblemError) as refused:
        with_state_law(DEFAULT_RETENTION, data_class, source="Act", **changes)
    assert refused.value.finding.code == f"mandate.{code}"


def test_a_state_names_its_law():
    with pytest.raises(ProblemError):
        with_state_law(DEFAULT_RETENTION, DataClass.REQUEST, source=" ", erased_after=Months(12))


moments = st.datetimes(datetime(2020, 1, 1), datetime(2030, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
clocks = st.builds(
    RecordClock,
    st.just("r"),
    st.sampled_from(DataClass),
    moments,
    started_at=st.none() | moments,
    linked_at=st.none() | moments,
    held=st.booleans(),
    ordered_at=st.none() | moments,
    masked_at=st.none() | moments,
)


@given(clocks)
def test_without_a_hold_nothing_outlives_its_class(clock):
    kept = DEFAULT_RETENTION[clock.data_class]
    bound = kept.erased_after_linked if clock.linked_at and kept.erased_after_linked else kept.limit
    erasures = [act for act in schedule(evolve(clock, held=False), DEFAULT_RETENTION) if act.act == "erase"]
    if bound is not None:
        assert erasures[0].due_at <= after(clock.received_at, bound)
    if kept.erased_after is not None and kept.starts is ClockStart.RECEIPT and not clock.linked_at:
        assert erasures[0].due_at <= after(clock.received_at, kept.erased_after)


@given(clocks, moments)
def test_under_a_hold_nothing_is_erased_and_nothing_is_masked_later(clock, now):
    held, free = evolve(clock, held=True), evolve(clock, held=False)
    assert all(act.act is RetentionAct.MASK for act in due(held, DEFAULT_RETENTION, now))
    maskings = [act.due_at for act in schedule(held, DEFAULT_RETENTION) if act.act is RetentionAct.MASK]
    ends = [act.due_at for act in schedule(free, DEFAULT_RETENTION)]
    if maskings:
        assert maskings[0] <= min(ends)
    elif ends and clock.masked_at is None:
        assert DEFAULT_RETENTION[clock.data_class].masked_after is None


@given(clocks)
def test_the_schedule_is_in_order_and_masking_never_follows_erasure(clock):
    acts = schedule(clock, DEFAULT_RETENTION)
    assert list(acts) == sorted(acts, key=lambda act: act.due_at)
    assert [act.act for act in acts] in ([], ["mask"], ["erase"], ["mask", "erase"])


def test_the_report_counts_what_is_due_what_comes_and_what_a_hold_keeps():
    listed = [RECORD, evolve(RECORD, record="r2", held=True), evolve(LINKED, record="r3"), PASSENGER]
    rows = report(listed, DEFAULT_RETENTION, HALF_YEAR - timedelta(days=1), timedelta(days=7))
    assert [
        (row.data_class.value, row.act.value, row.rule.value, row.now, row.soon, row.waiting) for row in rows
    ] == [
        ("passenger_information", "erase", "limit", 0, 1, 0),
        ("passenger_record", "erase", "erased_after", 0, 2, 0),
        ("passenger_record", "mask", "masked_after", 0, 2, 0),
    ]
    later = report(listed, DEFAULT_RETENTION, HALF_YEAR, timedelta(0))
    assert [(row.now, row.waiting, row.oldest) for row in later] == [
        (1, 0, HALF_YEAR),
        (1, 1, HALF_YEAR),
        (2, 0, HALF_YEAR),
    ]


def test_a_receipt_has_a_count_and_a_commitment_and_no_record():
    acts = [
        DueAct(name, DataClass.PASSENGER_RECORD, RetentionAct.ERASE, HALF_YEAR, RetentionRule.ERASED_AFTER)
        for name in ("r2", "r1", "r2")
    ]
    (receipt,) = receipts(acts, HALF_YEAR, lambda records: "sealed:" + str(len(records)))
    assert (receipt.count, receipt.commitment, receipt.act) == (2, "sealed:2", "erase")
    assert "r1" not in repr(receipt)
