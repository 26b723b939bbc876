import hashlib
import json
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from tests.core.measures.editions import UNHURRIED, editions, small_edition, successions

from catenary.basis.findings import ProblemError
from catenary.formats.measures import edition_digest, read_edition_json, write_edition_json

SMALL = small_edition()
SCHEMAS = Path(__file__).parents[3] / "docs" / "schemas"
SCHEMA = Draft202012Validator(json.loads((SCHEMAS / "measures-edition.schema.json").read_bytes()))


def object_of(edition):
    return json.loads(write_edition_json(edition))


@UNHURRIED
@given(editions())
def test_an_edition_comes_back_from_its_json_with_nothing_lost(edition):
    assert read_edition_json(write_edition_json(edition)) == edition


@UNHURRIED
@given(editions())
def test_the_published_schema_describes_what_is_written(edition):
    SCHEMA.validate(object_of(edition))


def test_a_whole_edition_comes_back_as_it_was():
    assert read_edition_json(write_edition_json(evolve(SMALL, follows="E0"))) == evolve(SMALL, follows="E0")


@UNHURRIED
@given(successions())
def test_two_editions_have_the_same_hash_exactly_when_they_are_the_same(pair):
    first, second = pair[0], evolve(pair[1], code=pair[0].code, follows="", vignettes=pair[0].vignettes)
    assert (edition_digest(first) == edition_digest(second)) == (first == second)


def test_the_bytes_are_those_of_rfc_8785_and_the_hash_is_theirs():
    bare = evolve(SMALL, title="é", areas=[], requirements=[], questions=[], vignettes=[])
    told = write_edition_json(bare)
    assert told.decode() == (
        '{"areas":[],"code":"E1","complete":true,"follows":"","format":"catenary-measures-edition-1",'
        '"language":"en","questions":[],"requirements":[],"title":"é","vignettes":[]}'
    )
    assert edition_digest(bare) == hashlib.sha256(told).hexdigest()


def test_another_layout_of_the_same_json_is_the_same_edition():
    laid_out = json.dumps(object_of(SMALL), indent=4).encode()
    assert edition_digest(read_edition_json(laid_out)) == edition_digest(SMALL)


def changed(path, value):
    told = object_of(SMALL)
    at = told
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    return json.dumps(told).encode()


@pytest.mark.parametrize(
    ("path", "value", "place"),
    [
        (["questions", 3, "kind"], "habit", "$.questions[3].kind"),
        (["questions", 3, "levels"], "five", "$.questions[3].levels"),
        (["questions", 3, "marks"], ["religion"], "$.questions[3].marks[0]"),
        (["questions", 3, "weight"], 2, "$.questions[3]"),
        (["requirements", 1, "prerequisites", 0, "level"], "3", "$.requirements[1].prerequisites[0].level"),
        (["requirements", 1, "source"], None, "$.requirements[1].source"),
        (["complete"], "yes", "$.complete"),
        (["weights"], {}, "weights"),
    ],
)
def test_a_wrong_value_is_named_by_its_place_and_the_schema_refuses_it_too(path, value, place):
    with pytest.raises(ProblemError) as told:
        read_edition_json(changed(path, value), "edition.json")
    assert told.value.finding.code == "measures_file.unreadable"
    assert place in told.value.finding.params["reason"]
    assert not SCHEMA.is_valid(json.loads(changed(path, value)))


@pytest.mark.parametrize("key", sorted(object_of(SMALL)))
def test_no_key_may_be_missing(key):
    told = object_of(SMALL)
    del told[key]
    with pytest.raises(ProblemError):
        read_edition_json(json.dumps(told).encode())
    assert not SCHEMA.is_valid(told)


def test_another_format_is_named():
    with pytest.raises(ProblemError) as told:
        read_edition_json(changed(["format"], "catenary-measures-edition-2"))
    assert told.value.finding.code == "measures_file.format_other"


@given(st.one_of(st.binary(max_size=80), st.just(b"[" * 100_000), st.just(b"{}"), st.just(b"[]")))
def test_no_bytes_whatever_raise_anything_but_a_problem(data):
    with pytest.raises(ProblemError):
        read_edition_json(data)
