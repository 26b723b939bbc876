import tracemalloc

import pytest

from catenary.basis.findings import ProblemError
from catenary.formats.lists.eu import read_eu
from catenary.formats.lists.source import ListFile
from catenary.formats.lists.un import read_un

BOMB = (
    '<!DOCTYPE bomb [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
    "<CONSOLIDATED_LIST><INDIVIDUALS><INDIVIDUAL><FIRST_NAME>&c;</FIRST_NAME></INDIVIDUAL></INDIVIDUALS></CONSOLIDATED_LIST>"
)
OUTSIDE = '<!DOCTYPE x [<!ENTITY o SYSTEM "file:///etc/passwd">]><CONSOLIDATED_LIST>&o;</CONSOLIDATED_LIST>'


def refusal_of(read, content):
    with pytest.raises(ProblemError) as refusal:
        read(read_un, content)
    return refusal.value.finding


@pytest.mark.parametrize("content", [BOMB, OUTSIDE])
def test_entities_are_refused_before_they_expand(read, content):
    assert refusal_of(read, content).code == "lists.xml_entities"


def test_elements_nested_beyond_measure_are_refused(read):
    finding = refusal_of(read, "<CONSOLIDATED_LIST>" + "<a>" * 100_000)
    assert (finding.code, finding.params["limit"]) == ("lists.xml_too_deep", 64)


def test_an_encoding_that_does_not_exist_is_refused(read):
    assert (
        refusal_of(read, '<?xml version="1.0" encoding="utopian-7"?><CONSOLIDATED_LIST/>').code
        == "lists.xml_broken"
    )


def test_empty_elements_take_no_memory_however_many():
    data = b"<export>" + b"<a/><sanctionEntity/>" * 15_000 + b"</export>"
    tracemalloc.start()
    try:
        assert list(read_eu(ListFile("f", data), lambda _: None)) == []
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
    finally:
        tracemalloc.stop()


def test_a_large_xml_list_is_read_in_the_memory_of_one_entry():
    person = b"<sanctionEntity euReferenceNumber='E'><subjectType code='person'/><nameAlias wholeName='Ida Osterlin'/></sanctionEntity>"
    data = b"<export>" + person * 3_000 + b"</export>"
    tracemalloc.start()
    try:
        assert sum(1 for _ in read_eu(ListFile("f", data), lambda _: None)) == 3_000
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
    finally:
        tracemalloc.stop()
