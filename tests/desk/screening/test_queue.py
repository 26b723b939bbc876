"""The queue: what leaves first stands first, for a purpose, and nobody tells from it that a first judgement was made."""

import json
import re
from datetime import timedelta

import pytest
from attrs import evolve
from django.db import connection
from django.urls import reverse
from tests.desk.screening.made import (
    BORDER,
    DPO,
    ENTRY,
    FOREIGN,
    OFFICER,
    SECOND,
    SUPERVISOR,
    TRAVELLER,
    candidate,
)

from catenary.basis.persons import PersonName
from catenary.core.screening.judging import Compared, Verdict
from catenary.desk.ledger.models import Event, Sighting
from catenary.desk.screening.claims import claim
from catenary.desk.screening.judging import judge, version_of
from catenary.desk.screening.queue import next_after, queue_of, team_load, waiting

QUEUE = "/screening/queue"
NAME = b"ZEPHYRINE QUILLFEATHER"
HOUR = timedelta(hours=1)
FILTERS = (
    {}, {"whose": "for_me"}, {"whose": "mine"}, {"state": "open"}, {"state": "awaits"}, {"state": "disagreed"},
    {"flight": "UX 1"},
)  # fmt: skip


@pytest.fixture
def say(act_as):
    def judged(email, row, verdict=Verdict.SAME):
        with act_as(email, *BORDER) as here:
            judge(
                actor=here,
                candidate=row.public_id,
                verdict=verdict,
                compared={Compared.NAME},
                reason="x",
                version=version_of(row),
            )

    return judged


def shown(client, **asked):
    return client.get(QUEUE, asked).content


def ids(here, **asked):
    return [each.pk for each in queue_of(here, asked)]


def test_names_are_shown_for_a_purpose_only_and_the_log_keeps_whose(browser, act_as, db):
    row = candidate()
    asked = browser(OFFICER).get(QUEUE)
    assert asked["Location"].startswith("/mandate/task?next=")
    assert NAME in shown(browser(OFFICER, *BORDER))
    with act_as(DPO):
        (event,) = Event.objects.filter(act="see_queue")
        assert Sighting.objects.filter(event=event, record=str(row.passage.record.public_id)).exists()


def test_nobody_sees_the_queue_of_another_unit(browser, db):
    candidate()
    page = browser(FOREIGN, *BORDER).get(QUEUE)
    assert page.status_code == 200
    assert NAME not in page.content


def test_what_leaves_first_stands_first_and_what_has_no_time_last(act_as, db):
    late, never, soon, gone = (candidate(leaves_in=each) for each in (5 * HOUR, None, HOUR, -HOUR))
    with act_as(OFFICER, *BORDER) as here:
        assert ids(here) == [gone.pk, soon.pk, late.pk, never.pk]


def test_the_order_stays_while_others_claim_and_judge(act_as, say, db):
    rows = [candidate(leaves_in=HOUR * each) for each in (1, 2, 3)]
    with act_as(SECOND, *BORDER) as second:
        claim(actor=second, candidate=rows[2].public_id)
    say(SECOND, rows[1])
    with act_as(OFFICER, *BORDER) as here:
        assert ids(here) == [each.pk for each in rows]


def test_filters_narrow_it_down(act_as, say, db):
    mine, judged, disagreed, other = (candidate() for _ in range(4))
    listed = candidate(entry=evolve(ENTRY, list="NAT"))
    say(OFFICER, judged)
    say(SECOND, disagreed, Verdict.CANNOT_TELL)
    with act_as(OFFICER, *BORDER) as here:
        claim(actor=here, candidate=mine.public_id)
        assert ids(here, whose="mine") == [mine.pk]
        assert set(ids(here, whose="for_me")) == {mine.pk, other.pk, listed.pk}
        assert ids(here, state="awaits") == [judged.pk]
        assert ids(here, state="disagreed") == [disagreed.pk]
        assert set(ids(here, state="open")) == {mine.pk, other.pk, listed.pk}
        assert ids(here, list=str(listed.list.public_id)) == [listed.pk]
        assert ids(here, flight=f"ux {other.passage.leg.number}") == [other.pk]
    with act_as(SUPERVISOR, *BORDER) as here:
        assert disagreed.pk in ids(here, whose="for_me")


def test_a_flight_that_is_none_is_told_in_the_filter(browser, db):
    page = browser(OFFICER, *BORDER).get(QUEUE, {"flight": "'; DROP"})
    assert page.status_code == 422
    assert b"such as UX 123" in page.content


@pytest.mark.parametrize("asked", FILTERS)
@pytest.mark.parametrize("viewer", [SECOND, SUPERVISOR])
def test_nobody_but_the_first_judge_tells_a_judged_candidate_from_an_open_one(
    browser, say, asked, viewer, db
):
    row = candidate()
    client = browser(viewer, *BORDER)
    before = steady(shown(client, **asked))
    say(OFFICER, row)
    assert steady(shown(client, **asked)) == before
    assert b"you judged; another looks</strong>" in shown(browser(OFFICER, *BORDER))


def test_copies_do_not_tell_either(browser, say, db):
    row = candidate()
    client = browser(SUPERVISOR, *BORDER)
    before = json.loads(shown(client, format="json"))
    say(OFFICER, row)
    after = json.loads(shown(client, format="json"))
    assert before["rows"] == after["rows"]


def test_who_may_not_export_takes_no_copy(browser, db):
    candidate()
    assert browser(OFFICER, *BORDER).get(QUEUE, {"format": "csv"}).status_code == 403


def steady(page):
    """A page without what differs each time it is opened."""
    return re.sub(rb'name="csrfmiddlewaretoken" value="[^"]+"|nonce="[^"]+"', b"", page)


def test_home_tells_everybody_but_the_first_judge_that_it_waits(act_as, say, db):
    row = candidate(leaves_in=2 * HOUR)
    say(OFFICER, row)
    with act_as(OFFICER, *BORDER) as here:
        assert not list(waiting(here))
    with act_as(SECOND, *BORDER) as here:
        (item,) = waiting(here)
        assert item.clock.due_at == row.due_at
        assert item.url == "/screening/queue?whose=for_me"
    with act_as(DPO) as here:
        assert not list(waiting(here))


def test_the_load_of_the_team_counts_claims_alone(act_as, say, db):
    first, second = candidate(), candidate()
    with act_as(SECOND, *BORDER) as here:
        claim(actor=here, candidate=first.public_id)
        assert [(each.name, each.claimed) for each in team_load(here)] == [("Amina Sorrel", 1)]
    say(OFFICER, second)
    with act_as(SUPERVISOR, *BORDER) as here:
        assert [each.name for each in team_load(here)] == ["Amina Sorrel"]


def test_the_next_one_is_behind_this_one_and_after_the_last_comes_the_first(act_as, db):
    first, second, timeless = (
        candidate(leaves_in=HOUR),
        candidate(leaves_in=2 * HOUR),
        candidate(leaves_in=None),
    )
    with act_as(OFFICER, *BORDER) as here:
        assert next_after(here, first, {}).pk == second.pk
        assert next_after(here, second, {}).pk == timeless.pk
        assert next_after(here, timeless, {}).pk == first.pk


def test_what_another_works_on_is_not_next(act_as, db):
    first, second = candidate(leaves_in=HOUR), candidate(leaves_in=2 * HOUR)
    with act_as(SECOND, *BORDER) as here:
        claim(actor=here, candidate=second.public_id)
    with act_as(OFFICER, *BORDER) as here:
        assert next_after(here, first, {}) is None


def test_no_name_stands_in_an_address_of_the_queue(browser, db):
    candidate(evolve(TRAVELLER, name=PersonName("OCTAVIAN VELLUM")))
    page = shown(browser(OFFICER, *BORDER)).decode()
    assert "OCTAVIAN VELLUM" in page
    assert not [each for each in re.findall(r'(?:href|action)="([^"]*)"', page) if "VELLUM" in each.upper()]


def test_a_page_of_a_long_queue_sorts_nothing_and_reads_no_further_than_it_shows(act_as, db):
    row = candidate()
    with act_as(OFFICER, *BORDER) as here:
        fill(row, 5000)
        plan = queue_of(here, {})[:50].explain(format="json")
    nodes = list(walk(json.loads(plan)[0]["Plan"]))
    scans = [each for each in nodes if each.get("Relation Name") == "screening_candidate"]
    assert [each["Index Name"] for each in scans] == ["screening_candidate_queue"]
    assert not [each for each in nodes if "Sort" in each["Node Type"]]


def walk(node):
    yield node
    for below in node.get("Plans", ()):
        yield from walk(below)


def fill(row, count):
    """As many open candidates as that, of other entries for the same traveller, as the web role may make them."""
    names = "organisation_id, passage_id, found_by_id, list_id, entry_digest, traveller_digest, record_id, score, band, turn"
    with connection.cursor() as cursor:
        cursor.execute(
            f"""INSERT INTO screening_candidate ({names}, opened_for, public_id, entry, state, due_at, found_at)
            SELECT {names}, opened_for, gen_random_uuid(), entry || each, 'open', due_at + each * interval '1 minute', found_at
            FROM screening_candidate, generate_series(1, %s) AS each WHERE id = %s""",
            [count, row.pk],
        )


def test_the_queue_is_a_place_of_its_judges_only(browser, db):
    assert browser(DPO, *("rights", "eu-2016-680-rights")).get(QUEUE).status_code == 403
    assert reverse("candidates") == QUEUE
    assert b'href="/screening/queue"' in browser(OFFICER).get("/").content
    assert b'href="/screening/queue"' not in browser(DPO).get("/").content
