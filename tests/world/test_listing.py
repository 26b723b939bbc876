import csv
import io
from itertools import islice

from catenary.core.screening.model import NameKind
from catenary.formats.lists.plain_csv import read_plain_csv
from catenary.formats.lists.source import ListFile as SourceFile
from catenary.world.listing import COLUMNS, LIST_NAME, ListFile, list_row, listed_people
from catenary.world.name_parts import stock


def test_the_same_seed_lists_the_same_people_and_another_does_not():
    first, second = (list(map(list_row, (each.entry for each in listed_people(3, 50)))) for _ in range(2))
    assert first == second
    assert first != [list_row(each.entry) for each in listed_people(4, 50)]


def test_a_longer_list_begins_like_a_shorter_one():
    names = [[each.entry.names for each in islice(listed_people(3, count), 20)] for count in (20, 900)]
    assert names[0] == names[1]


def test_what_a_list_states_is_true_of_the_person():
    for listed in listed_people(8, 600):
        person, entry = listed.person, listed.entry
        assert entry.names[0].kind is NameKind.PRIMARY
        assert sorted(entry.names[0].name.full.split()) == sorted(person.name.full.split())
        assert entry.sex in {None, person.sex}
        assert set(entry.nationalities) <= {person.nationality}
        assert {paper.number for paper in entry.documents} <= {paper.number for paper in person.documents}
        for span in entry.born:
            years = range(span.earliest.year - span.approximate, span.latest.year + span.approximate + 1)
            assert person.born.year in years


def test_lists_know_birth_dates_in_every_precision_and_some_not_at_all():
    born = ["".join(map(str, each.entry.born)) for each in listed_people(8, 600)]
    shapes = {"".join("9" if c.isdigit() else c for c in text) for text in born}
    assert shapes == {"", "9999", "9999-99-99", "9999/9999", "9999~"}
    assert any(text.endswith("-01-01") for text in born)


def test_original_script_is_given_for_names_that_are_not_latin_at_home():
    for listed in listed_people(8, 600):
        originals = [name for name in listed.entry.names if name.kind is NameKind.ORIGINAL_SCRIPT]
        assert [name.name.full for name in originals] in ([], [listed.person.native_name])
        assert not (originals and stock(listed.person.custom).script == "latin")


def test_the_list_file_is_read_back_by_the_list_reader_without_a_finding(tmp_path):
    entries = [each.entry for each in listed_people(5, 200)]
    with (tmp_path / "list.csv").open("w", encoding="utf-8", newline="") as text:
        file = ListFile(text)
        for entry in entries:
            file.add(entry)
    findings = []
    read = list(read_plain_csv(SourceFile.of(tmp_path / "list.csv"), findings.append, LIST_NAME))
    assert not findings
    assert [list_row(entry) for entry in read] == [list_row(entry) for entry in entries]
    assert [(each.born, each.sex, each.nationalities, each.documents) for each in read] == [
        (each.born, each.sex, each.nationalities, each.documents) for each in entries
    ]


def test_the_header_is_the_documented_one():
    text = io.StringIO()
    ListFile(text)
    assert next(csv.reader(text.getvalue().splitlines())) == list(COLUMNS)
    assert ",".join(COLUMNS) == "id,name,aliases,original_script,born,sex,nationality,documents"
