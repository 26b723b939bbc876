"""Forms that make something: sent twice, by an impatient hand or a slow line, they make it once."""

import re

import pytest
from attrs import evolve
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import get_template

from catenary.desk.directory.models import Organisation
from catenary.desk.ledger import pages as ledger
from catenary.desk.mandate.acting import Declaration, acting
from catenary.desk.mandate.people.pages import machines, matters, people
from catenary.desk.mandate.records import matter_pages
from catenary.desk.mandate.records.pages import deed
from catenary.desk.mandate.retention.pages import propose
from catenary.desk.mandate.rights import redress_pages
from catenary.desk.mandate.rights.pages import answer, receive, step
from catenary.desk.shell.models import Attachment, Comment
from catenary.desk.shell.once import FIELD

OFFICER = "tom.ashgrove@piu.utopia.example"


@pytest.fixture(autouse=True)
def data(tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "CATENARY", evolve(settings.CATENARY, data=tmp_path))


def a_file():
    return SimpleUploadedFile("a.txt", b"twice")


def token_of(client, place):
    (token, *_) = re.findall(rf'name="{FIELD}" value="([^"]+)"', client.get(place).content.decode())
    return token


def count(model, unit):
    with acting(Declaration(1, unit.pk)):
        return model.objects.count()


@pytest.fixture
def unit(db):
    return Organisation.objects.get(name="Utopia Passenger Information Unit")


@pytest.mark.parametrize(
    ("page", "model", "told"),
    [("comments", Comment, lambda: {"text": "twice"}), ("files", Attachment, lambda: {"file": a_file()})],
)
def test_what_is_sent_twice_is_made_once_and_leads_to_one_place(browser, unit, page, model, told):
    client, place = browser(OFFICER), f"/{page}/organisation/{unit.public_id}"
    token, before = token_of(client, place), count(model, unit)
    answers = [client.post(place, {**told(), FIELD: token}) for _ in range(2)]
    assert [each.status_code for each in answers] == [303, 303]
    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    assert count(model, unit) == before + 1
    client.post(place, {**told(), FIELD: token_of(client, place)})
    assert count(model, unit) == before + 2


FORM = re.compile(r'<form method="post"[^>]*>{% csrf_token %}(.{0,12})', re.DOTALL)
MAKING = (
    "mandate/rights/receive.html", "mandate/rights/answer.html", "mandate/rights/case.html", "mandate/rights/make_redress.html",
    "mandate/rights/revoke_redress.html", "mandate/retention/law.html", "mandate/records/deed.html",
    "mandate/records/matter.html", "mandate/people/form.html", "ledger/verify.html", "ledger/exports.html",
)  # fmt: skip


@pytest.mark.parametrize("name", MAKING)
def test_every_form_that_makes_something_has_its_token(name):
    forms = FORM.findall(get_template(name).template.source)
    assert forms
    assert all(after.startswith("{% once %}") for after in forms)


@pytest.mark.parametrize(
    "page",
    [
        receive, step, answer, redress_pages.make, redress_pages.revoke, propose, deed, matter_pages.decide,
        people.invite, people.grant, people.suspend, people.reinstate, people.end_role, matters.decide, matters.ask_emergency,
        machines.make_machine, ledger.verify, ledger.begin_export,
    ],
)  # fmt: skip
def test_every_page_that_makes_something_spends_the_token(page):
    layers = []
    while page is not None:
        layers.append(page.__code__.co_name)
        page = getattr(page, "__wrapped__", None)
    assert "guarded" in layers
