"""Who may open, do and hold what: the table's claims, one by one."""

import pytest
from attrs import evolve

from catenary.core.mandate.flow_table import ARRANGEMENTS, Flow
from catenary.core.mandate.grants import CLASS_PURPOSES, DESK_ACTS, GRANTS, PURPOSES, SENSITIVE
from catenary.core.mandate.legal_bases import LEGAL_BASES
from catenary.core.mandate.model import (
    PERSONAL,
    Act,
    Actor,
    DataClass,
    DeskAct,
    Handling,
    Held,
    Purpose,
    Role,
    Task,
)
from catenary.core.mandate.rules import (
    is_sensitive,
    may_act,
    may_do,
    may_hold,
    may_open,
    may_review,
    purposes_for,
)

UNIT, COURT, ABROAD = "avalonia-unit", "avalonia-court", "borduria-unit"
OFFICER = Actor("mira", UNIT, {Role.PASSENGER_DATA_OFFICER}, strong=True)
RECORD = Held(UNIT, DataClass.PASSENGER_RECORD, Handling.RESTRICTED)
HUNT = Task(Purpose.TERRORISM, "sc-2396-12")


def refusal(decision):
    return decision.refusal and decision.refusal.code.removeprefix("mandate.")


def test_an_officer_opens_a_record_of_the_unit_for_a_purpose_on_a_basis():
    assert may_open(OFFICER, RECORD, HUNT).allowed


@pytest.mark.parametrize(
    ("actor", "held", "task", "code"),
    [
        (OFFICER, evolve(RECORD, organisation=ABROAD), HUNT, "organisation_other"),
        (evolve(OFFICER, roles={Role.ADMINISTRATOR}), RECORD, HUNT, "administrator_personal"),
        (
            evolve(OFFICER, roles={Role.ADMINISTRATOR, Role.SUPERVISOR}),
            RECORD,
            HUNT,
            "administrator_personal",
        ),
        (evolve(OFFICER, roles=set()), RECORD, HUNT, "role_lacks"),
        (evolve(OFFICER, roles={Role.ASSESSOR}), RECORD, HUNT, "role_lacks"),
        (evolve(OFFICER, strong=False), RECORD, HUNT, "second_factor_missing"),
        (OFFICER, RECORD, None, "task_missing"),
        (OFFICER, RECORD, Task(Purpose.BORDER_CHECK, "sc-2396-11"), "purpose_forbidden"),
        (OFFICER, RECORD, Task(Purpose.OVERSIGHT, "eu-2016-681-15"), "purpose_forbidden"),
        (OFFICER, RECORD, Task(Purpose.TERRORISM, "because"), "basis_unknown"),
        (OFFICER, RECORD, Task(Purpose.SERIOUS_CRIME, "sc-2396-12"), "basis_forbids"),
    ],
)
def test_a_refusal_says_why(actor, held, task, code):
    assert refusal(may_open(actor, held, task)) == code


def test_who_watches_opens_personal_data_for_rights_and_oversight_only():
    for role in (Role.DATA_PROTECTION_OFFICER, Role.OVERSIGHT):
        for about in PERSONAL:
            for act in Act:
                assert purposes_for({role}, act, about) <= {Purpose.RIGHTS, Purpose.OVERSIGHT}
            assert purposes_for({role}, Act.SEE, about) == {Purpose.RIGHTS, Purpose.OVERSIGHT}


def test_the_administrator_has_no_way_to_any_record():
    assert not [key for key in PURPOSES if key[0] is Role.ADMINISTRATOR]


def test_no_role_works_for_a_purpose_that_the_data_must_not_serve():
    for grant in GRANTS:
        for about in grant.classes:
            assert grant.purposes <= CLASS_PURPOSES[about], grant


def test_no_passenger_record_serves_the_border_check():
    assert Purpose.BORDER_CHECK not in CLASS_PURPOSES[DataClass.PASSENGER_RECORD]


def test_personal_data_is_never_published():
    assert not [key for key in PURPOSES if key[1] in PERSONAL and key[2] is Act.PUBLISH]


def test_who_may_ask_for_an_unmasking_never_approves_one():
    askers = {role for role, _, act in PURPOSES if act is Act.ASK_UNMASKING}
    approvers = {role for role, _, act in PURPOSES if act is Act.APPROVE_UNMASKING}
    assert askers
    assert approvers
    for asker in askers & {Role.PASSENGER_DATA_OFFICER, Role.SUPERVISOR}:
        for approver in approvers:
            assert not may_hold({asker, approver}).allowed
    assert not askers & approvers


def test_what_tells_about_nobody_needs_no_task():
    assessor = Actor("ada", "committee", {Role.ASSESSOR})
    assert may_open(assessor, Held("committee", DataClass.ASSESSMENT, Handling.OFFICIAL), None).allowed


def test_a_wrong_task_is_refused_even_where_none_is_needed():
    assessor = Actor("ada", "committee", {Role.ASSESSOR})
    held = Held("committee", DataClass.ASSESSMENT, Handling.OFFICIAL)
    assert refusal(may_open(assessor, held, HUNT)) == "purpose_forbidden"


def test_the_audience_may_read_what_its_own_roles_allow():
    shared = evolve(RECORD, organisation=ABROAD, audience={UNIT})
    assert may_open(OFFICER, shared, HUNT).allowed
    assert refusal(may_do(OFFICER, Act.EDIT, shared, HUNT)) == "handling_forbids"


def test_the_approver_of_an_unmasking_may_sit_in_an_organisation_of_the_audience():
    judge = Actor("jo", COURT, {Role.COMPETENT_AUTHORITY}, strong=True)
    asked = evolve(RECORD, handling=Handling.ORIGINATOR_CONTROLLED, audience={COURT}, masked=True)
    assert may_do(judge, Act.APPROVE_UNMASKING, asked, HUNT).allowed
    assert refusal(may_open(judge, asked, HUNT)) == "role_lacks"


def test_somebody_acts_in_their_own_organisation_only():
    clerk = Actor("kim", UNIT, {Role.ADMINISTRATOR}, strong=True)
    assert may_act(clerk, DeskAct.INVITE, UNIT).allowed
    assert refusal(may_act(clerk, DeskAct.INVITE, ABROAD)) == "organisation_other"
    assert refusal(may_act(clerk, DeskAct.SEE_ACCESSES, UNIT)) == "role_lacks_desk_act"
    assert refusal(may_act(evolve(clerk, strong=False), DeskAct.INVITE, UNIT)) == "second_factor_missing"
    assert may_act(evolve(clerk, strong=False), DeskAct.SEE_PEOPLE, UNIT).allowed


def test_a_supervising_body_sees_accesses_afar_and_no_record():
    watcher = Actor("noor", "ombudsperson", {Role.OVERSIGHT}, strong=True, supervises={UNIT})
    assert may_act(watcher, DeskAct.SEE_ACCESSES, UNIT).allowed
    assert refusal(may_act(watcher, DeskAct.SEE_ACCESSES, ABROAD)) == "organisation_other"
    assert refusal(may_open(watcher, RECORD, Task(Purpose.OVERSIGHT, "eu-2016-681-15"))) == (
        "organisation_other"
    )


WATCHER = Actor("noor", "ombudsperson", {Role.OVERSIGHT}, strong=True, supervises={UNIT})
REVIEW = Task(Purpose.OVERSIGHT, "eu-2016-680-oversight")


@pytest.mark.parametrize("about", sorted(PERSONAL))
def test_a_supervising_body_reads_a_record_behind_an_access_whatever_its_owner_says_of_it(about):
    closed = Held(UNIT, about, Handling.ORIGINATOR_CONTROLLED)
    assert may_review(WATCHER, closed, REVIEW, accessed=True).allowed


@pytest.mark.parametrize(
    ("actor", "held", "task", "accessed", "code"),
    [
        (WATCHER, evolve(RECORD, organisation=ABROAD), REVIEW, True, "organisation_other"),
        (evolve(WATCHER, supervises=()), RECORD, REVIEW, True, "organisation_other"),
        (WATCHER, evolve(RECORD, audience={"ombudsperson"}), REVIEW, False, "review_without_access"),
        (WATCHER, RECORD, None, True, "task_missing"),
        (WATCHER, RECORD, Task(Purpose.RIGHTS, "eu-2016-680-rights"), True, "purpose_forbidden"),
        (WATCHER, RECORD, HUNT, True, "purpose_forbidden"),
        (WATCHER, RECORD, Task(Purpose.OVERSIGHT, "eu-2016-680-rights"), True, "basis_forbids"),
        (evolve(WATCHER, strong=False), RECORD, REVIEW, True, "second_factor_missing"),
        (evolve(WATCHER, roles={Role.SUPERVISOR}), RECORD, REVIEW, True, "role_lacks"),
        (evolve(WATCHER, roles={Role.DATA_PROTECTION_OFFICER}), RECORD, REVIEW, True, "role_lacks"),
        (evolve(WATCHER, roles={Role.ADMINISTRATOR}), RECORD, REVIEW, True, "administrator_personal"),
    ],
)
def test_nothing_else_opens_a_record_to_a_supervising_body(actor, held, task, accessed, code):
    assert refusal(may_review(actor, held, task, accessed=accessed)) == code


def test_supervising_gives_nobody_a_role():
    clerk = Actor("kim", "ministry", {Role.ADMINISTRATOR}, strong=True, supervises={UNIT})
    for act in DeskAct:
        assert may_act(clerk, act, UNIT).allowed == (act is DeskAct.SEE_RETENTION)


@pytest.mark.parametrize("role", Role)
def test_every_role_can_do_something(role):
    assert role in {row.role for row in GRANTS} | set(DESK_ACTS)


@pytest.mark.parametrize("flow", Flow)
def test_nobody_alone_makes_a_second_person(flow):
    assert ARRANGEMENTS[flow].seconds <= SENSITIVE


def test_every_role_that_opens_personal_data_is_sensitive():
    assert {role for role, about, _ in PURPOSES if about in PERSONAL} < SENSITIVE
    assert is_sensitive(Role.ADMINISTRATOR)
    assert not is_sensitive(Role.RESEARCHER)


def test_who_operates_works_and_watches_are_different_people():
    assert refusal(may_hold({Role.ADMINISTRATOR, Role.SUPERVISOR})) == "roles_incompatible"
    assert refusal(may_hold({Role.OVERSIGHT, Role.ANALYST})) == "roles_incompatible"
    assert refusal(may_hold({Role.DATA_PROTECTION_OFFICER, Role.ADMINISTRATOR})) == "roles_incompatible"
    assert may_hold({Role.PASSENGER_DATA_OFFICER, Role.SUPERVISOR}).allowed
    assert may_hold(set()).allowed


def test_every_purpose_of_personal_data_has_a_legal_basis():
    for about in PERSONAL:
        for purpose in CLASS_PURPOSES[about]:
            assert [basis for basis in LEGAL_BASES.values() if purpose in basis.purposes], purpose
