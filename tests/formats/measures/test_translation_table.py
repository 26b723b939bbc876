import csv
import io

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from tests.core.measures.editions import UNHURRIED, WORDS, small_edition, with_question

from catenary.basis.findings import Catalogue
from catenary.core.measures.model import ReviewStatus, Texts, Translation
from catenary.core.measures.translating import translatable, translation_faults
from catenary.formats.measures import first_edition, read_translations_csv, write_translations_csv
from catenary.formats.measures.translation_table import COLUMNS

SMALL = small_edition()


def translated(texts, draw=lambda text: f"={text}"):
    """Texts with each part in other words."""
    return Texts(
        draw(texts.text),
        draw(texts.help) if texts.help else "",
        [draw(each) for each in texts.levels],
        draw(texts.not_applicable) if texts.not_applicable else "",
        [draw(each) for each in texts.evidence],
    )


FRENCH = tuple(
    Translation(code, "fr", translated(SMALL.texts_of(code)), ReviewStatus.REVIEWED, "A reviewer")
    for code in translatable(SMALL)
)


def rows_of(edition=SMALL, translations=FRENCH):
    table = write_translations_csv(edition, "fr", translations).decode("utf-8-sig")
    return [*csv.reader(io.StringIO(table, newline=""))]


def changed(*changes):
    """The table with cells of the first row about a text changed."""
    rows = rows_of()
    for code, part, column, text in changes:
        row = next(row for row in rows if row[:2] == [code, part])
        row[COLUMNS.index(column)] = text
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


@UNHURRIED
@given(st.data())
def test_translations_come_back_from_their_table_with_nothing_lost(data):
    codes = data.draw(st.lists(st.sampled_from(translatable(SMALL)), unique=True, max_size=4))
    made = [
        Translation(
            code,
            "fr",
            translated(SMALL.texts_of(code), lambda _: data.draw(WORDS)),
            data.draw(st.sampled_from(ReviewStatus)),
            data.draw(st.sampled_from(["", "A reviewer"])),
        )
        for code in translatable(SMALL)
        if code in codes
    ]
    read = read_translations_csv(write_translations_csv(SMALL, "fr", made), SMALL)
    assert read.findings == ()
    assert list(read.translations) == made


def test_every_text_of_the_shipped_edition_has_a_row_to_be_translated_in():
    edition = first_edition()
    rows = rows_of(edition, ())
    questions = sum(8 + len(each.evidence) - (not each.not_applicable) for each in edition.questions)
    others = len(edition.areas) + len(edition.requirements) + len(edition.vignettes)
    assert len(rows) - 1 == questions + others
    assert not any(row[COLUMNS.index("translation")] for row in rows[1:])
    assert read_translations_csv(write_translations_csv(edition, "fr", ()), edition).translations == ()


def test_another_language_is_not_written_into_the_table():
    assert rows_of(translations=[evolve(each, language="ar") for each in FRENCH]) == rows_of(translations=[])


def test_of_rows_that_differ_in_status_the_lowest_counts():
    read = read_translations_csv(changed(("BOR-1-L", "help", "status", "machine_draft")), SMALL)
    found = {each.code: each.status for each in read.translations}
    assert found["BOR-1-L"] is ReviewStatus.MACHINE_DRAFT
    assert found["BOR-1-P"] is ReviewStatus.REVIEWED


def test_a_status_that_nobody_gave_is_a_draft():
    parts = ["text", "help", *(f"level_{level}" for level in range(1, 6)), "evidence_1", "evidence_2"]
    read = read_translations_csv(changed(*(("BOR-1-L", part, "status", "") for part in parts)), SMALL)
    assert {each.status for each in read.translations if each.code == "BOR-1-L"} == {
        ReviewStatus.MACHINE_DRAFT
    }


def test_a_text_that_is_not_translated_leaves_a_gap_in_its_place_that_is_told():
    read = read_translations_csv(changed(("BOR-1-L", "level_2", "translation", "")), SMALL)
    (found,) = [each for each in read.translations if each.code == "BOR-1-L"]
    assert found.texts.levels[1] == ""
    assert len(found.texts.levels) == 5
    assert "measures.translation_parts" in {each.code for each in translation_faults(SMALL, [found])}


def test_what_translates_another_wording_is_left_out_and_told():
    now = with_question(SMALL, "BOR-1-L", help="Look elsewhere.")
    read = read_translations_csv(write_translations_csv(SMALL, "fr", FRENCH), now)
    assert [each.code for each in read.findings] == ["measures_file.original_other"]
    assert {each.code for each in FRENCH} - {each.code for each in read.translations} == {"BOR-1-L"}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (("BOR-1-L", "text", "code", "AIR-1-L"), "text_unknown"),
        (("BOR-1-L", "level_5", "part", "level_6"), "text_unknown"),
        (("BOR-1-L", "text", "language", ""), "cell_empty"),
        (("BOR-1-L", "text", "status", "fine"), "cell_unreadable"),
        (("BOR-1-L", "level_2", "part", "level_1"), "code_twice"),
    ],
)
def test_a_wrong_cell_is_named(change, code):
    read = read_translations_csv(changed(change), SMALL)
    assert f"measures_file.{code}" in {each.code for each in read.findings}
    for each in read.findings:
        assert each.params["cell"]
        assert Catalogue.sentence(each.code) % each.params != each.code


@given(st.binary(max_size=100))
def test_no_bytes_whatever_raise(data):
    assert read_translations_csv(data, SMALL).translations == ()
