"""A form sent after the session ended is not lost: it is kept sealed, and offered to its sender again."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django import forms
from django.conf import settings
from django.test import Client
from django.urls import get_resolver

from catenary.desk.directory.models import Organisation
from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.mandate.models import KeptWork, Person
from catenary.desk.mandate.people import kept_labels
from catenary.desk.mandate.people.kept_work import COOKIE, Work
from catenary.desk.shell.words import word

ADMINISTRATOR = "oskar.lindmere@piu.utopia.example"
SUPERVISOR = "greta.holmwood@piu.utopia.example"
FORM = {
    "name": "Wanda Keel",
    "email": "wanda.keel@piu.utopia.example",
    "language": "en",
    "roles": ["researcher", "analyst"],
    "reason": "Joins us on Monday\nfor the statistics",
}
INVITE = "/mandate/people/invite"


def summary_of(page):
    return page.partition('<dl class="govuk-summary-list">')[2].partition("</dl>")[0]


def kept():
    with acting(Declaration(door=Door.SIGN_IN)):
        return list(KeptWork.objects.all())


@pytest.fixture
def expired(sign_in):
    """A browser whose session has ended, with its cookies as they are then."""
    client, _ = sign_in(ADMINISTRATOR)
    client.session.flush()
    del client.cookies["catenary"]
    return client


def test_the_form_is_offered_again_after_signing_in_and_can_be_sent(expired, sign_in):
    to_sign_in = expired.post(INVITE, FORM)
    assert to_sign_in.url.startswith("/account/login/?next=%2Fmandate%2Fkept-work%2F")
    (row,) = kept()
    with acting(Declaration(door=Door.SIGN_IN)):
        assert not Person.objects.filter(email=FORM["email"]).exists()
    _, response = sign_in(ADMINISTRATOR, client=expired, next=f"/mandate/kept-work/{row.public_id}")
    page = expired.get(response.url).content.decode()
    assert "Wanda Keel" in page
    assert page.count('name="roles"') == 2
    sent = expired.post(INVITE, {**FORM, "kept_work": str(row.public_id)})
    assert sent.status_code in {200, 303}
    with acting(Declaration(door=Door.SIGN_IN)):
        assert Person.objects.filter(email=FORM["email"]).exists()
    assert not kept()


def test_it_is_shown_with_the_labels_and_choices_of_its_page_in_the_language_of_the_reader(expired, sign_in):
    expired.post(INVITE, {**FORM, "next": "/mandate/people"})
    (row,) = kept()
    sign_in(ADMINISTRATOR, client=expired)
    page = expired.get(f"/mandate/kept-work/{row.public_id}").content.decode()
    shown = summary_of(page)
    for words in ("Address for signing in", "Roles", "Researcher", "English", "Joins us on Monday<br>for"):
        assert words in shown
    for raw in (">email<", ">roles<", "researcher", ">en<", "/mandate/people"):
        assert raw not in shown
    assert 'name="next" value="/mandate/people"' in page
    expired.cookies[settings.LANGUAGE_COOKIE_NAME] = "fr"
    page = expired.get(f"/mandate/kept-work/{row.public_id}").content.decode()
    assert summary_of(page)
    assert "Address for signing in" not in summary_of(page)


def test_choices_of_organisations_purposes_and_decisions_are_told_by_their_names(signed_in):
    here = signed_in(SUPERVISOR)
    justice = Organisation.objects.get(name="Utopia Public Prosecution Service")
    told = {
        f"/mandate/people/{UUID(int=0)}/suspend": ("remote", str(justice.pk), "Who else may decide", justice.name),
        f"/mandate/records/{UUID(int=0)}/share": (
            "organisations", str(justice.public_id), "Organisations that may decide from afar", justice.name
        ),
        "/mandate/task": ("purpose", "terrorism", "Purpose", word("purpose", "terrorism")),
        f"/mandate/matters/{UUID(int=0)}/decide": ("decision", "refuse", "Decision", "Refuse"),
        f"/mandate/rights/{UUID(int=0)}/answer": ("ground_withheld", "on", "Do not tell the ground: telling it would undo it", "Yes"),
        "/nowhere": ("anything", "as it is", "Others", "as it is"),
    }  # fmt: skip
    with acting(here.declaration):
        for path, (name, value, label, words) in told.items():
            (line,) = kept_labels.lines(Work(path, ((name, value),)), here)
            assert (line.label, line.values) == (label, (words,))


def test_what_pages_send_along_of_each_record_is_not_told(signed_in):
    here = signed_in(SUPERVISOR)
    sent = (("version", "3"), ("version_BOR-01-l", "0f3a"), ("once", "x"), ("reason", "Seen"))
    with acting(here.declaration):
        (line,) = kept_labels.lines(Work("/nowhere", sent), here)
    assert line.values == ("Seen",)


def subclasses(form):
    for each in form.__subclasses__():
        yield each
        yield from subclasses(each)


def test_every_form_of_the_desk_has_its_labels_here(signed_in):
    assert get_resolver().url_patterns  # every page is loaded
    here = signed_in(SUPERVISOR)
    with acting(here.declaration):
        known = {type(form) for build in kept_labels.FORMS.values() for form in build(here)}
    elsewhere = {
        "AcceptForm",
        "LanguageForm",
        "CodeForm",
        "CodeAgainForm",
    }  # below /account/, where nothing is kept
    asking = {
        "Narrowing",
        "RecordFilter",
        "OrganisationsForm",
        "VisitsForm",
        "FilterExample",
        "FormExample",
        "DeliveryFilter",
        "FaultFilter",
        "FlightFilter",
        "LetterForm",
        "QuarantineFilter",
        "QueueFilter",
        "PapersFilter",
        "FactForm",
        "MapFilter",
        "QuestionFilter",
        "DifferenceFilter",
        "TranslationFilter",
    }  # sent by GET, or nowhere
    missing = {
        each.__name__
        for each in subclasses(forms.BaseForm)
        if each.__module__.startswith("catenary.desk")
        and each not in known
        and not each.__name__.startswith("_")
    }
    assert missing <= elsewhere | asking


def test_the_database_alone_does_not_tell_what_was_written(expired):
    expired.post(INVITE, FORM)
    (row,) = kept()
    assert b"Wanda" not in bytes(row.sealed)
    assert row.expires_at - datetime.now(UTC) <= timedelta(days=1)


def test_somebody_else_on_the_same_browser_is_not_offered_it(expired, sign_in):
    expired.post(INVITE, FORM)
    (row,) = kept()
    sign_in(SUPERVISOR, client=expired)
    assert expired.get(f"/mandate/kept-work/{row.public_id}").status_code == 404


def test_the_sender_on_another_browser_cannot_open_it(expired, sign_in):
    expired.post(INVITE, FORM)
    (row,) = kept()
    other, _ = sign_in(ADMINISTRATOR)
    assert other.get(f"/mandate/kept-work/{row.public_id}").status_code == 404


def test_nothing_is_kept_for_a_browser_without_a_key(db):
    response = Client().post(INVITE, FORM)
    assert response.url == f"/account/login/?next={INVITE}"
    assert not kept()


def test_a_key_that_was_changed_keeps_nothing(expired):
    expired.cookies[COOKIE] = expired.cookies[COOKIE].value[:-3] + "abc"
    expired.post(INVITE, FORM)
    assert not kept()


def test_secrets_are_not_kept(expired, sign_in):
    expired.post(INVITE, {**FORM, "password": "do not keep me", "csrfmiddlewaretoken": "nor me"})
    (row,) = kept()
    sign_in(ADMINISTRATOR, client=expired)
    assert "keep me" not in expired.get(f"/mandate/kept-work/{row.public_id}").content.decode()


def test_too_much_is_not_kept(expired):
    expired.post(INVITE, {"reason": "x" * 300_000})
    assert not kept()


def test_a_forged_form_from_another_site_is_not_kept(sign_in):
    client = Client(enforce_csrf_checks=True)
    sign_in_client, _ = sign_in(ADMINISTRATOR)
    client.cookies[COOKIE] = sign_in_client.cookies[COOKIE].value
    assert client.post(INVITE, FORM).status_code == 403
    assert not kept()


def test_it_can_be_thrown_away(expired, sign_in):
    expired.post(INVITE, FORM)
    (row,) = kept()
    sign_in(ADMINISTRATOR, client=expired)
    expired.post(f"/mandate/kept-work/{row.public_id}/throw-away")
    assert not kept()


def test_a_form_sent_by_htmx_leads_the_whole_page_to_the_sign_in(expired):
    response = expired.post(INVITE, FORM, headers={"HX-Request": "true"})
    assert response.status_code == 204
    assert response["HX-Redirect"].startswith("/account/login/")
