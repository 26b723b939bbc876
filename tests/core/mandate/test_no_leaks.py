"""Zero leaks: random organisations, roles, codes, audiences and purposes against an oracle that shares no rule.

The oracle restates the law of the mandate from `docs/mandate.md` as one long list of reasons to refuse. Of the product it
uses the values and the table of grants as written, row by row, and neither the lookups made of it nor any rule.
"""

import random
from collections import Counter

import pytest

from catenary.core.mandate.grants import GRANTS
from catenary.core.mandate.handling import combined, may_travel
from catenary.core.mandate.legal_bases import LEGAL_BASES
from catenary.core.mandate.model import Act, Actor, DataClass, Handling, Held, Purpose, Role, Task
from catenary.core.mandate.rules import may_do

CASES = 100_000
ORGANISATIONS = ["avalonia", "borduria", "cimmeria", "dinotopia", "hub"]
ABOUT_NOBODY = ("assessment", "practice")
FORBIDDEN_ABROAD = {
    "public": "edit publish link hold erase ask_unmasking",
    "official": "edit publish link hold erase ask_unmasking",
    "restricted": "edit publish link hold erase ask_unmasking share",
    "originator_controlled": "edit publish link hold erase ask_unmasking share export",
}
NEVER_SERVES = {
    "passenger_record": "border_check cooperation evidence prosecution assessment assistance research operation",
    "passenger_information": "cooperation evidence prosecution assessment assistance research operation",
    "cleared_match": "cooperation evidence prosecution assessment assistance research operation",
    "request": "border_check assessment assistance research operation",
    "evidence": "border_check terrorism serious_crime cooperation assessment assistance research operation",
    "rights_request": "border_check terrorism serious_crime cooperation evidence prosecution assessment assistance research operation",
    "redress": "cooperation evidence prosecution assessment assistance research operation",
    "assessment": "border_check terrorism serious_crime cooperation evidence prosecution rights oversight operation",
    "practice": "border_check terrorism serious_crime evidence prosecution rights oversight operation",
    "account": "border_check terrorism serious_crime cooperation evidence prosecution assessment assistance research operation",
}


def laws_for(purpose):
    return [law.code for law in LEGAL_BASES.values() if purpose in law.purposes]


def must_be_refused(actor, act, held, task):
    """The first reason why this must not happen, or None."""
    personal = held.data_class.value not in ABOUT_NOBODY
    abroad = actor.organisation != held.organisation
    code = "restricted" if personal and held.handling.value in {"public", "official"} else held.handling.value
    rows = [
        row
        for row in GRANTS
        for role in actor.roles
        if (row.role, True, True) == (role, held.data_class in row.classes, act in row.acts)
    ]
    reasons = {
        "not in the audience": abroad and actor.organisation not in list(held.audience),
        "handling": abroad and act.value in FORBIDDEN_ABROAD[code].split(),
        "administrator": personal and "administrator" in [role.value for role in actor.roles],
        "no role": not rows,
        "second factor": personal and not actor.strong,
        "no purpose": personal and task is None,
        "purpose of the data": task and task.purpose.value in NEVER_SERVES[held.data_class.value].split(),
        "purpose of the role": task and not [row for row in rows if task.purpose in row.purposes],
        "legal basis": task and task.basis not in laws_for(task.purpose),
    }
    return next((reason for reason, applies in reasons.items() if applies), None)


def some(dice, values, most):
    return frozenset(dice.sample(values, dice.randint(0, most)))


def case(dice):
    """A random case, likely enough to be allowed that both answers are common."""
    record = Held(
        dice.choice(ORGANISATIONS), dice.choice(list(DataClass)), dice.choice(list(Handling)),
        some(dice, ORGANISATIONS, 3), dice.random() < 0.3,
    )  # fmt: skip
    act = dice.choice(list(Act))
    fitting = [row for row in GRANTS if record.data_class in row.classes and act in row.acts]
    row = dice.choice(fitting) if fitting and dice.random() < 0.8 else dice.choice(GRANTS)
    purpose = dice.choice(sorted(row.purposes) if dice.random() < 0.8 else list(Purpose))
    law = (
        dice.choice(laws_for(purpose) or ["none"])
        if dice.random() < 0.8
        else dice.choice([*LEGAL_BASES, "because"])
    )
    at_home = dice.random() < 0.4
    actor = Actor(
        "somebody",
        record.organisation if at_home else dice.choice(ORGANISATIONS),
        some(dice, list(Role), 1) | ({row.role} if dice.random() < 0.9 else set()),
        strong=dice.random() < 0.85,
        supervises=some(dice, ORGANISATIONS, 2),
    )
    return actor, act, record, Task(purpose, law) if dice.random() < 0.9 else None


@pytest.mark.parametrize("seed", range(4))
def test_nothing_is_allowed_that_the_law_refuses_and_nothing_refused_that_it_allows(seed):
    dice, answers = random.Random(f"leaks {seed}"), Counter()
    for _ in range(CASES // 4):
        actor, act, held, task = case(dice)
        reason = must_be_refused(actor, act, held, task)
        answers[reason] += 1
        assert may_do(actor, act, held, task).allowed == (reason is None), (actor, act, held, task, reason)
    assert len(answers) == 10, answers
    assert answers[None] > CASES // 40
    assert min(answers.values()) > 20, answers


def test_no_chain_of_hands_carries_a_record_to_anybody_it_does_not_name():
    dice, hops = random.Random("hops"), Counter()
    for _ in range(CASES // 10):
        _, _, held, _ = case(dice)
        where = held.organisation
        for _ in range(5):
            to = dice.choice(ORGANISATIONS)
            if may_travel(held, by=where, to=to).allowed:
                onward = where not in {held.organisation, to} and to != held.organisation
                strict = held.handling.value in {"restricted", "originator_controlled"}
                assert not (onward and (strict or held.data_class.value not in ABOUT_NOBODY))
                where = to
                hops[onward] += 1
            assert where == held.organisation or where in held.audience
    assert min(hops[True], hops[False]) > 100


def test_no_export_reaches_anybody_whom_one_of_its_records_does_not_name():
    dice, reached = random.Random("exports"), 0
    for _ in range(CASES // 10):
        records = [case(dice)[2] for _ in range(dice.randint(1, 3))]
        for to in combined(records, dice.choice(ORGANISATIONS)).audience:
            reached += 1
            assert all(to == held.organisation or to in list(held.audience) for held in records)
    assert reached > 100
