"""Every act that the source enters has words, and pages say them with the code beside."""

import ast
from pathlib import Path

import pytest

import catenary
from catenary.core.mandate.flow_table import ARRANGEMENTS, Flow, Who
from catenary.core.mandate.retention import RetentionAct
from catenary.desk.ledger.services import enter
from catenary.desk.ledger.words import ACTS, act_word
from catenary.desk.mandate.models.access import ACCESS_FLOWS
from catenary.desk.mandate.people.matters import _PAST
from catenary.desk.measures.models import EditionDeed
from catenary.desk.screening.rules.deciding import LEDGER_ACTS

SOURCE = Path(catenary.__file__).parent
LISTS_OF_PERSONS = {"ledger", "intake"}
"""Rooms that show lists of persons with `desk.shell.listing`."""
LEFT_OUT = {"benchmarks"}
"""Their databases are their own, and gone afterwards."""
OFFICER = "tom.ashgrove@piu.utopia.example"
WATCH = ("oversight", "eu-2016-680-oversight")
OVERSIGHT = "edmund.ravel@oversight.utopia.example"


def matters_of_people():
    for flow in ACCESS_FLOWS:
        yield from (f"{flow.value}_asked", f"{flow.value}_escalated")
        for (_, step), transition in ARRANGEMENTS[flow].steps.items():
            done = transition.to.value if transition.who is Who.CLOCK else _PAST[step]
            yield f"{flow.value}_{done}"


def matters_of_records():
    for flow in (Flow.UNMASKING, Flow.HOLD, Flow.LIFTING, Flow.ERASURE, Flow.RETENTION_LAW):
        yield f"ask_{flow.value}"
        for (_, step), transition in ARRANGEMENTS[flow].steps.items():
            if transition.who is not Who.CLOCK:
                yield f"{step.value}_{flow.value}"


MADE_UP = {
    "f'{row.flow}_{act}'": set(matters_of_people()),
    "f'ask_{flow.value}'": set(matters_of_records()),
    "f'{step.value}_{row.flow}'": set(matters_of_records()),
    "LEDGER_ACTS[act]": set(LEDGER_ACTS.values()),
    "f'{deed.value}_edition'": {f"{each.value}_edition" for each in EditionDeed},
    "receipt.act.value": {each.value for each in RetentionAct},
}
"""Acts whose code is put together, and all that can come of it."""


def acts_in(node):
    """Every code that an expression can be; fails on one that this test cannot tell."""
    match node:
        case ast.Constant(value=str() as code):
            return {code}
        case ast.IfExp(body=one, orelse=other):
            return acts_in(one) | acts_in(other)
        case _:
            return MADE_UP[ast.unparse(node)]


def name_of(call):
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


def act_of(call, parameters):
    named = {each.arg: each.value for each in call.keywords}
    return named.get("act") or call.args[parameters.index("act")]


def entered_by(tree):
    """Room and act of every entry a module makes, through its own functions too that are handed an act."""
    functions = {each.name: each for each in ast.walk(tree) if isinstance(each, ast.FunctionDef)}
    calls = [each for each in ast.walk(tree) if isinstance(each, ast.Call)]
    for call in calls:
        if name_of(call) != "enter" or not any(each.arg == "room" for each in call.keywords):
            continue
        room = next(each.value for each in call.keywords if each.arg == "room")
        rooms = set(LISTS_OF_PERSONS) if ast.unparse(room) == "listing.persons.room" else acts_in(room)
        act = act_of(call, [])
        if isinstance(act, ast.Name):
            yield from ((room, code) for room in rooms for code in handed_to(call, functions, calls))
        else:
            yield from ((room, code) for room in rooms for code in acts_in(act))


def handed_to(call, functions, calls):
    (holder,) = [each for each in functions.values() if call in ast.walk(each)]
    parameters = [each.arg for each in (*holder.args.posonlyargs, *holder.args.args)]
    for each in calls:
        if name_of(each) == holder.name:
            yield from acts_in(act_of(each, parameters))


def entered():
    for path in sorted(SOURCE.rglob("*.py")):
        if path.relative_to(SOURCE).parts[0] not in LEFT_OUT:
            for room, act in entered_by(ast.parse(path.read_text(encoding="utf-8"))):
                yield f"{room}.{act}", path.relative_to(SOURCE)


def test_every_act_that_is_entered_anywhere_has_words():
    found = list(entered())
    assert len({code for code, _ in found}) > 60
    assert not sorted({(code, str(path)) for code, path in found if code not in ACTS})


def test_no_words_are_kept_for_an_act_that_nobody_enters():
    earlier = {"mandate.order_erasure"}
    assert set(ACTS) - {code for code, _ in entered()} <= earlier


def test_an_act_of_a_newer_version_is_told_by_its_code():
    assert act_word("evidence", "handed_over") == "evidence.handed_over"


@pytest.mark.parametrize("address", ["/ledger/", "/ledger/own"])
def test_pages_say_what_was_done_in_words_with_the_code_beside(browser, act_as, address):
    with act_as(OVERSIGHT, *WATCH):
        enter(room="mandate", act="see_record", record="x")
    page = browser(OVERSIGHT, *WATCH).get(address).content.decode()
    assert 'Opened a record <bdi class="code coded">mandate.see_record</bdi>' in page


def test_a_copy_keeps_the_code_that_stands_in_the_entry(browser, act_as):
    with act_as(OVERSIGHT, *WATCH):
        enter(room="mandate", act="see_record", record="x")
    copy = browser(OVERSIGHT, *WATCH).get("/ledger/", {"format": "csv"}).content.decode()
    assert ",mandate.see_record," in copy
    assert "Opened a record" not in copy


def test_entries_are_narrowed_down_by_the_words_of_an_act(browser, act_as):
    with act_as(OVERSIGHT, *WATCH):
        enter(room="mandate", act="see_record", record="x")
        enter(room="mandate", act="see_list")
    page = browser(OVERSIGHT, *WATCH).get("/ledger/", {"act": "see_record"}).content.decode()
    assert "mandate.see_record</bdi>" in page
    assert "mandate.see_list</bdi>" not in page
