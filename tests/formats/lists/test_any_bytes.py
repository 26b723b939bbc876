import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catenary.basis.findings import ProblemError
from catenary.core.screening.model import ListEntry
from catenary.formats.lists.eu import read_eu
from catenary.formats.lists.ftm import read_ftm
from catenary.formats.lists.notes import FindingTally
from catenary.formats.lists.ofac_advanced import read_ofac_advanced
from catenary.formats.lists.ofac_csv import OfacSet, read_ofac_csv
from catenary.formats.lists.ofac_xml import read_ofac_xml
from catenary.formats.lists.plain_csv import read_plain_csv
from catenary.formats.lists.recognise import ListFormat, OfacPart, recognise
from catenary.formats.lists.source import ListFile
from catenary.formats.lists.un import number_in, read_un

READERS = {
    "un": read_un,
    "eu": read_eu,
    "ofac-xml": read_ofac_xml,
    "ofac-advanced": read_ofac_advanced,
    "ftm": read_ftm,
    "csv": read_plain_csv,
    "ofac-csv": lambda file, take, name: read_ofac_csv(OfacSet(file, file, file), take, name),
}
TAGS = [
    "CONSOLIDATED_LIST",
    "INDIVIDUALS",
    "INDIVIDUAL",
    "ENTITY",
    "FIRST_NAME",
    "REFERENCE_NUMBER",
    "INDIVIDUAL_ALIAS",
    "ALIAS_NAME",
    "QUALITY",
    "INDIVIDUAL_DATE_OF_BIRTH",
    "TYPE_OF_DATE",
    "YEAR",
    "FROM_YEAR",
    "TO_YEAR",
    "DATE",
    "NOTE",
    "INDIVIDUAL_DOCUMENT",
    "NUMBER",
    "GENDER",
    "NATIONALITY",
    "VALUE",
    "LISTED_ON",
    "sdnList",
    "sdnEntry",
    "uid",
    "sdnType",
    "lastName",
    "idList",
    "id",
    "idType",
    "idNumber",
    "dateOfBirthList",
    "dateOfBirth",
    "Sanctions",
    "ReferenceValueSets",
    "PartySubTypeValues",
    "PartySubType",
    "DistinctParty",
    "Profile",
    "Identity",
    "Alias",
    "DocumentedName",
    "DocumentedNamePart",
    "NamePartValue",
    "Feature",
    "FeatureVersion",
    "DatePeriod",
    "Start",
    "From",
    "Year",
    "Month",
    "SanctionsEntry",
    "EntryEvent",
    "Date",
    "Location",
    "IDRegDocument",
    "export",
    "sanctionEntity",
    "subjectType",
    "nameAlias",
    "birthdate",
    "citizenship",
    "identification",
    "regulation",
]
ATTRIBUTES = [
    "ID",
    "PartySubTypeID",
    "ProfileID",
    "FeatureTypeID",
    "LowQuality",
    "Primary",
    "code",
    "wholeName",
    "birthdate",
    "year",
    "yearRangeFrom",
    "yearRangeTo",
    "monthOfYear",
    "calendarType",
    "circa",
    "countryIso2Code",
    "number",
    "designationDate",
    "gender",
    "strong",
]
VALUES = [
    "",
    "person",
    "Individual",
    "17",
    "1970",
    "1970-02-31",
    "99999",
    "true",
    "na",
    "Iran",
    "(",
    "Ида",
    "Low",
    "4",
    "EXACT",
]
ROOTS = {"un": "CONSOLIDATED_LIST", "eu": "export", "ofac-xml": "sdnList", "ofac-advanced": "Sanctions"}

attributes = st.dictionaries(st.sampled_from(ATTRIBUTES), st.sampled_from(VALUES), max_size=4)
elements = st.recursive(
    st.sampled_from(VALUES),
    lambda inner: st.tuples(st.sampled_from(TAGS), attributes, st.lists(inner, max_size=4)),
    max_leaves=20,
)
cells = st.sampled_from(
    [
        *VALUES,
        '"',
        ";",
        "a:b:c",
        "individual",
        "DOB circa 1960; Passport 1 (Iran).",
        "\x1a",
        "-0- ",
        "aka",
        "\ufffd",
    ]
)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.sampled_from(VALUES),
    lambda v: (
        st.lists(v)
        | st.dictionaries(
            st.sampled_from(["name", "birthDate", "sanctions", "properties", "id", "schema"]), v
        )
    ),
    max_leaves=10,
)


def outcome(reader, data):
    """Everything a reader makes of bytes: entries, findings and perhaps one coded problem; nothing else may escape."""
    tally = FindingTally()
    entries, codes = [], []
    try:
        entries.extend(reader(ListFile("f", data), tally.take, "x"))
    except ProblemError as problem:
        codes = [problem.finding.code]
    assert all(code.startswith("lists.") for code in codes)
    assert all(isinstance(entry, ListEntry) for entry in entries)
    return entries, tally.findings


def written(element):
    if isinstance(element, str):
        return element.replace("<", "")
    tag, given_attributes, children = element
    stated = "".join(f' {key}="{value}"' for key, value in given_attributes.items())
    return f"<{tag}{stated}>{''.join(written(child) for child in children)}</{tag}>"


@pytest.mark.parametrize("name", READERS)
@given(data=st.binary(max_size=300))
def test_any_bytes_give_entries_or_a_coded_problem(name, data):
    outcome(READERS[name], data)


@pytest.mark.parametrize("name", ROOTS)
@given(children=st.lists(elements, max_size=4))
def test_any_arrangement_of_elements_gives_entries_or_findings(name, children):
    outcome(READERS[name], f"<{ROOTS[name]}>{''.join(map(written, children))}</{ROOTS[name]}>".encode())


@pytest.mark.parametrize("name", ["csv", "ofac-csv"])
@given(rows=st.lists(st.lists(cells, max_size=14), max_size=6))
def test_any_rows_give_entries_or_findings(name, rows):
    outcome(READERS[name], ("id,name,born,documents\n" + "\n".join(",".join(row) for row in rows)).encode())


@given(
    properties=st.dictionaries(
        st.sampled_from(["name", "birthDate", "gender", "sanctions", "topics"]), json_values
    )
)
def test_any_properties_give_an_entry_or_findings(properties):
    entries, findings = outcome(
        read_ftm, json.dumps({"id": "a", "schema": "Person", "properties": properties}).encode() + b"\n"
    )
    assert len(entries) == 1 or findings


@given(data=st.binary(max_size=200) | st.sampled_from([b"<", b"<a", b"id,name", b"{", b"1,2", b'"']))
def test_recognition_gives_a_format_or_a_coded_problem(data):
    try:
        found = recognise(ListFile("f", data))
    except ProblemError as problem:
        found = problem.finding.code
    assert isinstance(found, ListFormat | OfacPart) or found.startswith("lists.")


@given(st.text(max_size=60))
def test_a_document_number_is_found_or_not_in_any_text(stated):
    found = number_in(stated)
    assert found is None or any(mark.isdigit() for mark in found)
