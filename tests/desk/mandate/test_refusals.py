"""A refusal says in words what was missing and who can help, and sends nobody where it would be refused again."""

import pytest
from attrs import evolve
from django.urls import reverse

from catenary.core.mandate.flow_table import Flow, State, Step
from catenary.core.mandate.grants import PURPOSES
from catenary.core.mandate.legal_bases import LEGAL_BASES
from catenary.core.mandate.model import Act, DataClass, DeskAct, Handling, Purpose, Role
from catenary.core.mandate.problems import MANDATE
from catenary.core.mandate.rights import Ground, RightsKind, Told
from catenary.desk.mandate.desk_page import ACCESS_REFUSALS
from catenary.desk.mandate.people.problems import PEOPLE
from catenary.desk.mandate.records.matters import ask_hold
from catenary.desk.mandate.refusal_advice import advice
from catenary.desk.shell.sentences import sentence
from catenary.desk.shell.words import word

OFFICER, SUPERVISOR = "tom.ashgrove@piu.utopia.example", "greta.holmwood@piu.utopia.example"
DPO, ADMINISTRATOR = "nadia.fenwick@piu.utopia.example", "oskar.lindmere@piu.utopia.example"
CRIME = ("terrorism", "eu-2016-681-6")

SPOKEN_OF = [
    *(MANDATE.finding("role_lacks", act=act, data=data) for act in Act for data in DataClass),
    *(MANDATE.finding("role_lacks_desk_act", act=act) for act in [*DeskAct, "desk.enter"]),
    *(MANDATE.finding("handling_forbids", act=Act.SHARE, handling=code) for code in Handling),
    *(MANDATE.finding("purpose_forbidden", purpose=each, data=data) for each in Purpose for data in DataClass),
    *(MANDATE.finding("task_purpose_forbidden", purpose=each) for each in Purpose),
    *(MANDATE.finding("basis_forbids", basis=basis, purpose=Purpose.RIGHTS) for basis in LEGAL_BASES),
    *(MANDATE.finding("roles_incompatible", role=role, other=Role.OVERSIGHT) for role in Role),
    *(MANDATE.finding("asker_lacks", flow=flow) for flow in Flow),
    *(
        MANDATE.finding("step_impossible", step=step, state=state)
        for step in (Step.CONFIRM, Step.REFUSE, Step.WITHDRAW, Step.CLOSE, Step.REVIEW)
        for state in State
    ),
    *(MANDATE.finding("answer_lacks", told=told) for told in Told),
    *(MANDATE.finding("ground_not_allowed", ground=ground, kind=kind) for ground in Ground for kind in RightsKind),
    *(MANDATE.finding("retention_longer", data=data, field="erased_after_linked") for data in DataClass),
    *(PEOPLE.finding("machine_role", role=role) for role in Role),
]  # fmt: skip


def test_no_sentence_shows_a_code_instead_of_a_word(db):
    for finding in SPOKEN_OF:
        told = sentence(evolve(finding, params={name: str(code) for name, code in finding.params.items()}))
        assert "_" not in told
        assert str(finding.params.get("basis", "_")) not in told


def test_an_organisation_is_told_by_its_name(every_organisation):
    name, row = next(iter(every_organisation.items()))
    assert sentence(MANDATE.finding("audience_lacks", organisation=str(row.public_id))).endswith(name)


@pytest.mark.parametrize("code", sorted(each.removeprefix("mandate.") for each in ACCESS_REFUSALS))
def test_whatever_is_refused_comes_with_what_was_missing_or_the_way_to_it(signed_in, code):
    told = {"act": "hold", "data": "passenger_record", "purpose": "rights", "flow": "unmasking", "basis": "x"}
    if code == "role_lacks_desk_act":
        told["act"] = "see_accesses"
    advised = advice(MANDATE.finding(code, **told), signed_in(OFFICER))
    assert advised.lines or advised.link


def test_another_purpose_is_offered_only_where_it_opens_what_was_refused(signed_in):
    for email in (OFFICER, SUPERVISOR, DPO):
        here = signed_in(email)
        for data in DataClass:
            refused = MANDATE.finding("purpose_forbidden", purpose="assistance", data=data.value, act="see")
            mine = [PURPOSES.get((role, data, Act.SEE), frozenset()) for role in here.roles]
            advised = advice(refused, here)
            assert (advised.link is not None) == any(mine)
            for purpose in frozenset().union(*mine):
                assert word("purpose", purpose) in advised.lines[0]


def test_an_administrator_is_not_sent_to_state_a_purpose_that_would_open_nothing(browser):
    refused = browser(ADMINISTRATOR).get("/mandate/records")
    assert refused.status_code == 403
    assert refused.context["advice"].link is None
    assert "data protection officer says who" in refused.content.decode()
    assert "another purpose may allow it" not in refused.content.decode()


def test_who_lacks_the_role_reads_in_words_what_it_takes_and_who_has_it(browser, held):
    row = held()
    refused = browser(OFFICER, *CRIME).get(reverse("record_deed", args=[row.public_id, "link"]))
    told = refused.content.decode()
    assert refused.status_code == 403
    assert "record or withdraw an objective link" in told
    assert "Passenger name record" in told
    assert "passenger_record" not in told
    assert "It takes one of these roles: Supervisor." in told
    assert "ask one of these to give you the role: Administrator" in told
    assert refused.context["advice"].link is None


def test_who_has_the_role_and_another_purpose_is_told_which_one_it_takes(browser, held):
    row = held()
    refused = browser(SUPERVISOR, *CRIME).get(reverse("record_deed", args=[row.public_id, "erase"]))
    assert refused.status_code == 403
    assert "Rights of a person" in refused.content.decode()
    assert refused.context["advice"].link.url == reverse("state_purpose")


def test_a_matter_that_is_not_ours_says_who_decides_it(browser, act_as, held):
    row = held()
    with act_as(SUPERVISOR, *CRIME) as here:
        matter = ask_hold(actor=here, record=row.public_id, reason="trial")
    refused = browser(OFFICER, *CRIME).get(reverse("record_matter", args=[matter.public_id]))
    assert refused.status_code == 403
    assert "Prosecutor" in refused.content.decode()
