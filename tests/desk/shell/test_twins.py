import csv
import io
import json
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catenary.desk.shell.clocks import Clock, Pace
from catenary.desk.shell.parts import Masked, Tag, Told
from catenary.desk.shell.tables import Column, Row
from catenary.desk.shell.twins import CAP, FORMULA, csv_twin, json_twin

AT = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)
COLUMNS = (Column("name", "Name"), Column("value", "Value"))
TEXT = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=20)
VALUES = [
    (Masked("names"), None),
    (Tag("Open"), "Open"),
    (Told("Texte", "fr"), "Texte"),
    (Clock(AT, Pace.CALM, "due in 2 days"), "2026-03-01T12:30:00+00:00"),
    (AT, "2026-03-01T12:30:00+00:00"),
    (date(2026, 3, 1), "2026-03-01"),
    (True, True),
    (0.5, 0.5),
    (None, None),
]


def rows_of(response):
    return list(csv.reader(io.StringIO(response.content.decode(), newline="")))


@given(st.lists(st.tuples(TEXT, TEXT), max_size=8))
def test_no_cell_of_a_csv_is_run_by_a_spreadsheet_and_none_is_lost(pairs):
    rows = [Row({"name": name, "value": value}) for name, value in pairs]
    _, *read = rows_of(csv_twin("people", COLUMNS, rows, {}))
    cells = [
        (cell, told)
        for line, pair in zip(read, pairs, strict=True)
        for cell, told in zip(line, pair, strict=True)
    ]
    assert all(not cell.startswith(FORMULA) for cell, _ in cells)
    assert all(cell.removeprefix("'" if told.startswith(FORMULA) else "") == told for cell, told in cells)


@pytest.mark.parametrize(("value", "told"), VALUES)
def test_a_value_goes_out_without_its_looks(value, told):
    response = json_twin("people", COLUMNS[1:], [Row({"value": value})], {})
    assert json.loads(response.content)["rows"] == [{"value": told}]


def test_a_masked_value_is_no_value_in_a_csv():
    assert rows_of(csv_twin("people", COLUMNS[1:], [Row({"value": Masked("names")})], {}))[1:] in (
        [[""]],
        [[]],
    )


def test_every_copy_tells_its_handling_and_is_not_kept_by_caches():
    for twin in (csv_twin, json_twin):
        response = twin("people", COLUMNS, [], {"handling": "restricted"})
        assert "restricted" in response.content.decode()
        assert response["Cache-Control"] == "no-store"
        assert response["Content-Disposition"].startswith('attachment; filename="people.')


def test_a_csv_begins_with_its_header_and_no_mark():
    assert csv_twin("people", COLUMNS, [], {}).content == b"name,value\r\n"


def test_more_rows_than_a_copy_may_hold_are_refused():
    rows = [Row({})] * (CAP + 1)
    for twin in (csv_twin, json_twin):
        with pytest.raises(ValueError, match="more than one twin may hold"):
            twin("people", COLUMNS, rows, {})
