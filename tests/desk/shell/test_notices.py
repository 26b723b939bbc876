"""Notifications: told in the reader's language, read once, mailed sparingly and without saying what."""

import pytest
from attrs import evolve
from django.conf import settings
from django.core import mail
from django.db import DatabaseError, transaction

from catenary.core.mandate.model import Role
from catenary.desk.directory.models import Organisation
from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.mandate.models import Membership
from catenary.desk.shell.models import ByEmail, NoticePreference, Notification
from catenary.desk.shell.notices import jobs, services
from catenary.desk.shell.notices.kinds import told

OFFICER, SUPERVISOR = "tom.ashgrove@piu.utopia.example", "greta.holmwood@piu.utopia.example"


def notify(here, person, **more):
    services.notify(people=[person], organisation=here.organisation, kind="mentioned", **more)


@pytest.fixture
def told_once(act_as):
    """The officer told the supervisor something."""
    with act_as(SUPERVISOR) as there:
        pass
    with act_as(OFFICER) as here:
        notify(here, there.person, url="/organisations/")
    return there


def test_what_one_was_told_is_counted_on_every_page_until_it_is_opened(browser, told_once):
    client = browser(SUPERVISOR)
    assert "frame-count" in client.get("/notifications").content.decode()
    with acting(told_once.declaration):
        row = Notification.objects.get(person=told_once.person)
    response = client.get(f"/notifications/{row.public_id}")
    assert response.headers["Location"] == "/organisations/"
    assert "frame-count" not in client.get("/notifications").content.decode()


def test_nobody_reads_or_opens_what_another_was_told(browser, told_once):
    with acting(told_once.declaration):
        row = Notification.objects.get(person=told_once.person)
    client = browser("oskar.lindmere@piu.utopia.example")
    assert client.get(f"/notifications/{row.public_id}").status_code == 404


def test_everything_is_read_at_once(browser, told_once):
    client = browser(SUPERVISOR)
    assert client.post("/notifications/read").status_code == 303
    with acting(told_once.declaration):
        assert not Notification.objects.filter(person=told_once.person, read_at=None).exists()


def test_the_database_refuses_a_notice_in_the_name_of_another(act_as):
    with act_as(SUPERVISOR) as there:
        pass
    with act_as(OFFICER) as here, pytest.raises(DatabaseError), transaction.atomic():
        Notification.objects.create(
            person=here.person, organisation=here.organisation, kind="mentioned", caused_by=there.person
        )


def test_an_address_outside_the_desk_is_not_followed(browser, act_as):
    with act_as(SUPERVISOR) as there:
        notify(there, there.person, url="//elsewhere.example/")
        row = Notification.objects.get(person=there.person)
    assert browser(SUPERVISOR).get(f"/notifications/{row.public_id}").headers["Location"] == "/notifications"


def test_a_kind_without_a_sentence_is_a_fault_here_and_shown_as_its_code_elsewhere(act_as):
    with act_as(OFFICER) as here, pytest.raises(KeyError):
        services.notify(people=[here.person], organisation=here.organisation, kind="unheard_of")
    assert told("unheard_of", {}) == "unheard_of"


def test_a_choice_is_kept_and_a_wrong_one_refused(browser, signed_in):
    client = browser(OFFICER)
    assert client.post("/notifications/preferences", {"by_email": "hourly"}).status_code == 422
    assert client.post("/notifications/preferences", {"by_email": "never"}).status_code == 303
    assert 'value="never"' in client.get("/notifications/preferences").content.decode()


@pytest.fixture
def mailing(monkeypatch, worker):
    """A desk that mails, and somebody to be told."""
    told = evolve(settings.CATENARY, email="smtp://localhost", origin="https://desk.example")
    monkeypatch.setattr(settings, "CATENARY", told)
    monkeypatch.setattr(services, "_mail_later", lambda _row: None)
    mail.outbox = []
    with worker, acting(Declaration(door=Door.SYSTEM)):
        yield Membership.objects.select_related("person", "organisation").filter(role=Role.SUPERVISOR)[0]


def tell(member):
    services.notify(people=[member.person], organisation=member.organisation, kind="mentioned")
    row = Notification.objects.filter(person=member.person).latest("pk")
    jobs.mail_waiting(row.pk)


def test_a_mail_says_that_something_waits_and_nothing_more(mailing):
    tell(mailing)
    (sent,) = mail.outbox
    assert sent.to == [mailing.person.email]
    assert "https://desk.example/notifications" in sent.body
    assert mailing.person.name not in sent.subject + sent.body
    assert "comment" not in sent.subject + sent.body


def test_no_second_mail_is_sent_while_the_first_waits(mailing):
    tell(mailing)
    tell(mailing)
    assert len(mail.outbox) == 1
    services.read_all(actor=mailing.person)
    tell(mailing)
    assert len(mail.outbox) == 2


def test_whoever_wants_no_mail_gets_none(mailing):
    NoticePreference.objects.create(person=mailing.person, by_email=ByEmail.NEVER)
    tell(mailing)
    assert mail.outbox == []


def test_everybody_of_a_role_elsewhere_is_told_by_a_job(worker):
    with worker:
        with acting(Declaration(door=Door.SYSTEM)):
            unit = Organisation.objects.get(name="Utopia Passenger Information Unit")
        jobs.tell_roles(unit.pk, ["supervisor", "data_protection_officer"], "mentioned", "/notifications")
        with acting(Declaration(door=Door.SYSTEM)):
            reached = set(Notification.objects.values_list("person_id", flat=True))
            roles = ["supervisor", "data_protection_officer"]
            wanted = Membership.objects.filter(organisation=unit, role__in=roles).values_list(
                "person_id", flat=True
            )
            assert reached == set(wanted) != set()
