import pytest
from hypothesis import given
from hypothesis import strategies as st

from catenary.core.screening.model import NameKind
from catenary.formats.lists.names import in_other_script, kind_in_script, surname_first, written_names
from catenary.formats.lists.notes import Notes


def names(text, kind=NameKind.ALIAS):
    return [
        (listed.name.full, listed.kind) for listed in written_names(text, kind, Notes("f", lambda _: None))
    ]


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("Osterlin", False),
        ("Ößterlìn Ệ", False),
        ("Остерлин", True),
        ("Остерлин II", True),
        ("", False),
        ("12", False),
    ],
)
def test_a_script_is_told_by_most_letters(text, other):
    assert in_other_script(text) is other


def test_a_weak_alias_stays_weak_in_any_script():
    assert kind_in_script("Остерлин", NameKind.WEAK_ALIAS) is NameKind.WEAK_ALIAS
    assert kind_in_script("Остерлин", NameKind.ALIAS) is NameKind.ORIGINAL_SCRIPT


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("OSTERLIN, Torvald Nils", ("OSTERLIN", "Torvald Nils")),
        ("OSTERLIN VARELA, Ida, Jr.", ("OSTERLIN VARELA", "Ida, Jr.")),
        ("OSTERLIN, JR., Torvald", ("OSTERLIN JR.", "Torvald")),
        ("TORVALD", (None, None)),
        ("TORVALD,", (None, None)),
    ],
)
def test_a_comma_tells_surname_from_given_names(text, parts):
    name = surname_first(text)
    assert (name.full, (name.surname, name.given_names)) == (text, parts)


def test_latin_spellings_beside_the_original_script_are_names_of_their_own():
    assert names("Остерлин (Osterlin; Oesterlin)") == [
        ("Остерлин", NameKind.ORIGINAL_SCRIPT),
        ("Osterlin", NameKind.ALIAS),
        ("Oesterlin", NameKind.ALIAS),
    ]


def test_a_name_in_brackets_in_the_same_script_stays():
    assert names("Torvald (Thor) Osterlin") == [("Torvald (Thor) Osterlin", NameKind.ALIAS)]


@given(st.text(max_size=40))
def test_any_text_gives_names_without_outer_blanks(text):
    assert all(full == full.strip() != "" for full, _ in names(text))
