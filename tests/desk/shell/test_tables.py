from urllib.parse import parse_qs

import pytest
from django.http import QueryDict
from django.template import engines
from hypothesis import given
from hypothesis import strategies as st

from catenary.desk.shell.tables import Column, Pager, Row, Shown, Table, asked_of, canonical_query

WORDS = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
COLUMNS = (
    Column("name", "Name", Shown.NAME, sortable=True),
    Column("score", "Score", Shown.NUMBER, sortable=True),
)


def table(**changes):
    rows = (Row({"name": "Maren <b>", "score": 1204}, "/record/1"), Row({"name": "سليم", "score": None}))
    told = {"caption": "Candidates", "columns": COLUMNS, "rows": rows, "count": 2, "empty": "Nothing."}
    return Table(**{**told, **changes})


def shown(it):
    return engines["django"].from_string('{% cotton table :table="table" /%}').render({"table": it})


@given(st.dictionaries(WORDS.filter(bool), WORDS))
def test_an_address_keeps_everything_it_is_given(asked):
    kept = {key: [value] for key, value in asked.items() if value and (key, value) != ("page", "1")}
    assert parse_qs(canonical_query(asked)[1:]) == kept


@given(st.permutations(["flight", "state", "sort", "page"]))
def test_one_state_has_one_address(order):
    assert canonical_query(dict.fromkeys(order, "2")) == "?flight=2&page=2&sort=2&state=2"


def test_the_first_page_and_empty_filters_stand_in_no_address():
    assert canonical_query({"page": 1, "state": "", "flight": None}) == "?"


def test_what_a_table_does_not_know_is_dropped_from_its_address():
    assert asked_of(QueryDict("name=Maren&state=open&page=3"), ["state"]) == {"state": "open", "page": "3"}


def test_a_heading_sorts_upwards_first_then_turns_round_and_starts_at_page_one():
    (first, second) = table(asked={"sort": "name", "page": "4"}).headings()
    assert (first.url, first.order) == ("?sort=-name", "ascending")
    assert (second.url, second.order) == ("?sort=score", "none")


@given(st.integers(0, 300), st.text(max_size=3) | st.integers(-5, 400).map(str), st.integers(1, 60))
def test_every_page_asked_for_is_one_there_is(count, wanted, size):
    pager = Pager.of(range(count), wanted, size)
    assert 1 <= pager.page <= pager.pages
    assert len(pager.rows) <= size
    assert bool(pager.rows) == bool(count)


def test_a_page_number_of_thousands_of_digits_is_the_last_page():
    pager = Pager.of(range(100), "9" * 5000, 10)
    assert pager.page == pager.pages == 10


@given(st.integers(1, 300), st.integers(1, 60))
def test_the_pages_together_are_the_list(count, size):
    first = Pager.of(range(count), 1, size)
    rows = [row for page in range(1, first.pages + 1) for row in Pager.of(range(count), page, size).rows]
    assert rows == list(range(count))


def test_names_and_numbers_stand_apart_from_the_direction_of_the_page():
    html = shown(table())
    assert "<bdi>سليم</bdi>" in html
    assert '<bdi class="figure">1,204</bdi>' in html


def test_what_is_missing_is_told_and_what_was_written_is_escaped():
    html = shown(table())
    assert "not known" in html
    assert "Maren &lt;b&gt;" in html


def test_what_there_is_none_of_is_a_dash_and_not_unknown():
    html = shown(table(columns=(COLUMNS[0], Column("score", "Score", Shown.NUMBER, blank=True))))
    assert '<span class="missing">–</span>' in html
    assert "not known" not in html


def test_an_empty_table_says_why():
    html = shown(table(rows=(), count=0, empty="Take a filter away."))
    assert "Take a filter away." in html
    assert "<table" not in html


@pytest.mark.parametrize(("page", "rels"), [(1, ["next"]), (2, ["prev", "next"]), (3, ["prev"])])
def test_pages_lead_to_their_neighbours(page, rels):
    html = shown(table(page=page, pages=3))
    assert [rel for rel in ("prev", "next") if f'rel="{rel}"' in html] == rels


def test_sorting_works_by_link_and_by_fragment_alike():
    html = shown(table(id="here"))
    assert 'href="?sort=name" hx-get="?sort=name" hx-target="#here" hx-select="#here"' in html
