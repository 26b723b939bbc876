"""Lost second factors: two persons open the way back, every session ends, and the person sets up a new one after their password."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from attrs import evolve
from django.conf import settings
from django.test import Client

from catenary.basis.findings import ProblemError
from catenary.core.mandate.flow import to_tell
from catenary.core.mandate.flow_table import Step
from catenary.core.mandate.model import Role
from catenary.desk.ledger.models import Event
from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.mandate.models import AccessMatter, Person
from catenary.desk.mandate.people import factor_reset, invitations, jobs, matters, queries
from catenary.desk.mandate.people.standing import as_core
from catenary.desk.shell.models import Notification

from .conftest import PASSWORD

ADMINISTRATOR = "oskar.lindmere@piu.utopia.example"
SUPERVISOR = "greta.holmwood@piu.utopia.example"
DPO = "nadia.fenwick@piu.utopia.example"
OFFICER = "tom.ashgrove@piu.utopia.example"
FOREIGN_ADMINISTRATOR = "marta.quiroga@piu.marvona.example"
REASON = {"reason": "Telephone lost, codes with it"}


def officer():
    with acting(Declaration(door=Door.SIGN_IN)):
        return Person.objects.get(email=OFFICER)


def factors():
    with acting(Declaration(door=Door.SIGN_IN)):
        return Authenticator.objects.filter(user__email=OFFICER).count()


def ask(act_as, email=ADMINISTRATOR):
    with act_as(email) as here:
        return factor_reset.ask_reset(actor=here, person=officer(), reason=REASON["reason"])


def decide(act_as, email, row, step=Step.CONFIRM, reason=""):
    with act_as(email) as here:
        return matters.decide(actor=here, matter=row.public_id, step=step, reason=reason)


def invited_elsewhere(act_as):
    with act_as(FOREIGN_ADMINISTRATOR) as here:
        invitations.invite(
            actor=here, email=OFFICER, name="T", language="en", roles=[Role.RESEARCHER], reason="Joint work"
        )


def test_two_persons_open_the_way_back_to_a_new_factor_and_neither_alone_does(browser, act_as, sign_in):
    before, _ = sign_in(OFFICER)
    assert before.get("/").status_code == 200
    browser(ADMINISTRATOR).post(f"/mandate/people/{officer().public_id}/second-factor", REASON)
    with act_as(ADMINISTRATOR):
        row = AccessMatter.objects.get(flow="factor_reset")
    with pytest.raises(ProblemError, match="own_confirmation"):
        decide(act_as, ADMINISTRATOR, row)
    assert factors()
    assert before.get("/").status_code == 200
    browser(SUPERVISOR).post(f"/mandate/matters/{row.public_id}/decide", {"decision": "confirm"})
    assert not factors()
    assert before.get("/").url.startswith("/account/login/")
    assert_enrols_after_the_password()


def assert_enrols_after_the_password():
    client = Client()
    assert client.post("/account/login/", {"login": OFFICER, "password": PASSWORD}).url == "/"
    assert client.get("/").url.startswith("/account/second-factor")
    assert client.get("/account/2fa/totp/activate/").url.startswith("/account/reauthenticate/")
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    client.get("/account/2fa/totp/activate/")
    secret = client.session["mfa.totp.secret"]
    codes = [format_hotp_value(hotp_value(secret, at)) for at in yield_hotp_counters_from_time()]
    client.post("/account/2fa/totp/activate/", {"code": codes[0]})
    client.post("/account/2fa/reauthenticate/", {"code": codes[1]})
    assert client.get("/").status_code == 200


def test_a_refused_reset_removes_nothing_and_the_matter_is_closed_once_done(act_as, browser):
    row = ask(act_as)
    decide(act_as, DPO, row, Step.REFUSE, "Nobody rang them")
    assert factors()
    done = decide(act_as, DPO, ask(act_as))
    assert str(done.public_id) not in browser(SUPERVISOR).get("/mandate/matters").content.decode()
    with act_as(ADMINISTRATOR) as here:
        assert not queries.steps_for(done, here)


def test_it_is_not_asked_twice_nor_for_somebody_without_a_factor_nor_by_others(act_as):
    row = ask(act_as)
    with pytest.raises(ProblemError, match="matter_open"):
        ask(act_as)
    with pytest.raises(ProblemError, match="role_lacks_desk_act"):
        ask(act_as, SUPERVISOR)
    decide(act_as, SUPERVISOR, row)
    with pytest.raises(ProblemError, match="no_second_factor"):
        ask(act_as)


def test_nobody_asks_it_for_themselves(act_as):
    with act_as(ADMINISTRATOR) as here, pytest.raises(ProblemError, match="own_matter"):
        factor_reset.ask_reset(actor=here, person=here.person, reason="Lost")


def test_no_organisation_opens_an_account_that_another_relies_on_too(act_as):
    row = ask(act_as)
    invited_elsewhere(act_as)
    with pytest.raises(ProblemError, match="belongs_elsewhere"):
        decide(act_as, SUPERVISOR, row)
    assert factors()
    decide(act_as, SUPERVISOR, row, Step.REFUSE, "Works elsewhere too")
    with pytest.raises(ProblemError, match="belongs_elsewhere"):
        ask(act_as)


def test_the_person_and_the_data_protection_officer_are_told_and_the_ledger_has_each_step(act_as, browser):
    row = decide(act_as, SUPERVISOR, ask(act_as))
    with acting(Declaration(officer().pk)):
        kinds = set(Notification.objects.filter(person=officer()).values_list("kind", flat=True))
    assert kinds == {"factor_reset_asked", "factor_reset"}
    assert to_tell(as_core(row), row.decided_at) == {Role.DATA_PROTECTION_OFFICER}
    with act_as(DPO):
        acts = set(Event.objects.filter(record=str(row.public_id)).values_list("act", flat=True))
    assert acts == {"factor_reset_asked", "factor_reset_confirmed"}


def test_with_mail_the_person_is_told_by_a_mail_that_says_what_was_done(act_as, monkeypatch, mailoutbox):
    monkeypatch.setattr(settings, "CATENARY", evolve(settings.CATENARY, email="smtp://mail.example"))
    deferred = []
    monkeypatch.setattr(jobs.mail_factor_reset, "defer", lambda **told: deferred.append(told))
    decide(act_as, SUPERVISOR, ask(act_as))
    assert deferred == [{"person": officer().pk}]
    monkeypatch.setattr(jobs, "Declaration", lambda **_: Declaration(door=Door.SIGN_IN))
    jobs.mail_factor_reset(**deferred[0])
    (mail,) = mailoutbox
    assert mail.to == [OFFICER]
    assert "set up a new one" in mail.body
