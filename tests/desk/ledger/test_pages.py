"""The ledger's pages: who may open them, what they show, and what is entered about that."""

import shlex
from datetime import UTC, datetime, timedelta
from html import unescape
from io import BytesIO

import pytest
from click.testing import CliRunner
from django.conf import settings
from django.core.files.storage import default_storage
from django.urls import reverse

from catenary.app.ledger_key import publish
from catenary.cli.ledger import command as ledger_command
from catenary.core.ledger.time_stamping import is_overdue
from catenary.desk.ledger.models import Event, Export, Verification
from catenary.desk.ledger.queries import LedgerState, Standing, standing
from catenary.desk.ledger.sequencing import order_batch
from catenary.desk.ledger.services import enter
from catenary.desk.ledger.signing import sign_growth
from catenary.desk.ledger.tasks import export as export_job
from catenary.desk.ledger.tasks import verify as verify_job
from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.mandate.models import Person
from catenary.desk.shell.models import LongWork
from catenary.formats.ledger_export.report import Trust
from catenary.formats.ledger_export.verifying import verify_file
from catenary.formats.signed_note.keys import verifier_key

OFFICER = "tom.ashgrove@piu.utopia.example"
PROTECTION_OFFICER = "nadia.fenwick@piu.utopia.example"
OVERSIGHT = "edmund.ravel@oversight.utopia.example"
ADMINISTRATOR = "oskar.lindmere@piu.utopia.example"
FOREIGN_OVERSIGHT = "pilar.entrena@defensoria.marvona.example"
WATCH = ("oversight", "eu-2016-681/6.7")
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
RECORD = "screening.candidate:42"
WORDS = "seen in person"


@pytest.fixture
def entered(act_as):
    """An entry of an officer, with words in it."""
    with act_as(OFFICER, "border_check", "eu-2016-681/6.2"):
        return enter(room="screening", act="judge", record=RECORD, reason=WORDS)


@pytest.mark.parametrize("watcher", [PROTECTION_OFFICER, OVERSIGHT])
def test_who_watches_finds_the_entry_by_what_was_done_and_looking_is_entered(
    browser, act_as, entered, watcher
):
    client = browser(watcher, *WATCH)
    for asked in ({}, {"record": RECORD}, {"act": "judge"}, {"purpose": "border_check"}):
        page = client.get("/ledger/", asked)
        assert page.status_code == 200
        assert RECORD in page.content.decode()
    assert RECORD not in client.get("/ledger/", {"day": "2001-01-01"}).content.decode()
    with act_as(watcher):
        looked = Event.objects.filter(room="ledger", act="list_shown").last()
        assert str(entered) in looked.sightings.values_list("record", flat=True)


def test_an_officer_is_found_by_the_id_in_the_entries(browser, act_as, entered, signed_in):
    own = str(signed_in(OFFICER).person.public_id)
    client = browser(PROTECTION_OFFICER, *WATCH)
    assert RECORD in client.get("/ledger/", {"officer": own}).content.decode()
    other = str(signed_in(PROTECTION_OFFICER).person.public_id)
    assert RECORD not in client.get("/ledger/", {"officer": other}).content.decode()
    assert client.get("/ledger/", {"officer": "Tom"}).status_code == 422


@pytest.mark.parametrize("reader", [OFFICER, ADMINISTRATOR])
def test_who_does_not_watch_is_refused(browser, reader):
    for route in ("ledger", "ledger_checkpoints", "ledger_verify", "ledger_exports"):
        assert browser(reader).get(reverse(route)).status_code == 403


def test_an_oversight_body_of_another_state_finds_nothing(browser, entered):
    client = browser(FOREIGN_OVERSIGHT, *WATCH)
    assert RECORD not in client.get("/ledger/").content.decode()
    assert client.get(reverse("ledger_entry", args=[entered])).status_code == 404


def test_a_person_sees_their_own_entries_and_that_needs_no_purpose(browser, entered):
    client = browser(OFFICER)
    assert RECORD in client.get("/ledger/own").content.decode()
    assert WORDS in client.get(reverse("ledger_entry", args=[entered])).content.decode()


def test_opening_the_entry_of_another_is_entered_itself(browser, act_as, entered):
    page = browser(PROTECTION_OFFICER, *WATCH).get(reverse("ledger_entry", args=[entered]))
    assert WORDS in page.content.decode()
    with act_as(PROTECTION_OFFICER):
        assert Event.objects.filter(room="ledger", act="see", record=f"ledger.entry:{entered}").exists()


def test_opening_the_entry_of_another_over_the_web_api_is_entered_too(browser, act_as, entered):
    address = f"/web-api/v1/ledger/entries/{entered}"
    for reader, told in ((PROTECTION_OFFICER, True), (OFFICER, False)):
        assert browser(reader, *WATCH).get(address).status_code == 200
        with act_as(reader):
            looked = Event.objects.filter(room="ledger", act="see", record=f"ledger.entry:{entered}")
            assert looked.filter(person__email=reader).exists() is told


def test_an_entry_that_no_checkpoint_counts_has_no_proof_yet(browser, entered):
    client = browser(OFFICER)
    assert client.get(reverse("ledger_proof", args=[entered])).status_code == 404


def test_a_copy_of_the_list_carries_its_handling_code_and_is_entered(browser, act_as, entered):
    copy = browser(OVERSIGHT, *WATCH).get("/ledger/", {"format": "csv"}).content.decode()
    assert "restricted" in copy.splitlines()[0]
    assert RECORD in copy
    with act_as(OVERSIGHT):
        assert Event.objects.filter(room="ledger", act="list_copied").exists()


def test_what_is_asked_for_is_checked_before_the_work_begins(browser):
    client = browser(OVERSIGHT, *WATCH)
    wrong = client.post(reverse("ledger_verify"), {"held": "no checkpoint"})
    assert wrong.status_code == 422
    assert client.post(reverse("ledger_verify"), {"held": ""}).status_code == 303
    assert client.post(reverse("ledger_begin_export")).status_code == 303


@pytest.fixture
def asked(log, key):
    """A signed log of five entries, and two long works on it that its officer's organisation asked for."""
    log.write(5)
    order_batch()
    note = sign_growth([key], NOW).note.bytes.decode()
    publish(settings.CATENARY.data, (key,))
    with acting(Declaration(door=Door.SYSTEM)):
        person = Person.objects.get(email=PROTECTION_OFFICER)
        whose = {"person": person, "organisation_id": log.writer.organisation}
        works = [
            LongWork.objects.create(kind=kind, **whose) for kind in ("ledger_verification", "ledger_export")
        ]
        verification = Verification.objects.create(work=works[0].public_id, held=note, **whose)
        export = Export.objects.create(work=works[1].public_id, **whose)
    return verification, export


def fresh(row):
    with acting(Declaration(door=Door.SYSTEM)):
        row.refresh_from_db()
        return row, LongWork.objects.get(public_id=row.work)


def test_the_job_verifies_with_the_keys_kept_beside_the_database_and_tells_its_progress(asked):
    verify_job(str(asked[0].public_id))
    row, work = fresh(asked[0])
    assert (row.holds, row.entries, row.findings) == (True, 5, [])
    assert (work.state, work.done, work.total) == ("done", 5, 5)
    assert work.result_url == reverse("ledger_verification", args=[row.public_id])


def test_the_job_says_so_where_the_log_was_changed(log, asked):
    log.tamper("DELETE FROM ledger_node WHERE level = 1")
    verify_job(str(asked[0].public_id))
    row, work = fresh(asked[0])
    assert (row.holds, work.state) == (False, "done")
    assert row.findings == [{"code": "ledger.node_differs", "params": {"first": 0, "last": 4}}]


def test_the_exported_file_is_verified_without_the_desk(asked, key):
    export_job(str(asked[1].public_id))
    row, work = fresh(asked[1])
    with default_storage.open(row.file) as file:
        data = file.read()
    assert len(data) == row.size
    assert work.state == "done"
    report = verify_file(BytesIO(data), Trust((verifier_key(key),)))
    assert report.holds
    assert report.covered == row.entries == 5


def test_the_checkpoints_and_keys_are_listed_and_each_note_is_verified_by_whoever_takes_it(log, key, browser):
    log.write(2)
    order_batch()
    signed = sign_growth([key], NOW)
    client = browser(OVERSIGHT, *WATCH)
    page = client.get(reverse("ledger_checkpoints")).content.decode()
    assert signed.checkpoint.root.hex() in page
    assert verifier_key(key).text in page
    assert client.get(reverse("ledger_checkpoint", args=[2])).status_code == 200
    note = client.get(reverse("ledger_note", args=[2]))
    assert verify_file(BytesIO(note.content), Trust((verifier_key(key),))).holds
    assert client.get(reverse("ledger_time_stamp", args=[2])).status_code == 404


@pytest.mark.parametrize(
    ("waits", "unstamped", "stamping", "told"),
    [
        (None, None, True, "good"),
        (30, None, True, "good"),
        (90, None, False, "unordered"),
        (None, 16 * 60, True, "unstamped"),
        (None, 16 * 60, False, "good"),
    ],
)
def test_what_needs_attention_is_told(waits, unstamped, stamping, told):
    def ago(seconds):
        return None if seconds is None else NOW - timedelta(seconds=seconds)

    alarm = is_overdue(ago(unstamped), NOW)
    state = LedgerState(5, 1, ago(waits), None, ago(unstamped), alarm)
    assert standing(state, NOW, stamping=stamping) == told


def test_readiness_and_measures_speak_of_the_ledger(db, client):
    assert client.get("/readyz").json()["ledger"] in set(Standing)
    measures = client.get("/metrics").content.decode()
    assert {"catenary_ledger_entries", "catenary_ledger_waiting", "catenary_ledger_unstamped_seconds"} <= set(
        measures.split()
    )


def test_the_command_on_the_page_verifies_the_file_that_is_taken_from_it(
    asked, log, key, browser, tmp_path, monkeypatch
):
    with acting(Declaration(door=Door.SYSTEM)):
        enter(room="screening", act="judge")
    order_batch()
    sign_growth([key], NOW)
    export_job(str(asked[1].public_id))
    row, _ = fresh(asked[1])
    assert (row.entries, row.withheld, row.told) == (6, 1, 5)
    client = browser(PROTECTION_OFFICER, *WATCH)
    page = client.get(reverse("ledger_export", args=[row.public_id])).content.decode()
    assert verifier_key(key).text in unescape(page)
    command = row.advice.command
    assert command in unescape(page)
    taken = client.post(reverse("ledger_download", args=[row.public_id]))
    assert f'filename="{shlex.split(command)[3]}"' in taken.headers["Content-Disposition"]
    (tmp_path / row.download_name).write_bytes(b"".join(taken.streaming_content))
    note = client.get(reverse("ledger_note", args=[row.entries]))
    assert f'filename="{row.advice.checkpoint}"' in note.headers["Content-Disposition"]
    (tmp_path / row.advice.checkpoint).write_bytes(note.content)
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(ledger_command, shlex.split(command)[2:])
    assert done.exit_code == 0, done.output
    assert " ".join(done.output.split()).count("read and proved 5 withheld, hash proved 1") == 1


def test_the_page_of_a_verification_adds_up(asked, browser):
    verify_job(str(asked[0].public_id))
    row, _ = fresh(asked[0])
    assert (row.proved, row.not_proved, row.entries) == (5, 0, 5)
    page = browser(PROTECTION_OFFICER, *WATCH).get(reverse("ledger_verification", args=[row.public_id]))
    assert "Together the size of the tree" in page.content.decode()
