import json

import pytest

from catenary.basis.findings import ProblemError
from catenary.basis.persons import Sex
from catenary.core.screening.model import NameKind
from catenary.formats.lists import ftm
from catenary.formats.lists.ftm import read_ftm

PERSON = {
    "id": "at-17",
    "schema": "Person",
    "caption": "Torvald Osterlin",
    "properties": {
        "name": ["Torvald Osterlin", "Торвальд Остерлин"],
        "firstName": ["Torvald"],
        "lastName": ["Osterlin"],
        "alias": ["Thor Osterlin"],
        "weakAlias": ["The Lamplighter"],
        "birthDate": ["1961-02-02", "1960"],
        "gender": ["male"],
        "nationality": ["no"],
        "passportNumber": ["A123456"],
        "topics": ["sanction"],
        "position": ["Keeper of the lighthouse"],
        "sanctions": [
            {
                "id": "s",
                "schema": "Sanction",
                "properties": {"program": ["ATL"], "unscId": ["ATi.001"], "listingDate": ["2019-05-06"]},
            }
        ],
    },
}


def lines(*entities):
    return "".join(json.dumps(entity, ensure_ascii=False) + "\n" for entity in entities)


def test_a_person_is_read_with_its_nested_sanction(read):
    outcome = read(read_ftm, lines(PERSON), "atlantis")
    (entry,) = outcome.entries
    assert (entry.list, entry.entry, entry.reference, str(entry.listed_on)) == (
        "atlantis",
        "at-17",
        "ATi.001",
        "2019-05-06",
    )
    assert (entry.sex, entry.nationalities, entry.legal_ground) == (Sex.MALE, ("NOR",), "sanction, ATL")
    assert [str(span) for span in entry.born] == ["1961-02-02", "1960"]
    assert [(paper.type, paper.number) for paper in entry.documents] == [("passport", "A123456")]
    assert outcome.findings == []


def test_the_first_name_is_primary_and_keeps_its_parts(read):
    outcome = read(read_ftm, lines(PERSON), "x")
    assert outcome.entries[0].names[0].name.surname == "Osterlin"
    assert outcome.names(NameKind.PRIMARY) == ["Torvald Osterlin"]
    assert outcome.names(NameKind.ORIGINAL_SCRIPT) == ["Торвальд Остерлин"]
    assert outcome.names(NameKind.WEAK_ALIAS) == ["The Lamplighter"]


def test_a_legal_entity_may_be_a_person_and_is_taken_with_a_warning(read):
    outcome = read(read_ftm, lines({"id": "b", "schema": "LegalEntity", "properties": {"name": ["B"]}}), "x")
    assert (len(outcome.entries), outcome.codes) == (1, ["lists.kind_unknown"])


def test_other_schemata_are_counted_not_listed(read):
    outcome = read(read_ftm, lines({"id": "c", "schema": "Vessel"}, {"id": "d", "schema": "Vessel"}), "x")
    assert [(finding.params["kind"], finding.params["count"]) for finding in outcome.findings] == [
        ("Vessel", 2)
    ]


def test_a_line_that_is_no_entity_is_an_error_with_its_line_and_the_others_stay(read):
    outcome = read(read_ftm, lines(PERSON) + "{oops}\n[]\n" + lines(PERSON), "x")
    assert len(outcome.entries) == 2
    assert [(finding.code, finding.params["line"]) for finding in outcome.findings] == [
        ("lists.line_unreadable", 2),
        ("lists.line_unreadable", 3),
    ]


def test_a_last_line_that_is_cut_off_refuses_the_file(read):
    with pytest.raises(ProblemError) as refusal:
        read(read_ftm, lines(PERSON) + lines(PERSON)[:200], "x")
    assert (refusal.value.finding.code, refusal.value.finding.params["line"]) == ("lists.lines_cut_off", 2)


def test_a_line_without_its_newline_at_the_end_is_read_when_it_is_whole(read):
    assert len(read(read_ftm, lines(PERSON).rstrip("\n"), "x").entries) == 1


def test_a_line_beyond_measure_is_left_out_with_an_error(read, monkeypatch):
    monkeypatch.setattr(ftm, "LONGEST_LINE", 2_000)
    long = {"id": "e", "schema": "Person", "properties": {"name": ["E" * 5_000]}}
    outcome = read(read_ftm, lines(long, PERSON), "x")
    assert ([entry.entry for entry in outcome.entries], outcome.codes) == (["at-17"], ["lists.line_too_long"])


@pytest.mark.parametrize(
    "properties", [{"name": [7, None, {"x": 1}, "B"]}, {"name": ["B"], "birthDate": ["?"], "gender": ["?"]}]
)
def test_values_of_unexpected_kind_cost_only_themselves(read, properties):
    outcome = read(read_ftm, lines({"id": "b", "schema": "Person", "properties": properties}), "x")
    assert outcome.names(NameKind.PRIMARY) == ["B"]
