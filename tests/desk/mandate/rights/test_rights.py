"""The rights desk: a request is answered whole, in the person's language, in time; redress reaches screening."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from catenary.basis.dates import PartialDate
from catenary.basis.findings import ProblemError
from catenary.basis.persons import Sex
from catenary.core.mandate.model import Months
from catenary.core.mandate.redress import Traits, honoured
from catenary.core.mandate.rights import Ground, RightsKind, RightsState, Told
from catenary.desk.ledger.models import Event
from catenary.desk.mandate.acting import Declaration, acting
from catenary.desk.mandate.models import HeldRecord, Person, RecordFields, RightsCase
from catenary.desk.mandate.rights import services
from catenary.desk.mandate.rights.redress import make_redress, paper, redress_records, revoke_redress
from catenary.desk.shell.models import Notification

SUPERVISOR = "greta.holmwood@piu.utopia.example"
DPO, OFFICER = "nadia.fenwick@piu.utopia.example", "tom.ashgrove@piu.utopia.example"
FOREIGN = "lucia.arvelo@piu.marvona.example"
RIGHTS = ("rights", "eu-2016-680-rights")
NAME = "Zephyrine Quillfeather"
ASKER = services.Asker(NAME, "z@mail.example", "What do you hold about me?")
WHOLE = {
    item: f"about {item.value}"
    for item in (
        Told.WHETHER_PROCESSED, Told.PURPOSES_AND_BASIS, Told.CATEGORIES, Told.RECIPIENTS, Told.RETENTION, Told.ORIGIN,
        Told.COPY,
    )
}  # fmt: skip
TRAITS = Traits(PartialDate(1980, 2, 3), Sex.FEMALE, "UTO", frozenset({paper("l 89-8902c", "uto")}))


@pytest.fixture
def officer(act_as):
    with act_as(DPO, *RIGHTS) as here:
        yield here


def received(here, kind=RightsKind.ACCESS, language="en", days=3):
    at = datetime.now(UTC) - timedelta(days=days)
    return services.receive(actor=here, kind=kind, asker=ASKER, language=language, received_at=at)


def code_of(attempt):
    with pytest.raises(ProblemError) as refused:
        attempt()
    return refused.value.finding.code.removeprefix("mandate.")


def test_an_answer_that_leaves_something_out_is_not_sent(officer):
    case = received(officer)
    for missing in WHOLE:
        told = {item: text for item, text in WHOLE.items() if item is not missing}
        attempt = lambda told=told: services.answer(  # noqa: E731
            actor=officer, case=case.public_id, outcome=RightsState.GRANTED, told=told
        )
        assert code_of(attempt) == "answer_lacks"
    done = services.answer(actor=officer, case=case.public_id, outcome=RightsState.GRANTED, told=WHOLE)
    assert done.state == RightsState.GRANTED


def test_a_refusal_names_a_ground_that_the_law_knows_for_it(officer):
    case = received(officer, RightsKind.CORRECTION)
    refuse = {"actor": officer, "case": case.public_id, "outcome": RightsState.REFUSED, "told": {}}
    assert code_of(lambda: services.answer(**refuse)) == "ground_missing"
    assert code_of(lambda: services.answer(**refuse, grounds=[Ground.INQUIRY])) == "ground_not_allowed"
    assert services.answer(**refuse, grounds=[Ground.ACCURATE]).grounds == ["accurate"]


def test_the_answered_request_is_erased_at_its_time_and_not_before_its_close(officer):
    case = received(officer)
    assert HeldRecord.objects.get(pk=case.record_id).erase_rule == "limit"
    services.answer(actor=officer, case=case.public_id, outcome=RightsState.GRANTED, told=WHOLE)
    record = HeldRecord.objects.get(pk=case.record_id)
    assert record.erase_at == Months(36).after(record.started_at)


def test_the_clock_stands_while_the_person_proves_who_they_are(officer):
    case = received(officer)
    services.ask_identity(actor=officer, case=case.public_id)
    RightsCase.objects.filter(pk=case.pk).update(identity_asked_at=datetime.now(UTC) - timedelta(days=2))
    proven = services.note_identity(actor=officer, case=case.public_id, how="passport seen")
    assert timedelta(days=2) <= proven.paused < timedelta(days=2, minutes=5)


def test_a_name_stands_in_no_entry_of_the_ledger_and_in_no_address(browser, officer):
    case = received(officer)
    services.answer(actor=officer, case=case.public_id, outcome=RightsState.GRANTED, told=WHOLE)
    assert not any(NAME.encode() in bytes(event.entry) for event in Event.objects.all())


def test_nobody_else_comes_near_a_request(browser, act_as, officer):
    page = reverse("rights_case", args=[received(officer).public_id])
    assert browser(OFFICER, "terrorism", "eu-2016-681-6").get(page).status_code == 403
    assert browser(FOREIGN, "terrorism", "eu-2016-681-6").get(page).status_code == 403
    with act_as(OFFICER, "terrorism", "eu-2016-681-6"):
        assert not RecordFields.objects.filter(fields__has_key="contact").exists()


@pytest.mark.parametrize(
    ("language", "direction"),
    [("en", "ltr"), ("fr", "ltr"), ("es", "ltr"), ("ru", "ltr"), ("ar", "rtl"), ("zh-hans", "ltr")],
)
def test_the_letter_is_in_the_language_of_the_person(browser, act_as, language, direction):
    with act_as(DPO, *RIGHTS) as here:
        case = received(here, language=language)
        services.answer(actor=here, case=case.public_id, outcome=RightsState.GRANTED, told=WHOLE)
    letter = browser(DPO, *RIGHTS).get(reverse("rights_letter", args=[case.public_id])).content.decode()
    assert f'dir="{direction}"' in letter
    assert f'lang="{language[:2]}' in letter
    assert NAME in letter
    assert "about copy" in letter
    assert "Utopia Data Protection Commission" in letter


def test_a_ground_that_would_undo_itself_is_recorded_and_not_told(browser, act_as):
    with act_as(DPO, *RIGHTS) as here:
        case = received(here)
        services.answer(
            actor=here, case=case.public_id, outcome=RightsState.REFUSED, told={}, grounds=[Ground.INQUIRY],
            ground_withheld=True,
        )  # fmt: skip
    client = browser(DPO, *RIGHTS)
    assert b"inquiry" not in client.get(reverse("rights_letter", args=[case.public_id])).content
    assert b"inquiry" in client.get(reverse("rights_case", args=[case.public_id])).content


def test_a_request_is_taken_in_assigned_and_answered_in_the_browser(browser):
    client = browser(DPO, *RIGHTS)
    told = {
        "kind": "erasure", "name": NAME, "contact": "z@mail.example", "language": "fr",
        "received_on": timezone.now().date().isoformat(), "words": "Please erase it",
    }  # fmt: skip
    assert client.post("/mandate/rights/new", {**told, "received_on": "2999-01-01"}).status_code == 422
    page = client.post("/mandate/rights/new", told)["Location"]
    assert client.post(f"{page}/step/take").status_code == 303
    assert client.post(f"{page}/step/extend", {"note": ""}).status_code == 422
    assert client.post(f"{page}/answer", {"outcome": "granted"}).status_code == 422
    answered = {"outcome": "granted", "what_was_done": "Erased", "who_was_informed": "Nobody had it"}
    assert client.post(f"{page}/answer", answered)["Location"] == f"{page}/letter"
    assert "Erased" in client.get(f"{page}/letter").content.decode()


@pytest.mark.parametrize(
    ("email", "task", "address"),
    [
        ("edmund.ravel@oversight.utopia.example", RIGHTS, "/mandate/rights/new"),
        (OFFICER, ("border_check", "icao-9-api"), "/mandate/redress/new"),
    ],
)
def test_who_only_reads_at_the_rights_desk_is_offered_no_form(browser, email, task, address):
    assert browser(email, *task).get(address).status_code == 403


def test_redress_is_honoured_for_the_person_and_nobody_else(officer):
    row = make_redress(actor=officer, list_name="national", entry="E-7", traits=TRAITS)
    now = datetime.now(UTC)
    with acting(Declaration(organisation=officer.organisation.pk, purpose="border_check")):
        records = redress_records(officer.organisation)
    assert honoured(records, "national", "E-7", TRAITS, now).params["redress"] == str(row.public_id)
    assert honoured(records, "national", "E-8", TRAITS, now) is None
    namesake = Traits(PartialDate(1980, 2, 3), Sex.FEMALE, "UTO", frozenset({paper("X1", "UTO")}))
    assert honoured(records, "national", "E-7", namesake, now) is None


def test_a_revoked_redress_clears_nobody_any_more(officer):
    row = make_redress(actor=officer, list_name="national", entry="E-7", traits=TRAITS)
    revoke_redress(actor=officer, record=row.public_id, reason="the entry was the person")
    assert (
        honoured(redress_records(officer.organisation), "national", "E-7", TRAITS, datetime.now(UTC)) is None
    )


def test_redress_is_read_by_its_own_organisation_and_for_its_purposes_only(officer, signed_in):
    make_redress(actor=officer, list_name="national", entry="E-7", traits=TRAITS)
    foreign = signed_in(FOREIGN).organisation
    for declaration in (
        Declaration(organisation=officer.organisation.pk),
        Declaration(organisation=officer.organisation.pk, purpose="research"),
        Declaration(organisation=foreign.pk, purpose="border_check"),
    ):
        with acting(declaration):
            assert redress_records(officer.organisation) == ()


def test_too_little_to_tell_people_apart_makes_no_redress(officer):
    few = Traits(born=PartialDate.from_date(date(1980, 2, 3)))
    assert (
        code_of(lambda: make_redress(actor=officer, list_name="l", entry="e", traits=few))
        == "redress_traits_few"
    )


def test_who_took_a_request_in_is_told_that_somebody_else_answered_it(act_as, officer):
    mine, others = received(officer), received(officer)
    colleague = Person.objects.get(email=SUPERVISOR)
    RightsCase.objects.filter(pk=others.pk).update(registered_by=colleague)
    for case in (mine, others):
        services.answer(actor=officer, case=case.public_id, outcome=RightsState.GRANTED, told=WHOLE)
    with act_as(SUPERVISOR):
        (notice,) = Notification.objects.filter(person=colleague, kind="rights_request_answered")
    assert notice.url == reverse("rights_case", args=[others.public_id])
    assert not Notification.objects.filter(person=officer.person, kind="rights_request_answered").exists()
    assert mine.registered_by == officer.person
