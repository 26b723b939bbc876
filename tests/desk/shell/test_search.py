"""Search: what is found, by whom, and what is not told."""

import pytest
from django.db import connection
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from catenary.basis.ids import new_id
from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.mandate.retention.reach import Reached, tell_masked
from catenary.desk.shell.models import SearchKey, StoredSearch
from catenary.desk.shell.search import kinds
from catenary.desk.shell.search.finding import find
from catenary.desk.shell.search.folding import asked_words, beginnings, folded, threes, words
from catenary.desk.shell.search.index import forget, reindex
from catenary.desk.shell.search.keys import word_key
from catenary.desk.shell.search.kinds import Findable, Hit, Kind

OFFICER, FOREIGN = "tom.ashgrove@piu.utopia.example", "lucia.arvelo@piu.marvona.example"
PURPOSE = BORDER = ("border_check", "icao-9-api")
CRIME = ("terrorism", "eu-2016-681-6")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("MÜLLER", "muller"),
        ("Ёлкин", "елкин"),
        ("مُحَمَّد", "محمد"),
        ("محمـــد", "محمد"),
        ("O’Brien", "obrien"),
        ("Ｗａｎｇ", "wang"),
        ("İpek", "ipek"),
    ],
)
def test_writings_of_one_word_are_folded_into_one(one, other):
    assert folded(one) == folded(other)


def test_a_name_in_another_script_is_found_in_latin_letters_too():
    assert {"ivanov", "иванов"} <= set(words("Иванов"))
    assert {"wang", "王", "王小"} <= set(words("王小明"))


def test_scripts_without_spaces_are_asked_by_pairs():
    assert asked_words("王小明") == ["王小", "小明"]
    assert asked_words("王") == ["王"]


def test_numbers_are_not_looked_for_by_likeness():
    assert threes("AB123456") == []
    assert beginnings("ab123456")[0] == "ab12"


@given(st.text(max_size=60))
def test_every_word_asked_for_is_among_the_words_of_the_same_text(text):
    assert set(asked_words(text)) <= set(words(text))


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(text):
    assert folded(folded(text)) == folded(text)


SAMPLE = "sample"


@pytest.fixture
def shelf(worker, monkeypatch):
    """`put(text, *organisations)`: records that live in a test only, indexed as jobs do; asked for within `with worker:`."""
    texts = {}

    def hits(records):
        return {record: Hit(texts[record].text, "/") for record in records if texts.get(record)}

    def findable(records):
        return {record: texts[record] for record in records if texts.get(record)}

    monkeypatch.setitem(kinds._KINDS, SAMPLE, Kind(SAMPLE, "Samples", findable, hits, lambda: list(texts)))

    def put(text, *organisations, personal=True, record=None):
        known = record or new_id()
        texts[known] = text and Findable(text, organisations or None, personal=personal)
        with acting(Declaration(door=Door.SYSTEM)):
            reindex(SAMPLE, [known])
        return known

    return put


def found(question, organisation=1, purpose="border_check"):
    with acting(Declaration(1, organisation, purpose, "basis" if purpose else "")):
        return [each.record for each in find(question) if each.kind == SAMPLE]


@pytest.mark.parametrize(
    "question",
    [
        "Aleksandr Petrov",
        "petrov",
        "ПЕТРОВ",
        "petr",
        "aleksnadr petrov",
        "Aleksander",
        "AB1234567",
        "ab12345",
    ],
)
def test_a_record_is_found_by_its_words_their_beginnings_and_near_spellings(worker, shelf, question):
    with worker:
        record = shelf("Aleksandr Иванович Петров AB1234567", 1)
        assert found(question) == [record]


def test_every_word_must_stand_in_the_record(worker, shelf):
    with worker:
        shelf("Aleksandr Petrov", 1)
        assert found("Aleksandr Quillfeather") == []
        assert found("AB1234568") == []


def test_han_is_found_by_parts_of_a_name_and_in_latin_letters(worker, shelf):
    with worker:
        record = shelf("王小明", 1)
        assert [found(each) for each in ("王小明", "小明", "王", "wang")] == [[record]] * 4
        assert found("王明") == []


def test_what_stands_as_asked_comes_before_what_begins_so_and_before_what_is_like_it(worker, shelf):
    with worker:
        like, begins, exact = (shelf(text, 1) for text in ("Karimow", "Karimova", "Karimo"))
        assert found("Karimo") == [exact, begins, like] or found("Karimo") == [exact, like, begins]
        assert found("Karimo")[0] == exact


def test_nobody_finds_what_stands_on_anothers_shelf(worker, shelf):
    with worker:
        ours, theirs, both = shelf("Petrov", 1), shelf("Petrov", 2), shelf("Petrov", 1, 2)
        assert set(found("petrov", organisation=1)) == {ours, both}
        assert set(found("petrov", organisation=2)) == {theirs, both}
        assert found("petrov", organisation=0) == []


def test_personal_data_is_not_looked_through_without_a_purpose(worker, shelf):
    with worker:
        shelf("Petrov", 1)
        public = shelf("Petrov", personal=False)
        assert found("petrov", purpose="") == [public]


def test_the_database_itself_hides_other_shelves(own_database, worker, shelf):
    """Row security, not the query: every shelf is asked for."""
    with worker:
        shelf("Petrov", 1)
        shelf("Petrov", 2)
    with acting(Declaration(1, 1, "border_check", "basis")), connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT shelf FROM shell_searchposting")
        assert {shelf for (shelf,) in cursor.fetchall()} <= {0, 2, 3}
    with acting(Declaration(1, 1)), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM shell_searchposting WHERE shelf % 2 = 1")
        assert cursor.fetchone() == (0,)


def test_a_record_that_is_masked_or_erased_leaves_the_index_and_its_last_words_with_it(worker, shelf):
    with worker:
        gone, stays = shelf("Aleksandr Petrov", 1), shelf("Petrov Zephyrine", 1)
        shelf(None, record=gone)
        assert found("aleksandr") == []
        assert found("petrov") == [stays]
        assert keys_of_word("aleksandr") == 0 < keys_of_word("petrov")


def test_a_record_that_changed_is_found_by_its_new_words_only(worker, shelf):
    with worker:
        record = shelf("Petrov", 1)
        shelf("Quillfeather", 1, record=record)
        assert (found("petrov"), found("quillfeather")) == ([], [record])


def test_forgetting_twice_changes_nothing(worker, shelf):
    with worker:
        record = shelf("Petrov", 1)
        for _ in range(2):
            with acting(Declaration(door=Door.SYSTEM)):
                forget(SAMPLE, [record])
        assert found("petrov") == []


def keys_of_word(word):
    with acting(Declaration(door=Door.SYSTEM)):
        return SearchKey.objects.filter(word=word_key(word)).count()


@pytest.mark.parametrize(
    "question", ["", "   ", "'; DROP TABLE", "%_%", "\u202e", "a" * 200, "🦊", "()|&!:*"]
)
def test_any_question_has_an_answer(act_as, question):
    with act_as(OFFICER, *PURPOSE):
        assert isinstance(find(question), list)


def test_a_search_has_an_address_that_tells_nothing_and_opens_for_nobody_else(browser):
    client = browser(OFFICER)
    response = client.post("/search", {"query": "Utopia"})
    assert response.status_code == 303
    address = response.headers["Location"]
    assert "Utopia" not in address
    page = client.get(address)
    assert "Utopia Passenger Information Unit" in page.content.decode()
    assert browser(FOREIGN).get(address).status_code == 404


def test_a_search_expires(browser, signed_in):
    client = browser(OFFICER)
    address = client.post("/search", {"query": "Utopia"}).headers["Location"]
    here = signed_in(OFFICER)
    with acting(here.declaration):
        StoredSearch.objects.filter(person=here.person).delete()
        StoredSearch.objects.create(
            public_id=address.rpartition("/")[2],
            person=here.person,
            organisation=here.organisation,
            query="Utopia",
            expires_at=timezone.now(),
        )
    assert client.get(address).status_code == 404


def test_a_record_is_found_under_a_purpose_that_its_class_serves_and_only_then(held, worker):
    with worker:
        row = held()
        with acting(Declaration(door=Door.SYSTEM)):
            reindex("record", [row.public_id])
    for (purpose, basis), seen in ((CRIME, 1), (BORDER, 0), (("", ""), 0)):
        with acting(Declaration(1, row.organisation_id, purpose, basis)):
            hits = kinds.kind_of("record").hits([each.record for each in find("Quillfeather")])
            assert len(hits) == seen


def test_a_masked_record_leaves_search_with_its_masking(held, worker):
    with worker:
        row = held()
        with acting(Declaration(door=Door.SYSTEM)):
            reindex("record", [row.public_id])
            tell_masked([Reached(row.public_id, row.room, row.reference)])
    with acting(Declaration(1, row.organisation_id, *CRIME)):
        assert find("Quillfeather") == []


def results(browser, question, *purpose):
    client = browser(OFFICER, *purpose)
    return client.get(client.post("/search", {"query": question}).headers["Location"]).content.decode()


def test_pages_of_the_desk_and_help_are_found(browser):
    assert 'href="/organisations/"' in results(browser, "organis")
    assert "/problems/web_api.too_many" in results(browser, "too many requests")
