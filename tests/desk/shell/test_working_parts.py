"""Long work, forms sent twice, stale edits, lists and their copies, and what is swept."""

import csv
import io
import json
from datetime import timedelta

import pytest
from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import timezone
from django.utils.translation import gettext_lazy

from catenary.basis.findings import ProblemError
from catenary.core.mandate.model import Handling
from catenary.desk.directory.models import Organisation
from catenary.desk.ledger.models import Event
from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.mandate.models import Membership
from catenary.desk.shell.conflicts import StaleError, conflict, demand_version, merge_page
from catenary.desk.shell.listing import Listing, Persons, show
from catenary.desk.shell.models import LongWork, Notification, SpentForm, StoredSearch, WorkState
from catenary.desk.shell.once import FIELD, new_token, once
from catenary.desk.shell.progress import services
from catenary.desk.shell.progress.queries import SILENT, shown
from catenary.desk.shell.sweeping import sweep
from catenary.desk.shell.tables import Column, Row

OFFICER, FOREIGN = "tom.ashgrove@piu.utopia.example", "lucia.arvelo@piu.marvona.example"
CRIME = ("terrorism", "eu-2016-681-6")
services.register_work("sample", gettext_lazy("Desk"))


# long work


@pytest.fixture
def begun(worker):
    """Work that somebody of the unit began; everything inside runs as the worker."""
    with worker:
        with acting(Declaration(door=Door.SYSTEM)):
            member = Membership.objects.select_related("person", "organisation")[0]
            row = LongWork.objects.create(
                person=member.person, organisation=member.organisation, kind="sample"
            )
        yield row.public_id


def work_now(work):
    with acting(Declaration(door=Door.SYSTEM)):
        return LongWork.objects.get(public_id=work)


def test_work_tells_how_far_it_is_ends_as_done_and_its_person_is_told(begun):
    with services.under_way(begun) as tell:
        assert work_now(begun).state == WorkState.RUNNING
        tell(3, 10)
        assert shown(work_now(begun)).percent == 30
    assert work_now(begun).state == WorkState.DONE
    with acting(Declaration(door=Door.SYSTEM)):
        assert Notification.objects.get(kind="work_done").url == f"/work/{begun}"


def test_work_that_breaks_is_failed_with_a_code_and_without_the_error_s_words(begun):
    with pytest.raises(RuntimeError), services.under_way(begun):
        raise RuntimeError("Zephyrine Quillfeather")
    row = work_now(begun)
    assert (row.state, row.problem) == (WorkState.FAILED, "shell.work_broke")


def part_of(work):
    html = render_to_string("shell/work.html", {"work": shown(work_now(work))})
    return " ".join(html.split())


def test_finished_work_shows_its_result_and_no_bar_even_if_less_was_told(begun):
    with services.under_way(begun) as tell:
        tell(3, 4)
        assert "<progress" in part_of(begun)
        services.point_to(begun, "/somewhere")
    html = part_of(begun)
    assert shown(work_now(begun)).percent == 100
    assert "<progress" not in html
    assert "3 of 4" not in html
    assert 'href="/somewhere"' in html


def test_failed_work_says_so_with_its_code_and_offers_no_result(begun):
    services.point_to(begun, "/somewhere")
    with pytest.raises(RuntimeError), services.under_way(begun):
        raise RuntimeError
    html = part_of(begun)
    assert "<progress" not in html
    assert "ended before it was finished" in html
    assert "shell.work_broke" in html
    assert "/somewhere" not in html


def test_work_that_nobody_hears_of_stands_still(begun):
    with services.under_way(begun):
        row = work_now(begun)
    row.state = WorkState.RUNNING
    assert "still" in shown(row, row.told_at + SILENT + timedelta(seconds=1)).state.text


def test_the_page_of_work_reloads_without_javascript_and_is_its_person_s_alone(browser, act_as):
    with act_as(OFFICER) as here:
        row = services.begin(actor=here, kind="sample", total=10)
    page = browser(OFFICER).get(f"/work/{row.public_id}").content.decode()
    assert '<noscript><meta http-equiv="refresh"' in page
    assert browser(FOREIGN).get(f"/work/{row.public_id}").status_code == 404
    assert str(row.public_id) in browser(OFFICER).get("/work").content.decode()


# forms sent twice


def posted(here, **data):
    request = RequestFactory().post("/somewhere", data)
    request.user, request.signed_in = here.person, here
    return request


def test_a_form_sent_twice_does_once_and_leads_to_the_same_place(act_as):
    done = []

    @once
    def page(request):
        done.append(request)
        return HttpResponseRedirect(f"/done/{len(done)}")

    with act_as(OFFICER) as here:
        token = new_token()
        places = [page(posted(here, **{FIELD: token})).headers["Location"] for _ in range(3)]
        assert places == ["/done/1"] * 3
        assert page(posted(here, **{FIELD: new_token()})).headers["Location"] == "/done/2"


def test_a_form_that_was_refused_can_be_sent_again(act_as):
    answers = iter([HttpResponse(status=422), HttpResponseRedirect("/done")])
    page = once(lambda _request: next(answers))
    with act_as(OFFICER) as here:
        token = new_token()
        assert page(posted(here, **{FIELD: token})).status_code == 422
        assert page(posted(here, **{FIELD: token})).headers["Location"] == "/done"


def test_a_token_of_one_person_is_nothing_to_another(act_as, signed_in):
    page = once(lambda _request: HttpResponseRedirect("/done"))
    token = new_token()
    for email in (OFFICER, FOREIGN):
        with act_as(email) as here:
            page(posted(here, **{FIELD: token}))
            assert SpentForm.objects.count() == 1


# stale edits


class Letter(forms.Form):
    subject = forms.CharField()
    note = forms.CharField(required=False)


class Kept:
    version = 3


def test_a_stale_edit_is_refused_with_the_present_version():
    demand_version(Kept(), "3")
    with pytest.raises(StaleError) as stale:
        demand_version(Kept(), "2")
    assert stale.value.version == 3


def test_the_merge_page_shows_both_versions_and_loses_neither(act_as, rf):
    form = Letter({"subject": "mine", "note": "same"})
    found = conflict(form, {"subject": "<theirs>", "note": "same"}, 3)
    assert [(each.name, each.yours, each.theirs) for each in found.differences] == [
        ("subject", "mine", "<theirs>")
    ]
    with act_as(OFFICER) as here:
        request = rf.get("/letter")
        request.user, request.signed_in = here.person, here
        response = merge_page(request, form, found)
    page = response.content.decode()
    assert response.status_code == 409
    assert 'name="version" value="3"' in page
    assert 'value="mine"' in page
    assert 'value="&lt;theirs&gt;"' in page
    assert 'type="hidden" name="note" value="same"' in page


def test_of_a_choice_both_sides_are_told_in_words_and_sent_as_codes():
    class Chosen(forms.Form):
        colour = forms.ChoiceField(choices=[("r", "Red"), ("g", "Green")])

    (each,) = conflict(Chosen({"colour": "r"}), {"colour": "g"}, None).differences
    assert (each.yours, each.yours_words, each.theirs, each.theirs_words) == ("r", "Red", "g", "Green")


# lists


def people(cap=500, persons=True):
    return Listing(
        name="people",
        caption=gettext_lazy("Desk"),
        columns=lambda: (Column("name", "Name", sortable=True),),
        empty=gettext_lazy("Desk"),
        rows=lambda _asked: Organisation.objects.order_by("pk"),
        row=lambda row: Row({"name": f"={row.name}"}),
        persons=Persons("shell", Handling.RESTRICTED, cap) if persons else None,
    )


def asked(here, query=""):
    request = RequestFactory().get(f"/people{query}")
    request.user, request.signed_in, request.session = here.person, here, {}
    return request


def entries(act):
    return Event.objects.filter(act=act).count()


def test_a_list_of_persons_needs_a_purpose(act_as):
    with act_as(OFFICER) as here, pytest.raises(ProblemError, match=r"mandate\.task_missing"):
        show(asked(here), here, people())


@pytest.mark.parametrize(
    ("query", "act"), [("", "list_shown"), ("?format=csv", "list_copied"), ("?format=json", "list_copied")]
)
def test_every_look_at_a_list_of_persons_and_every_copy_is_in_the_log(act_as, query, act):
    with act_as(OFFICER, *CRIME) as here:
        before = entries(act)
        show(asked(here, query), here, people())
        assert entries(act) == before + 1


def test_a_copy_of_a_list_of_persons_carries_its_handling_code(act_as):
    with act_as(OFFICER, *CRIME) as here:
        told = json.loads(show(asked(here, "?format=json"), here, people()).content)
        assert told["notes"] == {"handling": "restricted"}
        assert b"# handling: restricted" in show(asked(here, "?format=csv"), here, people()).content


def test_above_its_cap_no_copy_goes_out_and_none_is_entered(act_as):
    with act_as(OFFICER, *CRIME) as here:
        before = entries("list_copied")
        with pytest.raises(ProblemError, match=r"lists\.too_many"):
            show(asked(here, "?format=csv"), here, people(cap=2))
        assert entries("list_copied") == before


def test_no_cell_of_a_copy_is_a_formula(act_as):
    with act_as(OFFICER) as here:
        content = show(asked(here, "?format=csv"), here, people(persons=False)).content.decode()
    rows = list(csv.reader(io.StringIO(content)))
    assert rows[0] == ["name"]
    assert all(cell.startswith("'=") for (cell,) in rows[1:])


def test_a_list_is_sorted_by_what_it_offers_and_by_nothing_else(act_as):
    with act_as(OFFICER) as here:
        told = json.loads(show(asked(here, "?format=json&sort=-name"), here, people(persons=False)).content)
        names = [row["name"] for row in told["rows"]]
        assert names == sorted(names, reverse=True)
        assert show(asked(here, "?format=json&sort=kind"), here, people(persons=False)).status_code == 200


def test_the_list_of_organisations_has_its_twins(browser):
    client = browser(OFFICER)
    assert client.get("/organisations/").status_code == 200
    rows = client.get("/organisations/?kind=unit&format=json").json()["rows"]
    assert rows
    assert client.get("/organisations/?kind=nonsense").status_code == 422


# sweeping


def test_what_has_had_its_time_goes(begun):
    with acting(Declaration(door=Door.SYSTEM)):
        member = Membership.objects.select_related("person", "organisation")[0]
        for expires_at in (timezone.now(), timezone.now() + timedelta(hours=1)):
            StoredSearch.objects.create(
                person=member.person, organisation=member.organisation, query="x", expires_at=expires_at
            )
    sweep(0)
    with acting(Declaration(door=Door.SYSTEM)):
        assert StoredSearch.objects.count() == 1
