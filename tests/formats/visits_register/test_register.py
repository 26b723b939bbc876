"""A register of past visits: read whole or not at all, every faulty cell named."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catenary.core.measures.model import VisitKind
from catenary.formats.visits_register.read import MOST_LINES, read_register

HEAD = "state,kind,begins,ends\n"
STATES = ("UTO", "QMR", "QRZ", "QVK")


def codes(data):
    return [
        (each.code, each.params.get("line"), each.params.get("column"))
        for each in read_register(data).findings
    ]


def test_a_register_in_any_order_case_and_separator_is_read():
    text = "Begins;ENDS;state;Region;Kind\n2020-03-02;2020-03-13;qmr;Long  Shore;Follow-up\n"
    (visit,) = read_register(text.encode("utf-8-sig")).visits
    assert (visit.country, visit.kind) == ("QMR", VisitKind.FOLLOW_UP)
    assert (visit.began_on, visit.ended_on) == (date(2020, 3, 2), date(2020, 3, 13))
    assert (visit.region, visit.line) == ("Long Shore", 2)


def test_every_faulty_cell_is_named_and_none_is_repeated():
    text = (
        HEAD
        + "Atlantis,grand,02/03/2020,2020-03-13\nUTO,focused,2020-05-02,2020-05-01\nUTO,focused,2020-02-30,2020-03-01\n"
    )
    assert codes(text.encode()) == [
        ("register.state_unknown", 2, "state"),
        ("register.kind_unknown", 2, "kind"),
        ("register.day_unknown", 2, "begins"),
        ("register.ends_before", 3, "ends"),
        ("register.day_unknown", 4, "begins"),
    ]
    told = " ".join(str(dict(each.params)) for each in read_register(text.encode()).findings)
    assert "Atlantis" not in told


def test_the_same_visit_twice_is_told_with_both_lines():
    line = "UTO,focused,2020-03-02,2020-03-13\n"
    (finding,) = read_register((HEAD + line + line).encode()).findings
    assert (finding.code, finding.params["line"], finding.params["earlier"]) == ("register.twice", 3, 2)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "register.empty"),
        (HEAD.encode(), "register.empty"),
        (b"\xff\xfe", "register.not_text"),
        (b"state,kind,begins\nUTO,focused,2020-01-01\n", "register.column_missing"),
        ((HEAD + 'UTO,"focused,2020').encode(), "register.unreadable"),
        ((HEAD + "UTO,focused,2020-01-01,2020-01-02\n" * (MOST_LINES + 1)).encode(), "register.too_long"),
    ],
)
def test_what_is_no_register_is_told_in_one_word(data, code):
    register = read_register(data)
    assert [each.code for each in register.findings] == [code]
    assert register.visits == ()


days = st.dates(date(1990, 1, 1), date(2030, 1, 1))
lines = st.lists(st.tuples(st.sampled_from(STATES), st.sampled_from(VisitKind), days, st.integers(0, 30)))


@given(lines)
def test_what_is_written_is_read_back(given_lines):
    unique = {(state, kind, day): length for state, kind, day, length in given_lines}
    rows = [
        f"{state},{kind},{day},{date.fromordinal(day.toordinal() + length)}"
        for (state, kind, day), length in unique.items()
    ]
    register = read_register((HEAD + "\n".join(rows)).encode())
    assert [(each.country, each.kind, each.began_on) for each in register.visits] == list(unique)
    assert bool(register.findings) == (not unique)


@given(st.binary(max_size=400) | st.text(max_size=400).map(str.encode))
def test_whatever_comes_is_answered(data):
    register = read_register(HEAD.encode() + data)
    assert register.visits or register.findings
