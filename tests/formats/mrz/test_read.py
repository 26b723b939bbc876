from datetime import date

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from catenary.basis.dates import PartialDate
from catenary.basis.persons import Sex
from catenary.core.documents.check_digits import check_digit
from catenary.core.documents.model import CheckDigits, ZoneKind
from catenary.formats.mrz.read import read_zone, split_zones

TODAY = date(2026, 11, 22)
TD3 = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"
TD3_NAME, TD3_DATA = TD3.splitlines()
TD2 = "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6"
TD1 = "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<"
TD1_LONG = "I<UTOD23145890<7349<<<<<<<<<<<\n3407127M9507122UTO<<<<<<<<<<<2\nSTEVENSON<<PETER<JOHN<<<<<<<<<"
MRV_A = "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL8988901C4XXX4009078F96121096ZE184226B<<<<<<"
MRV_B = "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nL8988901C4XXX4009078F9612109<<<<<<<<"


def codes(zone):
    return [finding.code.removeprefix("documents.") for finding in zone.findings]


@pytest.mark.parametrize(
    ("text", "kind", "digits"),
    [
        (TD1, ZoneKind.TD1, CheckDigits(True, True, True, None, True)),
        (TD1_LONG, ZoneKind.TD1, CheckDigits(True, True, True, None, True)),
        (TD2, ZoneKind.TD2, CheckDigits(True, True, True, None, True)),
        (TD3, ZoneKind.TD3, CheckDigits(True, True, True, True, True)),
        (MRV_A, ZoneKind.MRV_A, CheckDigits(True, True, True, None, None)),
        (MRV_B, ZoneKind.MRV_B, CheckDigits(True, True, True, None, None)),
    ],
)
def test_the_specimens_of_doc_9303_are_known_and_all_their_digits_agree(text, kind, digits):
    zone = read_zone(text, TODAY)
    assert (zone.kind, zone.check_digits) == (kind, digits)
    assert not {"check_digit", "no_zone", "line_short"} & set(codes(zone))


@pytest.mark.parametrize("text", [TD1, TD2, TD3])
def test_the_three_sizes_tell_the_same_person(text):
    fields = read_zone(text, TODAY).fields
    assert (fields.surname, fields.given_names) == ("ERIKSSON", "ANNA MARIA")
    assert (fields.born, fields.expires) == (PartialDate(1974, 8, 12), PartialDate(2012, 4, 15))
    assert fields.sex is Sex.FEMALE
    assert fields.nationality.code == "UTO"


def test_a_long_document_number_runs_on_into_the_optional_data():
    fields = read_zone(TD1_LONG, TODAY).fields
    assert (fields.number, fields.optional) == ("D23145890734", None)


def test_a_wrong_check_digit_fails_its_field_and_the_composite_and_nothing_else():
    zone = read_zone(TD3.replace("7408122F", "7408123F"), TODAY)
    assert zone.check_digits == CheckDigits(True, False, True, True, False)
    assert zone.fields == read_zone(TD3, TODAY).fields


def test_a_look_alike_in_the_number_is_proposed():
    zone = read_zone(TD3.replace("L898902C3", "L8989O2C3"), TODAY)
    proposals = [f.params["proposed"] for f in zone.findings if f.code == "documents.check_digit_misreading"]
    assert "L898902C3" in proposals
    assert zone.fields.number == "L8989O2C3"


def test_letters_where_only_digits_stand_are_read_as_digits_and_said():
    zone = read_zone(TD3.replace("740812", "74O8I2"), TODAY)
    assert zone.fields.born == PartialDate(1974, 8, 12)
    assert zone.check_digits.birth is True
    assert "letter_for_digit" in codes(zone)


def test_digits_where_only_letters_stand_are_read_as_letters_and_said():
    zone = read_zone(TD3.replace("P<UTO", "P<UT0"), TODAY)
    assert zone.fields.issuer.code == "UTO"
    assert "digit_for_letter" in codes(zone)


def test_germany_is_one_letter_and_fillers():
    zone = read_zone(TD3.replace("UTO", "D<<"), TODAY)
    assert (zone.fields.issuer.code, zone.fields.issuer.country) == ("D", "DEU")


def test_an_empty_personal_number_may_have_a_filler_as_its_digit():
    second = "L898902C36UTO7408122F1204159<<<<<<<<<<<<<<<"
    composite = check_digit(second[:10] + second[13:20] + second[21:43])
    zone = read_zone(TD3_NAME + "\n" + second + composite, TODAY)
    assert zone.check_digits == CheckDigits(True, True, True, True, True)


def test_unknown_parts_of_a_birth_date_stay_unknown():
    second = "L898902C36UTO71<<<<1F1204159ZE184226B<<<<<10"
    assert read_zone(TD3_NAME + "\n" + second, TODAY).fields.born == PartialDate(1971)


def test_an_impossible_date_is_said_and_the_rest_is_read():
    zone = read_zone(TD3.replace("740812", "741312"), TODAY)
    assert (zone.fields.born, zone.fields.number) == (None, "L898902C3")
    assert "date_impossible" in codes(zone)


def test_a_name_that_fills_its_field_may_be_cut():
    first = "P<UTO" + "NILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<KRASUANG"[:39]
    zone = read_zone(first + "\n" + TD3_DATA, TODAY)
    assert zone.fields.name_may_be_cut
    assert zone.fields.surname == "NILAVADHANANANDA"


def test_a_person_with_one_name_has_a_surname_only():
    zone = read_zone(TD3.replace("ERIKSSON<<ANNA<MARIA", "ARKFREITH<<<<<<<<<<<"), TODAY)
    assert (zone.fields.surname, zone.fields.given_names) == ("ARKFREITH", None)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (TD3.lower(), "line_repaired"),
        (TD3.replace("<", " "), "line_repaired"),
        (TD3[:-2], "line_short"),
        (TD3.rstrip("<") + "\n", None),
        (TD3 + "ABC", "line_long"),
        (TD3.replace("ANNA", "AN?A"), "character_strange"),
        (TD3.replace("<", "\u2039"), None),
        (TD3.replace("\n", "\r\n\r\n  "), None),
        (TD3.replace("\n", ""), None),
        (TD1.replace("\n", ""), None),
    ],
)
def test_untidy_lines_are_read_and_what_was_repaired_is_said(text, code):
    zone = read_zone(text, TODAY)
    assert zone.fields.surname is not None
    assert code is None or code in codes(zone)


@pytest.mark.parametrize("text", ["", "x", "a\nb\nc\nd", "A" * 5000 + "\n" + "B" * 5000, "P<UTO", "\0" * 44])
def test_what_is_no_zone_is_said(text):
    zone = read_zone(text, TODAY)
    assert (zone.kind, codes(zone)) == (None, ["no_zone"])


def test_the_century_rule_is_recorded():
    noticed = [f.params for f in read_zone(TD3, TODAY).findings if f.code == "documents.century_by_rule"]
    assert [(params["field"], params["year"]) for params in noticed] == [("birth", 1974), ("expiry", 2012)]


def test_zones_of_a_stream_are_parted_by_blank_lines():
    lines = f"\n\n{TD3}\n\n \n{TD1}\n".splitlines(keepends=True)
    assert [read_zone(zone, TODAY).kind for zone in split_zones(lines)] == [ZoneKind.TD3, ZoneKind.TD1]


@given(st.text(max_size=200))
def test_any_text_gives_a_zone_or_says_why_not(text):
    assert read_zone(text, TODAY).kind is not None or codes(read_zone(text, TODAY))


@given(
    st.sampled_from([TD1, TD1_LONG, TD2, TD3, MRV_A, MRV_B]),
    st.lists(st.tuples(st.integers(0, 91), st.characters(codec="utf-8")), max_size=6),
)
def test_no_damage_to_a_zone_raises(text, damages):
    for at, char in damages:
        text = text[:at] + char + text[at + 1 :]
    attrs.asdict(read_zone(text, TODAY))
