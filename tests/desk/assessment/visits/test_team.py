"""Teams: invited, declared, doubted, decided by two; experts of partners by their seats; what the State sees of it."""

import pytest
from django.urls import reverse
from tests.desk.assessment.visits.made import (
    ANALYST,
    ASSESSOR,
    FOCAL,
    PARTNER,
    REVIEWER,
    SECRETARY,
    accepted,
    agreed,
    composed,
    listed,
    member_of,
    preparing,
    refreshed,
    take,
)
from tests.desk.conftest import organisation_of, person_of

from catenary.basis.findings import ProblemError
from catenary.core.assessment.visit_words import ConflictState, MemberState, TeamTask
from catenary.desk.assessment.access import is_on_team, leads
from catenary.desk.assessment.models import Conflict, Interest, Member, Visit
from catenary.desk.assessment.visits import team
from catenary.desk.mandate.acting import Declaration, acting


def test_the_state_sees_who_is_invited_and_not_who_was_only_proposed(act_as):
    visit = agreed(act_as)
    with act_as(REVIEWER) as here:
        person = person_of(ASSESSOR).public_id
        row = team.propose_member(actor=here, visit=visit.public_id, task=TeamTask.EXPERT, person=person)
    with act_as(FOCAL):
        assert not Member.objects.exists()
    with act_as(REVIEWER) as here:
        team.invite_member(actor=here, member=row.public_id)
    accepted(act_as, row, ASSESSOR, nationalities=["QVK"], paid_work=["QRZ"], other="I wrote about it")
    with act_as(FOCAL):
        seen = Member.objects.get()
        assert (seen.name, seen.nationalities) == ("Ines Adaro", ["QVK"])
        assert not Interest.objects.exists()
        assert not Conflict.objects.exists()


@pytest.mark.parametrize(
    ("declared", "ground"),
    [
        ({"nationalities": ["QVK", "QMR"]}, "nationality"),
        ({"past_posts": ["QMR"]}, "past_post"),
        ({"paid_work": ["QMR"]}, "paid_work"),
        ({"other": "My sister sits in its parliament"}, "declared"),
    ],
)
def test_who_declares_a_conflict_takes_no_part_until_two_others_keep_them(act_as, declared, ground):
    visit = composed(act_as)
    member = accepted(act_as, listed(act_as, visit, ANALYST), ANALYST, **declared)
    with act_as(ANALYST) as here:
        visit = Visit.objects.get(pk=visit.pk)
        assert not is_on_team(here, visit)
    with pytest.raises(ProblemError, match=r"visits\.conflicts_open"):
        take(act_as, visit, REVIEWER, "settle_team")
    with act_as(REVIEWER) as here:
        row = Conflict.objects.get(member=member)
        assert row.ground == ground
        team.decide_conflict(actor=here, conflict=row.public_id, keep=True, reason="Nobody else knows it")
        with pytest.raises(ProblemError, match=r"visits\.keeping_own"):
            team.decide_conflict(actor=here, conflict=row.public_id, keep=True, reason="Really")
    with act_as(SECRETARY) as here:
        row = team.decide_conflict(actor=here, conflict=row.public_id, keep=True, reason="Agreed")
    assert row.state == ConflictState.KEPT
    with act_as(ANALYST) as here:
        assert is_on_team(here, Visit.objects.get(pk=visit.pk))
    take(act_as, visit, REVIEWER, "settle_team")


def test_one_person_takes_somebody_off_and_the_recusal_is_listed_for_both_sides(act_as):
    visit = composed(act_as)
    member = accepted(act_as, listed(act_as, visit, ANALYST), ANALYST, nationalities=["QMR"])
    with act_as(SECRETARY) as here:
        row = Conflict.objects.get(member=member)
        team.decide_conflict(actor=here, conflict=row.public_id, keep=False, reason="A national")
    for email in (ASSESSOR, FOCAL):
        with act_as(email):
            assert Member.objects.get(pk=member.pk).state == MemberState.RECUSED
    take(act_as, visit, REVIEWER, "settle_team")


def test_the_state_objects_with_a_reason_and_the_body_decides_with_one(act_as):
    visit = composed(act_as)
    member = member_of(act_as, visit, ASSESSOR)
    with act_as(FOCAL) as here:
        with pytest.raises(ProblemError, match=r"visits\.reason_missing"):
            team.object_to(actor=here, member=member.public_id, words=" ")
        objection = team.object_to(actor=here, member=member.public_id, words="She wrote against us")
        with pytest.raises(Conflict.DoesNotExist):
            team.decide_conflict(actor=here, conflict=objection.public_id, keep=False, reason="Ours")
    with act_as(ASSESSOR) as here:
        assert is_on_team(here, Visit.objects.get(pk=visit.pk))
    with pytest.raises(ProblemError, match=r"visits\.conflicts_open"):
        take(act_as, visit, REVIEWER, "settle_team")
    with act_as(REVIEWER) as here:
        team.decide_conflict(actor=here, conflict=objection.public_id, keep=False, reason="To be safe")
    with act_as(FOCAL):
        row = Conflict.objects.get(pk=objection.pk)
        assert (row.state, row.decision) == (ConflictState.EXCLUDED, "To be safe")


def test_an_expert_of_a_partner_comes_by_invitation_and_sees_that_visit_alone(act_as):
    visit, other = composed(act_as), None
    with act_as(REVIEWER) as here:
        partner = organisation_of(PARTNER).public_id
        row = team.propose_member(
            actor=here, visit=visit.public_id, task=TeamTask.EXPERT, organisation=partner
        )
    with act_as(PARTNER):
        assert not Visit.objects.exists()
    with act_as(REVIEWER) as here:
        team.invite_member(actor=here, member=row.public_id)
    accepted(act_as, row, PARTNER, nationalities=["QRZ"])
    with act_as(PARTNER) as here:
        seen = Visit.objects.get()
        assert seen.pk == visit.pk
        assert is_on_team(here, seen)
        assert {each.name for each in Member.objects.all()} >= {"Ines Adaro", "Didier Vauclair"}
    assert other is None


def asked_of_partner(act_as, visit):
    with act_as(REVIEWER) as here:
        partner = organisation_of(PARTNER).public_id
        row = team.propose_member(
            actor=here, visit=visit.public_id, task=TeamTask.EXPERT, organisation=partner
        )
        return team.invite_member(actor=here, member=row.public_id)


def test_who_declined_for_a_partner_is_not_taken_into_its_next_invitation(act_as):
    visit = composed(act_as)
    first = asked_of_partner(act_as, visit)
    with act_as(PARTNER) as here:
        assert team.decline_invitation(actor=here, member=first.public_id).person == here.person
    second = asked_of_partner(act_as, visit)
    with pytest.raises(ProblemError, match=r"visits\.member_twice"):
        accepted(act_as, second, PARTNER)
    with act_as(PARTNER) as here:
        row = team.decline_invitation(actor=here, member=second.public_id)
    assert (row.state, row.person, row.name) == (MemberState.DECLINED, None, "")


def sees(email, organisation, visit):
    """Whether somebody, who need not have an account, finds the visit at the desk of an organisation."""
    with acting(Declaration(person_of(email).pk, organisation_of(organisation).pk)):
        return Visit.objects.filter(pk=visit.pk).exists()


@pytest.mark.parametrize("says_yes", [True, False])
def test_once_a_partner_answered_only_who_answered_sees_the_visit_and_no_colleague(act_as, says_yes):
    visit = composed(act_as)
    first, second = asked_of_partner(act_as, visit), asked_of_partner(act_as, visit)
    colleague = ANALYST  # any other person row, at the partner's desk
    assert sees(colleague, PARTNER, visit)
    if says_yes:
        accepted(act_as, first, PARTNER)
    else:
        with act_as(PARTNER) as here:
            team.decline_invitation(actor=here, member=first.public_id)
    assert sees(colleague, PARTNER, visit)  # the other invitation is still open
    with act_as(PARTNER) as here:
        team.decline_invitation(actor=here, member=second.public_id)
    assert not sees(colleague, PARTNER, visit)
    assert sees(PARTNER, PARTNER, visit) == says_yes  # who only said no lost sight of it at once
    with act_as(REVIEWER) as here:
        team.remove_member(actor=here, member=first.public_id, reason="Another date")
    assert not sees(PARTNER, PARTNER, visit)


def test_a_no_takes_nobody_else_off_the_team(act_as):
    visit = composed(act_as)
    member = asked_of_partner(act_as, visit)
    before = refreshed(act_as, visit)
    with act_as(PARTNER) as here:
        team.decline_invitation(actor=here, member=member.public_id)
    after = refreshed(act_as, visit)
    assert (after.seats_on, after.leader_seat) == (before.seats_on, before.leader_seat)
    assert after.seats_asked == [each for each in before.seats_asked if not each.startswith("any/")]


def test_whoever_says_no_on_the_page_is_led_to_the_visits_that_they_see(act_as, browser):
    visit = composed(act_as)
    member = asked_of_partner(act_as, visit)
    client = browser(PARTNER)
    page = client.get(reverse("decline_invitation_to_team", args=[member.public_id]))
    said = client.post(page.request["PATH_INFO"], {"reason": "No time"}, follow=True)
    assert said.redirect_chain == [(reverse("visits"), 303)]
    assert "Your answer is recorded." in said.content.decode()
    assert client.get(reverse("visit", args=[visit.public_id])).status_code == 404
    assert client.get(reverse("visit_member", args=[member.public_id])).status_code == 404


def test_nobody_takes_up_two_invitations_of_a_partner(act_as):
    visit = composed(act_as)
    first, second = asked_of_partner(act_as, visit), asked_of_partner(act_as, visit)
    accepted(act_as, first, PARTNER)
    with pytest.raises(ProblemError, match=r"visits\.member_twice"):
        accepted(act_as, second, PARTNER)
    with act_as(REVIEWER):
        assert Member.objects.get(pk=second.pk).state == MemberState.INVITED


def test_somebody_who_was_not_asked_cannot_answer(act_as):
    visit = agreed(act_as)
    member = listed(act_as, visit, ASSESSOR)
    told = {"member": member.public_id, "nationalities": ["QVK"]}
    with act_as(REVIEWER) as here, pytest.raises(ProblemError, match=r"visits\.not_invited"):
        team.accept_invitation(actor=here, **told)
    with act_as(FOCAL) as here, pytest.raises(Member.DoesNotExist):
        team.accept_invitation(actor=here, **told)


def test_whoever_steps_down_loses_the_visit_at_once_and_what_they_did_is_kept(act_as):
    visit = preparing(act_as)
    member = member_of(act_as, visit, ASSESSOR)
    with act_as(ASSESSOR) as here:
        team.recuse(actor=here, member=member.public_id, reason="A cousin was appointed there")
        assert not is_on_team(here, Visit.objects.get(pk=visit.pk))
    with act_as(FOCAL):
        assert Member.objects.get(pk=member.pk).state == MemberState.RECUSED


def test_an_expert_of_a_partner_who_steps_down_no_longer_sees_the_visit(act_as):
    visit = composed(act_as)
    member = asked_of_partner(act_as, visit)
    accepted(act_as, member, PARTNER)
    assert sees(PARTNER, PARTNER, visit)
    before = refreshed(act_as, visit)
    with act_as(PARTNER) as here:
        team.recuse(actor=here, member=member.public_id, reason="A cousin was appointed there")
    assert not sees(PARTNER, PARTNER, visit)
    after = refreshed(act_as, visit)
    assert set(after.seats_on) < set(before.seats_on)
    assert after.leader_seat == before.leader_seat


def test_a_team_has_one_leader_who_said_yes(act_as):
    visit = agreed(act_as)
    listed(act_as, visit, SECRETARY, TeamTask.LEADER)
    accepted(act_as, listed(act_as, visit, ASSESSOR), ASSESSOR)
    accepted(act_as, listed(act_as, visit, ANALYST), ANALYST)
    with pytest.raises(ProblemError, match=r"visits\.team_open"):
        take(act_as, visit, REVIEWER, "settle_team")
    with act_as(SECRETARY) as here:
        team.decline_invitation(actor=here, member=member_of(act_as, visit, SECRETARY).public_id)
    with pytest.raises(ProblemError, match=r"visits\.leader_missing"):
        take(act_as, visit, REVIEWER, "settle_team")
    accepted(act_as, listed(act_as, visit, REVIEWER, TeamTask.LEADER), REVIEWER)
    with act_as(REVIEWER) as here:
        assert leads(here, Visit.objects.get(pk=visit.pk))
    take(act_as, visit, REVIEWER, "settle_team")


def test_nobody_is_twice_on_a_list_and_only_partners_are_asked_for_experts(act_as):
    visit = agreed(act_as)
    listed(act_as, visit, ASSESSOR)
    with pytest.raises(ProblemError, match=r"visits\.member_twice"):
        listed(act_as, visit, ASSESSOR)
    with act_as(REVIEWER) as here:
        state = organisation_of(FOCAL).public_id
        for asked, code in ((state, "not_a_partner"), (None, "nobody_named")):
            with pytest.raises(ProblemError, match=rf"visits\.{code}"):
                team.propose_member(
                    actor=here, visit=visit.public_id, task=TeamTask.EXPERT, organisation=asked
                )
    assert refreshed(act_as, visit).seats_on == []
