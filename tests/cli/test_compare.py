import json
from datetime import date

import pytest
from click.testing import CliRunner

from catenary.cli.compare import command


@pytest.fixture
def run(tmp_path):
    """Compare pairs given as lines or values; gives the result and its records."""

    def running(*lines):
        path = tmp_path / "pairs.jsonl"
        path.write_text(
            "".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines)
        )
        result = CliRunner().invoke(command, [str(path), "--json"])
        return result, [json.loads(line) for line in result.stdout.splitlines()]

    return running


def pair(query, candidate, **facts):
    return {"query": {"name": query} | facts, "candidate": {"name": candidate} | facts}


ONE = pair("Torvald Ostrelind", "OSTRELIND, Torvald", birthDate="1971-03-09")
TWO = pair("Torvald Ostrelind", "Ida Brannevik", nationality="uto")


def test_pairs_are_answered_in_their_order_with_reasons(run):
    result, (one, two, again) = run(ONE, TWO, ONE)
    assert result.exit_code == 0
    assert (one["match"], one["review"], two["match"], two["review"]) == (True, True, False, False)
    assert one == again
    assert "screening.birth_date_agrees" in [finding["code"] for finding in one["findings"]]


@pytest.mark.parametrize("line", ["{", "[]", '{"query": {"name": "Ida"}}', "\\ud800"])
def test_a_line_that_cannot_be_read_has_no_score_and_keeps_its_place(run, line):
    result, records = run(ONE, line, TWO)
    assert result.exit_code == 1
    assert [record["score"] is None for record in records] == [False, True, False]
    assert (records[1]["match"], records[1]["review"]) == (None, None)
    assert records[1]["findings"][0]["segment"] == 1


def test_a_side_without_a_name_scores_nothing_and_says_so(run):
    _, (record,) = run({"query": {"birthDate": "1971"}, "candidate": {"name": "Ida Brannevik"}})
    assert (record["score"], record["match"]) == (0.0, False)
    assert record["findings"][0]["code"] == "pairs.name_missing"


def test_the_pair_the_other_way_round_scores_the_same(run):
    pairs = [
        ONE,
        TWO,
        pair("Wilmar J Torvaldesen", "Torvaldsen Wilmar Jan"),
        pair("محمد الحداد", "Mohamed Haddad"),
    ]
    turned = [{"query": each["candidate"], "candidate": each["query"]} for each in pairs]
    _, forth = run(*pairs)
    _, back = run(*turned)
    for one, other in zip(forth, back, strict=True):
        assert one["score"] == pytest.approx(other["score"], abs=0.02)


def test_the_same_pairs_give_the_same_bytes(run):
    assert run(ONE, TWO)[0].stdout_bytes == run(ONE, TWO)[0].stdout_bytes


@pytest.mark.parametrize("name", ["absent.jsonl", "."])
def test_a_file_of_pairs_that_cannot_be_read_is_an_unreadable_input(tmp_path, name):
    result = CliRunner().invoke(command, [str(tmp_path / name), "--json"])
    record = json.loads(result.stdout)
    assert (result.exit_code, record["score"], record["match"], record["review"]) == (1, None, None, None)
    assert [finding["code"] for finding in record["findings"]] == ["screening.input_unreadable"]


def test_the_day_is_echoed_and_some_day_when_none_is_named(run, tmp_path):
    assert date.fromisoformat(run(ONE)[1][0]["as_of"])
    arguments = [str(tmp_path / "pairs.jsonl"), "--json", "--as-of", "2020-02-29"]
    assert json.loads(CliRunner().invoke(command, arguments).stdout)["as_of"] == "2020-02-29"


def test_two_records_without_a_name_are_compared_by_document(run):
    same = {"passportNumber": "AO123456"}
    _, (record,) = run({"query": same, "candidate": same | {"name": "Ida Brannevik"}})
    assert record["match"] is True
    assert "screening.name_none" in [finding["code"] for finding in record["findings"]]
