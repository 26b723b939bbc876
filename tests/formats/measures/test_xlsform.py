"""An edition as a form for the field: a program of the field accepts it, it comes back whole, and mixed languages are told by column."""

import io
import re

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from pyxform.xls2xform import convert
from tests.core.measures.editions import UNHURRIED, editions, small_edition, with_question, without

from catenary.basis.findings import ProblemError
from catenary.core.measures.checking import errors, faults
from catenary.core.measures.model import ReviewStatus, Texts, Translation
from catenary.core.measures.translating import translatable
from catenary.formats.measures import (
    edition_digest,
    first_edition,
    is_xlsform,
    missing_texts,
    read_edition_xlsform,
    write_edition_csv,
    write_edition_xlsform,
    write_edition_xlsx,
)
from catenary.formats.measures.workbook import UNWRITABLE
from catenary.formats.measures.xlsform_words import LANGUAGE_NAMES, language_of_column

SMALL = with_question(small_edition(), "BOR-1-L", not_applicable="The State has no border")
SIX = ("fr", "es", "ru", "ar", "zh_Hans")


def translated(edition, code, language, status=ReviewStatus.MACHINE_DRAFT, by=""):
    """Every text of an item, marked with the language."""
    there = edition.texts_of(code)
    texts = Texts(
        *(f"{language} {each}" if each else "" for each in (there.text, there.help)),
        [f"{language} {each}" for each in there.levels],
        f"{language} {there.not_applicable}" if there.not_applicable else "",
        [f"{language} {each}" for each in there.evidence],
    )
    return Translation(code, language, texts, status, by)


def all_translated(edition, *languages):
    return [translated(edition, code, each) for each in languages for code in translatable(edition)]


def opened(data):
    return load_workbook(io.BytesIO(data))


def changed(data, *changes):
    """A form with cells changed: sheet, cell, value; None for a sheet drops it."""
    book = opened(data)
    for sheet, cell, value in changes:
        if cell is None:
            del book[sheet]
        else:
            book[sheet][cell] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def told(read):
    return [each.code.removeprefix("measures_file.") for each in read.table.findings]


def accepted(data):
    """The form as pyxform, which Kobo and ODK use, makes it; its warnings."""
    warnings = []
    made = convert(xlsform=io.BytesIO(data), warnings=warnings, file_type=".xlsx")
    return made.xform, warnings


def test_the_first_edition_is_a_form_that_the_field_accepts_and_comes_back():
    data = write_edition_xlsform(first_edition())
    form, warnings = accepted(data)
    assert warnings == []
    assert form.count("<select1 ") == len(first_edition().questions)
    assert edition_digest(first_edition())[:16] in form
    assert read_edition_xlsform(data).table.edition == first_edition()


def test_the_form_speaks_six_languages_and_comes_back_in_all_of_them():
    translations = all_translated(SMALL, *SIX)
    data = write_edition_xlsform(SMALL, translations)
    form, warnings = accepted(data)
    assert warnings == []
    assert [each for each in LANGUAGE_NAMES.values() if f'<translation lang="{each}"' not in form] == []
    read = read_edition_xlsform(data)
    assert read.table.findings == ()
    assert read.table.edition == SMALL
    assert sorted(map(str, read.translations)) == sorted(map(str, translations))


@settings(UNHURRIED, max_examples=20)
@given(editions(), st.lists(st.sampled_from(SIX), unique=True, max_size=2))
def test_any_sound_edition_that_a_workbook_can_hold_comes_back_from_its_form(edition, languages):
    if UNWRITABLE.search(write_edition_csv(edition).decode()) or errors(faults(evolve(edition, follows=""))):
        with pytest.raises(ProblemError, match=r"text_unwritable|form_unsound"):
            write_edition_xlsform(edition)
        return
    translations = all_translated(edition, *languages)
    read = read_edition_xlsform(write_edition_xlsform(edition, translations))
    assert read.table.edition == edition.arranged()
    assert sorted(map(str, read.translations)) == sorted(map(str, translations))


def test_each_question_is_answered_by_a_level_by_not_applicable_where_it_may_be_or_as_unknown():
    rows = [*opened(write_edition_xlsform(SMALL))["choices"].values]
    names = {
        code: [name for list_name, name, *_ in rows if list_name == f"levels_{code}"]
        for code in ("BOR_1_L", "BOR_1_P")
    }
    levels = ["1", "2", "3", "4", "5"]
    assert names == {"BOR_1_L": [*levels, "not_applicable", "unknown"], "BOR_1_P": [*levels, "unknown"]}


def test_a_reason_is_required_of_every_answer():
    form, _warnings = accepted(write_edition_xlsform(SMALL))
    for code in ("BOR_1_L", "CIV_1_P"):
        (bind,) = re.findall(rf'<bind [^>]*/{code}_reason"[^>]*>', form)
        assert 'required="true()"' in bind
        assert f"/{code} " in bind


def test_what_people_reviewed_stays_reviewed_until_its_words_change():
    seen = translated(SMALL, "BOR-1-L", "fr", ReviewStatus.APPROVED, "A. Reader")
    data = write_edition_xlsform(SMALL, [seen, translated(SMALL, "BOR-1-P", "fr")])
    assert read_edition_xlsform(data).translations[0] == seen
    survey = opened(data)["survey"]
    (cell,) = [each.coordinate for row in survey.iter_rows() for each in row if each.value == seen.texts.text]
    read = read_edition_xlsform(changed(data, ("survey", cell, "fr autrement")))
    assert told(read) == ["review_reworded"]
    assert (read.translations[0].status, read.translations[0].by) == (ReviewStatus.MACHINE_DRAFT, "")
    assert read.translations[0].texts.text == "fr autrement"


def test_what_is_not_translated_is_reported_and_left_empty():
    translations = [translated(SMALL, code, "fr") for code in translatable(SMALL)[3:]]
    (finding,) = missing_texts(SMALL, translations)
    assert (finding.params["language"], finding.params["count"]) == ("fr", 3)
    accepted(write_edition_xlsform(SMALL, translations))
    assert read_edition_xlsform(write_edition_xlsform(SMALL, translations)).translations == tuple(
        translations
    )
    assert missing_texts(SMALL, all_translated(SMALL, "fr")) == ()


def test_a_form_whose_own_sheets_were_dropped_is_read_beside_its_edition():
    dropped = [(sheet, None, None) for sheet in ("method", "cases", "reviews")]
    data = changed(write_edition_xlsform(SMALL, all_translated(SMALL, "fr")), *dropped)
    assert told(read_edition_xlsform(data)) == ["form_method_missing"]
    read = read_edition_xlsform(data, SMALL)
    assert read.table.edition == SMALL
    assert {each.code for each in read.translations} == {*translatable(SMALL)} - {"V-1"}


def test_what_is_written_in_the_form_wins():
    data = write_edition_xlsform(SMALL)
    survey = opened(data)["survey"]
    wanted = SMALL.question_of["BOR-1-P"].text
    (cell,) = [each.coordinate for row in survey.iter_rows() for each in row if each.value == wanted]
    read = read_edition_xlsform(changed(data, ("survey", cell, "Written in the field?")))
    assert read.table.edition == with_question(SMALL, "BOR-1-P", text="Written in the field?")


@pytest.mark.parametrize(
    ("cell", "title", "code"),
    [
        ("C1", "label", "form_column_mixed"),
        ("D1", "label::Français", "form_language_unreadable"),
        ("D1", "label::French", "form_language_unreadable"),
        ("D1", "label::Klingon (tlh)", "form_language_unreadable"),
        ("D1", "label::English (en)", "form_language_twice"),
    ],
)
def test_columns_of_mixed_languages_are_told_by_name_and_cell(cell, title, code):
    data = changed(write_edition_xlsform(SMALL, all_translated(SMALL, "fr")), ("survey", cell, title))
    read = read_edition_xlsform(data)
    (finding,) = [each for each in read.table.findings if each.code == f"measures_file.{code}"]
    assert (finding.params["cell"], finding.params["column"]) == (f"survey!{cell}", title)
    assert read.table.edition is None
    assert read.translations == ()


def test_a_hint_in_a_language_without_labels_is_told():
    data = changed(
        write_edition_xlsform(SMALL, all_translated(SMALL, "fr")), ("survey", "F1", "hint::Spanish (es)")
    )
    assert told(read_edition_xlsform(data)) == ["form_language_alone"]


def test_a_form_of_one_language_needs_to_name_none():
    data = write_edition_xlsform(SMALL)
    plain = changed(data, ("survey", "C1", "label"), ("survey", "D1", "hint"), ("choices", "C1", "label"))
    assert read_edition_xlsform(plain).table.edition == SMALL


def test_a_question_that_the_edition_does_not_have_is_told_and_left_out():
    data = write_edition_xlsform(SMALL)
    book = opened(data)
    book["survey"].append(["select_one yes_no", "extra", "Anything else?"])
    out = io.BytesIO()
    book.save(out)
    read = read_edition_xlsform(out.getvalue())
    assert told(read) == ["form_question_unknown"]
    assert read.table.edition == SMALL


def test_faults_of_an_edition_are_found_in_the_form():
    data = write_edition_xlsform(SMALL)
    choices = opened(data)["choices"]
    (cell,) = [
        each.coordinate for row in choices.iter_rows() for each in row if each.value == "BOR-1-L stands at 2"
    ]
    read = read_edition_xlsform(changed(data, ("choices", cell, None)))
    (fault,) = errors(faults(read.table.edition))
    assert fault.params["item"] == "BOR-1-L"


def test_no_form_is_made_of_an_edition_with_errors():
    with pytest.raises(ProblemError, match="form_unsound"):
        write_edition_xlsform(without(SMALL, "HUM-1-L", "HUM-1-P"))


def test_an_edition_that_follows_one_that_is_not_at_hand_is_a_form_all_the_same():
    edition = evolve(SMALL, follows="E0")
    assert read_edition_xlsform(write_edition_xlsform(edition)).table.edition == edition


def test_a_workbook_of_a_table_is_no_form():
    assert is_xlsform(write_edition_xlsform(SMALL))
    assert not is_xlsform(write_edition_xlsx(SMALL))
    assert not is_xlsform(b"PK\x03\x04")


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reading(data):
    read = read_edition_xlsform(data, SMALL)
    assert read.table.edition is None
    assert told(read) == ["workbook_unreadable"]


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("French (fr)", "fr"),
        ("中文 (zh-Hans)", "zh_Hans"),
        ("Arabic(ar)", "ar"),
        ("fr", None),
        ("x (xx)", None),
    ],
)
def test_a_language_is_known_by_the_code_in_brackets(name, language):
    assert language_of_column(name) == language
