import json

import pytest
from attrs import evolve
from hypothesis import given, settings
from tests.core.assessment.reports import any_report, short_report

from catenary.formats.reports import json_form


@given(any_report())
@settings(deadline=None, max_examples=50)
def test_a_report_comes_back_as_it_was_and_its_bytes_name_it(report):
    written = json_form.write(report)
    assert json_form.read(written) == report
    assert json_form.write(json_form.read(written)) == written


def test_another_word_is_another_hash():
    report = short_report()
    assert json_form.digest(report) == json_form.digest(short_report())
    assert json_form.digest(report) != json_form.digest(evolve(report, title="Another"))


@pytest.mark.parametrize(
    "break_it", [lambda data: data.pop("sections"), lambda data: data.update(format="x")]
)
def test_what_is_no_report_is_refused(break_it):
    data = json.loads(json_form.write(short_report()))
    break_it(data)
    with pytest.raises(ValueError):  # noqa: PT011  of any kind
        json_form.read(json.dumps(data).encode())


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{", b'{"format": "catenary-assessment-report-1", "sections": [3]}']
)
def test_broken_bytes_are_refused(content):
    with pytest.raises(ValueError):  # noqa: PT011  of any kind
        json_form.read(content)
