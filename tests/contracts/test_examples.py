"""The examples of the published contract keep to the schemas, to the letter."""

import pytest

FINDING = {
    "code": "intake.unt_count",
    "severity": "error",
    "segment": 17,
    "offset": 812,
    "params": {"stated": 40, "counted": 41},
}
READ = {
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
    "bookings": [], "removed": {"health": 0, "religion": 1}, "findings": [],
}  # fmt: skip
SCREENED = {
    "source": "flight1.edi", "id": "0-1", "as_of": "2026-11-22", "list": {"edition": "9c1f...", "algorithm": "names-1"},
    "status": "candidates",
    "candidates": [{
        "list": "un", "entry": "QDi.001", "name": "the list's name that met", "score": 0.913, "band": "review",
        "findings": [
            {"code": "screening.name_token",
             "params": {"query": "ABDELRAHMAN", "entry": "ABD AL-RAHMAN", "contribution": 0.31}},
            {"code": "screening.birth_date_contradicts",
             "params": {"query": "1980-02-01", "entry": "1971", "contribution": -0.2}}]}],
    "documents": [{"number": "AB123456", "status": "not_found"}], "findings": [],
}  # fmt: skip
SHOWN = {
    "edition": "9c1f20aa45b7d001",
    "algorithm": "names-1",
    "sources": [{"name": "un", "format": "un", "entries": 730, "names": 3270, "sha256": "a" * 64}],
    "built_at": "2026-11-22T13:00:00Z",
}
ZONE = {
    "kind": "TD3",
    "fields": {},
    "check_digits": {"number": True, "birth": True, "expiry": True, "personal": True, "composite": True},
    "findings": [],
}


@pytest.mark.parametrize(
    ("example", "schema"),
    [
        (READ, "read"),
        (READ | {"series": {"parts": 3, "complete": True}}, "read"),
        (READ | {"findings": [FINDING]}, "read"),
        (READ | {"responses": [{"traveller": None, "code": "0Z", "meaning": "cleared"}]}, "read"),
        (SCREENED, "screen"),
        (SCREENED | {"findings": [FINDING]}, "screen"),
        (SHOWN, "list-show"),
        (SHOWN | {"findings": [FINDING]}, "list-build"),
        (ZONE, "documents-mrz"),
        ({"score": 0.87, "match": True, "review": True, "findings": []}, "compare"),
        (FINDING, "screen"),
        (FINDING, "compare"),
        (FINDING, "list-build"),
        (FINDING, "documents-index"),
    ],
)
def test_the_contracts_examples_keep_to_the_schemas(conforms, example, schema):
    assert conforms([example], schema)
