"""Roles, suspensions and emergencies by two persons: asked here, decided here or afar, ended by the clock."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.desk.conftest import reach

from catenary.app.embedded import WORKER
from catenary.basis.findings import ProblemError
from catenary.core.mandate.flow_table import Flow, State, Step
from catenary.core.mandate.model import Act, DataClass, Handling, Held, Role
from catenary.desk.directory.models import Organisation
from catenary.desk.ledger.models import Event
from catenary.desk.mandate.access import decision, on_record
from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.mandate.models import AccessMatter, Membership, Person
from catenary.desk.mandate.people import emergencies, matters, roles
from catenary.desk.mandate.signed_in import who_is
from catenary.desk.shell.models import Notification

ADMINISTRATOR = "oskar.lindmere@piu.utopia.example"
SUPERVISOR = "greta.holmwood@piu.utopia.example"
DPO = "nadia.fenwick@piu.utopia.example"
OFFICER = "tom.ashgrove@piu.utopia.example"
LIAISON = "yusra.beltane@piu.utopia.example"
APPROVER = "halima.orsay@justice.utopia.example"
PROSECUTOR = "clara.westmoor@justice.utopia.example"
FOREIGN_SUPERVISOR = "bruno.salcedo@piu.marvona.example"
OVERSIGHT = "edmund.ravel@oversight.utopia.example"
FOREIGN_OVERSIGHT = "pilar.entrena@defensoria.marvona.example"


def person(email):
    return Person.objects.get(email=email)


@pytest.fixture
def asked(act_as):
    """The liaison role for the officer, asked for by the administrator."""
    with act_as(ADMINISTRATOR) as here:
        roles.grant(actor=here, person=person(OFFICER), role=Role.LIAISON, reason="Night duty")
        return AccessMatter.objects.get(flow=Flow.GRANT)


def decide(act_as, email, row, step, reason=""):
    with act_as(email) as here:
        return matters.decide(actor=here, matter=row.public_id, step=step, reason=reason)


def state_of_role(act_as, role="liaison"):
    with act_as(ADMINISTRATOR):
        return Membership.objects.filter(person__email=OFFICER, role=role).latest("id").state


def test_an_ordinary_role_is_given_by_the_administrator_alone(act_as):
    with act_as(ADMINISTRATOR) as here:
        roles.grant(actor=here, person=person(OFFICER), role=Role.RESEARCHER, reason="Studies")
    assert state_of_role(act_as, "researcher") == "active"


def test_a_sensitive_role_is_held_once_a_second_person_confirms(act_as, asked, signed_in):
    assert state_of_role(act_as) == "proposed"
    assert Role.LIAISON not in signed_in(OFFICER).roles
    decide(act_as, SUPERVISOR, asked, Step.CONFIRM)
    assert state_of_role(act_as) == "active"
    assert Role.LIAISON in signed_in(OFFICER).roles


@pytest.mark.parametrize("email", [ADMINISTRATOR, OFFICER])
def test_neither_who_asked_nor_whom_it_is_about_confirms(act_as, asked, email):
    with pytest.raises(ProblemError, match="own_confirmation"):
        decide(act_as, email, asked, Step.CONFIRM)
    assert state_of_role(act_as) == "proposed"


def test_nobody_gives_a_role_to_themselves(act_as):
    with act_as(ADMINISTRATOR) as here, pytest.raises(ProblemError, match="own_role"):
        roles.grant(actor=here, person=here.person, role=Role.RESEARCHER, reason="Studies")


def test_a_refused_role_is_not_held_and_can_be_asked_for_again(act_as, asked):
    decide(act_as, DPO, asked, Step.REFUSE, "Not trained yet")
    assert state_of_role(act_as) == "refused"
    with act_as(ADMINISTRATOR) as here:
        roles.grant(actor=here, person=person(OFFICER), role=Role.LIAISON, reason="Trained now")
    assert state_of_role(act_as) == "proposed"


def test_the_same_role_is_not_asked_for_twice(act_as, asked):
    with act_as(ADMINISTRATOR) as here, pytest.raises(ProblemError, match="role_held"):
        roles.grant(actor=here, person=person(OFFICER), role=Role.LIAISON, reason="Again")


def test_only_those_whose_role_confirms_do(act_as, asked):
    with pytest.raises(ProblemError, match="second_person_lacks"):
        decide(act_as, LIAISON, asked, Step.CONFIRM)


def test_an_approver_from_afar_confirms_where_they_were_asked(act_as, browser):
    with act_as(ADMINISTRATOR) as here:
        near = matters.neighbours(here.organisation)
        justice = next(each for each in near if "Prosecution" in each.name)
        row = emergencies_by(act_as, [justice])
    assert "Tom Ashgrove" in browser(APPROVER).get(f"/mandate/matters/{row.public_id}").content.decode()
    assert decide(act_as, APPROVER, row, Step.CONFIRM).state == State.IN_FORCE


def test_who_was_not_asked_from_afar_sees_nothing_of_it(act_as, browser, asked):
    for email in (APPROVER, FOREIGN_SUPERVISOR):
        assert browser(email).get(f"/mandate/matters/{asked.public_id}").status_code == 404
        assert (
            browser(email)
            .post(f"/mandate/matters/{asked.public_id}/decide", {"decision": "confirm"})
            .status_code
            == 404
        )


def test_an_approver_from_afar_sees_the_matter_and_nobody_else(act_as):
    with act_as(ADMINISTRATOR) as here:
        justice = next(each for each in matters.neighbours(here.organisation) if "Prosecution" in each.name)
        roles.grant(
            actor=here, person=person(OFFICER), role=Role.LIAISON, reason="Night duty", remote=[justice]
        )
    with act_as(PROSECUTOR) as here:
        seen = set(
            Person.objects.exclude(memberships__organisation=here.organisation).values_list(
                "email", flat=True
            )
        )
    assert seen == {OFFICER, ADMINISTRATOR}


def test_only_neighbours_are_asked_from_afar(act_as):
    with act_as(ADMINISTRATOR) as here:
        far = Organisation.objects.filter(name__contains="Marvona").first()
    with act_as(ADMINISTRATOR) as here, pytest.raises(ProblemError, match="remote_unknown"):
        roles.grant(actor=here, person=person(OFFICER), role=Role.LIAISON, reason="Night duty", remote=[far])


def test_a_suspension_holds_at_once_and_a_second_person_lifts_it(act_as, signed_in):
    with act_as(ADMINISTRATOR) as here:
        row = roles.suspend(actor=here, person=person(OFFICER), reason="Lost badge")
    assert signed_in(OFFICER) is None
    decide(act_as, SUPERVISOR, row, Step.CONFIRM)
    with act_as(ADMINISTRATOR) as here:
        back = roles.reinstate(actor=here, person=person(OFFICER), reason="Badge found")
    assert signed_in(OFFICER) is None
    decide(act_as, SUPERVISOR, back, Step.CONFIRM)
    assert Role.PASSENGER_DATA_OFFICER in signed_in(OFFICER).roles


def test_a_refused_suspension_is_none(act_as, signed_in):
    with act_as(ADMINISTRATOR) as here:
        row = roles.suspend(actor=here, person=person(OFFICER), reason="Lost badge")
    decide(act_as, DPO, row, Step.REFUSE, "The badge is here")
    assert signed_in(OFFICER) is not None


@pytest.mark.parametrize("unapproved", ["refused", "withdrawn", "fallen"])
def test_a_suspension_that_nobody_approved_acts_only_once_confirmed_when_asked_again(
    unapproved, act_as, signed_in, browser, monkeypatch
):
    with act_as(ADMINISTRATOR) as here:
        row = roles.suspend(actor=here, person=person(OFFICER), reason="Lost badge")
    if unapproved == "refused":
        decide(act_as, DPO, row, Step.REFUSE, "The badge is here")
    elif unapproved == "withdrawn":
        decide(act_as, ADMINISTRATOR, row, Step.WITHDRAW)
    else:
        later = row.asked_at + timedelta(hours=72)
        monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    assert signed_in(OFFICER) is not None
    page = browser(SUPERVISOR).get(f"/mandate/people/{row.about_person.public_id}/suspend").content.decode()
    assert "takes effect only once one confirms" in page
    with act_as(SUPERVISOR) as here:
        again = roles.suspend(actor=here, person=person(OFFICER), reason="Lost badge")
        with pytest.raises(ProblemError, match="matter_open"):
            roles.suspend(actor=here, person=person(OFFICER), reason="Lost badge")
    assert signed_in(OFFICER) is not None
    page = browser(ADMINISTRATOR).get(f"/mandate/matters/{again.public_id}").content.decode()
    assert "it has no effect until one confirms" in page
    decide(act_as, DPO, again, Step.CONFIRM)
    assert signed_in(OFFICER) is None


def test_a_suspension_that_was_approved_and_lifted_acts_at_once_again(act_as, signed_in):
    with act_as(ADMINISTRATOR) as here:
        row = roles.suspend(actor=here, person=person(OFFICER), reason="Lost badge")
    decide(act_as, SUPERVISOR, row, Step.CONFIRM)
    with act_as(ADMINISTRATOR) as here:
        back = roles.reinstate(actor=here, person=person(OFFICER), reason="Badge found")
    decide(act_as, SUPERVISOR, back, Step.CONFIRM)
    with act_as(ADMINISTRATOR) as here:
        roles.suspend(actor=here, person=person(OFFICER), reason="Lost again")
    assert signed_in(OFFICER) is None


def test_a_suspension_in_one_organisation_leaves_the_others_alone(act_as, signed_in):
    with act_as(ADMINISTRATOR) as here:
        roles.suspend(actor=here, person=person(OFFICER), reason="Lost badge")
    with act_as(APPROVER) as here:
        other = here.organisation
    with acting(Declaration(door=Door.SIGN_IN)):
        officer = person(OFFICER)
    with acting(Declaration(organisation=other.pk)):
        Membership.objects.create(person=officer, organisation=other, role="researcher", state="active")
    assert signed_in(OFFICER).organisation == other


def test_nobody_is_suspended_twice_at_once(act_as):
    with act_as(ADMINISTRATOR) as here:
        roles.suspend(actor=here, person=person(OFFICER), reason="Lost badge")
    with act_as(SUPERVISOR) as here, pytest.raises(ProblemError, match="already_suspended"):
        roles.suspend(actor=here, person=person(OFFICER), reason="Lost badge")


def emergencies_by(act_as, remote=(), hours=2):
    with act_as(OFFICER) as here:
        return emergencies.break_glass(
            actor=here,
            about=DataClass.EVIDENCE,
            reason="Train about to leave",
            lasts=timedelta(hours=hours),
            remote=remote,
        )


def evidence_of(here):
    return Held(here.actor.organisation, DataClass.EVIDENCE, Handling.RESTRICTED)


def test_an_emergency_opens_the_class_once_confirmed_and_ends_by_itself(act_as, monkeypatch):
    row = emergencies_by(act_as)
    with act_as(OFFICER) as here:
        assert not decision(on_record(Act.SEE), here, evidence_of(here)).allowed
    decide(act_as, SUPERVISOR, row, Step.CONFIRM)
    with act_as(OFFICER) as here:
        assert decision(on_record(Act.SEE), here, evidence_of(here)).allowed
        other = Held("another", DataClass.EVIDENCE, Handling.RESTRICTED, {here.actor.organisation})
        assert not decision(on_record(Act.SEE), here, other).allowed
    with act_as(LIAISON) as here:
        assert not decision(on_record(Act.SEE), here, evidence_of(here)).allowed
    later = timezone.now() + timedelta(hours=2, seconds=1)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    with act_as(OFFICER) as here:
        assert not decision(on_record(Act.SEE), here, evidence_of(here)).allowed


def test_the_administrator_asks_for_no_emergency(act_as):
    with act_as(ADMINISTRATOR) as here, pytest.raises(ProblemError, match="role_lacks_desk_act"):
        emergencies.break_glass(actor=here, about=DataClass.EVIDENCE, reason="Curious")


def test_an_emergency_lasts_no_longer_than_core_allows(act_as):
    with pytest.raises(ProblemError, match="lasts_too_long"):
        emergencies_by(act_as, hours=5)


def test_oversight_sees_an_emergency_of_those_it_watches_and_reviews_it(act_as, browser):
    row = emergencies_by(act_as)
    decide(act_as, SUPERVISOR, row, Step.CONFIRM)
    assert browser(OVERSIGHT).get(f"/mandate/matters/{row.public_id}").status_code == 200
    assert browser(FOREIGN_OVERSIGHT).get(f"/mandate/matters/{row.public_id}").status_code == 404
    decide(act_as, OFFICER, row, Step.CLOSE)
    assert decide(act_as, OVERSIGHT, row, Step.REVIEW, "Justified").state == State.REVIEWED


def notices_of(act_as, email):
    with act_as(email) as here:
        return list(Notification.objects.filter(person=here.person).values_list("kind", "url"))


@pytest.mark.parametrize(
    ("step", "kind"), [(Step.CONFIRM, "matter_approved"), (Step.REFUSE, "matter_refused")]
)
def test_who_asked_is_told_what_was_decided(act_as, asked, browser, step, kind):
    assert not notices_of(act_as, ADMINISTRATOR)
    decide(act_as, SUPERVISOR, asked, step, "Not trained yet")
    assert notices_of(act_as, ADMINISTRATOR) == [(kind, f"/mandate/matters/{asked.public_id}")]
    assert "what you asked for" in browser(ADMINISTRATOR).get("/notifications").content.decode()


def test_who_asked_is_told_of_a_decision_from_afar_and_not_of_their_own_steps(act_as):
    with act_as(ADMINISTRATOR) as here:
        near = matters.neighbours(here.organisation)
    row = emergencies_by(act_as, [each for each in near if "Prosecution" in each.name])
    decide(act_as, APPROVER, row, Step.CONFIRM)
    decide(act_as, OFFICER, row, Step.CLOSE)
    assert [kind for kind, _ in notices_of(act_as, OFFICER)] == ["matter_approved"]
    other = emergencies_by(act_as)
    decide(act_as, OFFICER, other, Step.WITHDRAW)
    assert len(notices_of(act_as, OFFICER)) == 1


def test_every_step_is_in_the_ledger(act_as, asked):
    decide(act_as, SUPERVISOR, asked, Step.CONFIRM)
    with act_as(DPO):
        acts = set(Event.objects.filter(record=str(asked.public_id)).values_list("act", flat=True))
    assert acts == {"grant_asked", "grant_confirmed"}


def test_the_matter_page_says_what_stands_and_takes_the_decision(browser, asked):
    page = browser(SUPERVISOR).get(f"/mandate/matters/{asked.public_id}").content.decode()
    assert "Until a second person confirms, the role is not held" in page
    response = browser(SUPERVISOR).post(f"/mandate/matters/{asked.public_id}/decide", {"decision": "confirm"})
    assert response.status_code == 303


def test_a_decision_that_is_refused_is_told_on_the_page(browser, asked):
    response = browser(ADMINISTRATOR).post(
        f"/mandate/matters/{asked.public_id}/decide", {"decision": "confirm"}
    )
    assert response.status_code == 422
    assert "Nobody decides their own matter" in response.content.decode()


def test_the_clock_writes_down_what_it_has_done(own_database):
    with acting(Declaration(door=Door.SIGN_IN)):
        here = who_is(person(ADMINISTRATOR), {}, True)
    with acting(here.declaration):
        roles.grant(actor=here, person=person(OFFICER), role=Role.LIAISON, reason="Night duty")
        row = AccessMatter.objects.get(flow=Flow.GRANT)
    reach(own_database(WORKER))
    assert matters.on_clock(row.asked_at + timedelta(hours=23)) == 0
    assert matters.on_clock(row.asked_at + timedelta(hours=25)) == 1
    assert matters.on_clock(row.asked_at + timedelta(hours=26)) == 0
    assert matters.on_clock(row.asked_at + timedelta(days=7)) == 1
    with acting(Declaration(door=Door.SYSTEM)):
        row.refresh_from_db()
        assert (row.state, row.membership.state) == (State.LAPSED, "expired")
        assert [each.kind for each in Notification.objects.filter(person=row.asked_by)] == ["matter_lapsed"]
