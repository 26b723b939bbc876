"""What `catenary read --json` writes is what docs/schemas promises, and the published example comes out as published."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from catenary.core.intake.model import Purpose
from catenary.core.intake.series import with_series
from catenary.formats.reading import read_carrier_file
from catenary.formats.records import message_record

ROOT = Path(__file__).parents[2]
SCHEMA = Draft202012Validator(json.loads((ROOT / "docs/schemas/read.schema.json").read_text("utf-8")))
AS_OF = date(2026, 11, 22)

EXAMPLE_INPUT = b"""UNB+UNOA:4+AVIA+UTOPIA+261122:0800+R1'UNH+PAX001+PAXLST:D:05B:UN:IATA'BGM+745'TDT+20+AV0123'LOC+125+BOG'
DTM+189:2611220930:201'LOC+87+ALD'DTM+232:2611222110:201'NAD+FL+++VARELA RUIZ:INES MARIA'ATT+2++F'DTM+329:800201'
LOC+178+BOG'LOC+179+ALD'NAT+2+COL'RFF+AVF:K3F9QZ'RFF+SEA:14C'FTX+AAI+++KOSHER MEAL'DOC+P+AB123456'DTM+36:300101'
LOC+91+COL'CNT+42:1'UNT+21+PAX001'UNZ+1+R1'"""
EXAMPLE = {
    "source": "flight1.edi", "position": 0, "message": "PAXLST", "version": "D:05B:UN", "reference": "PAX001", "function": "745",
    "series": None, "as_of": "2026-11-22",
    "flights": [{"carrier": "AV", "number": "0123", "legs": [
        {"departure": {"airport": "BOG", "at_local": "2026-11-22T09:30"},
         "arrival": {"airport": "ALD", "at_local": "2026-11-22T21:10"}}]}],
    "travellers": [{
        "id": "0-1", "role": "passenger", "surname": "VARELA RUIZ", "given_names": "INES MARIA", "sex": "female",
        "born": "1980-02-01", "nationality": "COL",
        "documents": [{"type": "P", "number": "AB123456", "issuer": "COL", "expires": "2030-01-01", "findings": []}],
        "booking_reference": "K3F9QZ", "seat": "14C", "from": "BOG", "to": "ALD"}],
    "bookings": [], "removed": {"health": 0, "religion": 1},
}  # fmt: skip


def records(data, source="flight1.edi"):
    messages = with_series((source, message) for message in read_carrier_file(data, AS_OF))
    return [message_record(message, name, AS_OF) for name, message in messages]


def holds(promised, given_value):
    """Whether everything promised is there; more keys may be."""
    if isinstance(promised, dict):
        return all(key in given_value and holds(value, given_value[key]) for key, value in promised.items())
    if isinstance(promised, list):
        return len(promised) == len(given_value) and all(map(holds, promised, given_value))
    return promised == given_value


def test_the_published_example_comes_out_as_published():
    (record,) = records(EXAMPLE_INPUT)
    assert holds(EXAMPLE, record)
    assert {finding["severity"] for finding in record["findings"]} == {"notice"}


def test_the_example_keeps_to_the_schema():
    (record,) = records(EXAMPLE_INPUT)
    SCHEMA.validate(record)


@given(st.binary(max_size=60), st.integers(0, len(EXAMPLE_INPUT)))
def test_any_damage_keeps_to_the_schema(damage, at):
    for record in records(EXAMPLE_INPUT[:at] + damage + EXAMPLE_INPUT[at:]):
        SCHEMA.validate(json.loads(json.dumps(record)))


def test_the_schema_knows_every_purpose():
    purposes = {purpose.value for purpose in Purpose}
    assert set(SCHEMA.schema["properties"]["purpose"]["enum"]) == purposes | {None}


def test_the_schema_itself_is_sound():
    Draft202012Validator.check_schema(SCHEMA.schema)


@pytest.mark.shared_data
def test_every_example_message_keeps_to_the_schema_and_gives_a_result_or_a_diagnosis(shared_data):
    for path in sorted((shared_data / "messages").iterdir()):
        found = records(path.read_bytes(), path.name)
        for record in found:
            SCHEMA.validate(record)
        understood = any(record["travellers"] or record["responses"] for record in found)
        assert understood or any(f["offset"] is not None for record in found for f in record["findings"]), (
            path.name
        )
        assert not any("failed_unexpectedly" in f["code"] for record in found for f in record["findings"]), (
            path.name
        )
