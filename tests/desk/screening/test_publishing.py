"""A list is loaded by one person and let in by another; what it changes is known before."""

import pyrage
import pytest
from tests.desk.screening.border import LISTED, LOADER, OTHER, PUBLISHER, THIRD, csv_of

from catenary.basis.findings import ProblemError
from catenary.desk.ledger.models import Event
from catenary.desk.mandate.models import RecordFields
from catenary.desk.screening import lists_changes
from catenary.desk.screening.lists import close_list, renew_list
from catenary.desk.screening.models import BuiltIndex, ListFile
from catenary.desk.screening.publishing import load_edition, publish, refuse, seal_again
from catenary.desk.shell import sealing


def refusal_of(problem):
    return problem.value.finding.code


def test_a_loaded_edition_counts_for_nobody_until_another_person_publishes_it(desk):
    watch_list = desk.list_made()
    edition = desk.loaded(watch_list, LISTED, OTHER)
    with desk.as_job():
        assert (edition.state, edition.entries, edition.added) == ("loaded", 2, 2)
        assert not BuiltIndex.objects.filter(organisation=desk.organisation).exists()
    with desk.as_person(PUBLISHER) as here:
        publish(actor=here, edition=edition.public_id, reason="Compared with the source.")
        assert ListFile.objects.get(pk=edition.pk).state == "published"
        assert BuiltIndex.objects.get(organisation=desk.organisation).state == "building"


def test_who_loaded_an_edition_cannot_decide_about_it_even_with_both_roles(desk):
    watch_list = desk.list_made()
    with desk.as_person(PUBLISHER) as here:
        edition = load_edition(
            actor=here,
            watch_list=watch_list.public_id,
            data=csv_of(LISTED),
            filename="x.csv",
            reason="Weekly.",
        )
        for act in (publish, refuse):
            with pytest.raises(ProblemError) as problem:
                act(actor=here, edition=edition.public_id, reason="It is fine.")
            assert refusal_of(problem) == "editions.own_edition"


def test_an_officer_loads_but_does_not_publish(desk):
    edition = desk.loaded(desk.list_made(), LISTED)
    with desk.as_person("amina.sorrel@piu.utopia.example") as here, pytest.raises(ProblemError) as problem:
        publish(actor=here, edition=edition.public_id, reason="It is fine.")
    assert refusal_of(problem) == "mandate.role_lacks_desk_act"


def test_the_next_edition_says_whom_it_adds_changes_and_takes_off(desk):
    watch_list = desk.list_made()
    desk.published(watch_list, LISTED, OTHER)
    edition = desk.loaded(watch_list, LISTED.replace("1971", "1972"), THIRD)
    assert (edition.added, edition.changed, edition.removed) == (1, 1, 1)
    with desk.as_job():
        lists_changes.name_changes(edition=edition.public_id, now=edition.loaded_at)
        row = ListFile.objects.select_related("changes").get(pk=edition.pk)
        told = RecordFields.objects.get(record=row.changes).fields
    assert [each["name"] for each in told["added"]] == ["Ottoline Marchbanks"]
    assert [each["entry"] for each in told["changed"]] == ["W1"]
    assert [each["name"] for each in told["removed"]] == ["Barnabas Thistlewick"]


def test_publishing_empties_the_file_of_the_edition_before_and_starts_the_clock_of_its_names(desk):
    watch_list = desk.list_made()
    first = desk.published(watch_list, LISTED)
    second = desk.loaded(watch_list, OTHER)
    with desk.as_job():
        lists_changes.name_changes(edition=second.public_id, now=second.loaded_at)
    with desk.as_person(PUBLISHER) as here:
        publish(actor=here, edition=second.public_id, reason="Compared.")
        before, after = ListFile.objects.get(pk=first.pk), ListFile.objects.get(pk=second.pk)
        assert (before.state, before.sealed, before.digests) == ("replaced", None, None)
        assert after.changes.started_at == after.decided_at


def test_a_refused_edition_leaves_the_former_in_force_and_its_file_goes(desk):
    watch_list = desk.list_made()
    first = desk.published(watch_list, LISTED)
    second = desk.loaded(watch_list, OTHER)
    with desk.as_person(PUBLISHER) as here:
        refuse(actor=here, edition=second.public_id, reason="Half the list is missing.")
        states = dict(ListFile.objects.filter(list=watch_list).values_list("pk", "state"))
        assert states == {first.pk: "published", second.pk: "refused"}
        assert ListFile.objects.get(pk=second.pk).sealed is None


def test_nothing_is_decided_twice(desk):
    edition = desk.published(desk.list_made(), LISTED)
    with desk.as_person(PUBLISHER) as here, pytest.raises(ProblemError) as problem:
        publish(actor=here, edition=edition.public_id, reason="Again.")
    assert refusal_of(problem) == "editions.decided_already"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "lists.empty"),
        (b"PK\x03\x04zip", "lists.archive"),
        (b"what is this", "lists.not_recognised"),
        (csv_of(), "lists.no_persons"),
        (b'id,name\n1,"never closed', "lists.csv_broken"),
        (csv_of("W" * 121 + ",Ada Lovage,,,,,"), "editions.id_too_long"),
    ],
)
def test_a_file_that_cannot_be_read_whole_is_refused_and_leaves_nothing(desk, data, code):
    watch_list = desk.list_made()
    with desk.as_person(LOADER) as here:
        with pytest.raises(ProblemError) as problem:
            load_edition(
                actor=here, watch_list=watch_list.public_id, data=data, filename="x.csv", reason="Weekly."
            )
        assert refusal_of(problem) == code
        assert not ListFile.objects.filter(list=watch_list).exists()


def test_findings_of_the_reading_are_counted_by_code(desk):
    edition = desk.loaded(
        desk.list_made(), LISTED.replace("1971-03-09", "no day"), OTHER.replace(",M,", ",?,")
    )
    assert edition.faults == {"lists.born_unreadable": 1, "lists.sex_unreadable": 1}


def test_the_very_edition_in_force_and_a_second_that_waits_are_refused(desk):
    watch_list = desk.list_made()
    desk.published(watch_list, LISTED)
    with pytest.raises(ProblemError) as problem:
        desk.loaded(watch_list, LISTED)
    assert refusal_of(problem) == "editions.in_force_already"
    desk.loaded(watch_list, OTHER)
    with pytest.raises(ProblemError) as problem:
        desk.loaded(watch_list, THIRD)
    assert refusal_of(problem) == "editions.waits_already"


def test_the_file_is_kept_sealed_and_opens_with_the_key_alone(desk, settings):
    edition = desk.loaded(desk.list_made(), LISTED)
    assert b"Quillfeather" not in bytes(edition.sealed)
    assert sealing.unseal(bytes(edition.sealed)) == csv_of(LISTED)
    settings.SPOOL_KEY_FILE = None
    with pytest.raises(sealing.SealError):
        sealing.unseal(bytes(edition.sealed))


def test_files_are_sealed_again_to_the_newest_key_so_that_an_older_one_may_go(desk, sealed_spool):
    edition = desk.loaded(desk.list_made(), LISTED)
    newer, older = pyrage.x25519.Identity.generate(), (sealed_spool / "spool.key").read_text()
    (sealed_spool / "spool.key").write_text(f"{newer}\n{older}")
    (sealed_spool / "recipient.txt").write_text(f"{newer.to_public()}\n")
    with desk.as_job():
        seal_again(edition.pk)
        (sealed_spool / "spool.key").write_text(f"{newer}\n")
        edition.refresh_from_db()
        assert sealing.unseal(bytes(edition.sealed)) == csv_of(LISTED)


def test_no_entry_of_the_ledger_tells_of_whom_a_list_speaks(desk):
    edition = desk.published(desk.list_made(), LISTED)
    with desk.as_job():
        entries = Event.objects.filter(room="screening", record=str(edition.public_id))
        assert {each.act for each in entries} == {"load_edition", "publish_edition"}
        assert all(b"Quillfeather" not in bytes(each.entry) for each in entries)


@pytest.mark.parametrize("code", ["", "UN", "un list", "-x", "ü"])
def test_short_names_that_could_be_mistaken_are_refused(desk, code):
    with pytest.raises(ProblemError) as problem:
        desk.list_made(code)
    assert refusal_of(problem) == "editions.code_odd"


def test_a_short_name_is_taken_once_in_an_organisation(desk):
    desk.list_made()
    with pytest.raises(ProblemError) as problem:
        desk.list_made()
    assert refusal_of(problem) == "editions.code_taken"


def test_a_closed_list_takes_no_edition_and_no_review(desk):
    watch_list = desk.list_made()
    with desk.as_person(PUBLISHER) as here:
        close_list(actor=here, watch_list=watch_list.public_id, reason="The law has ended.")
        with pytest.raises(ProblemError) as problem:
            renew_list(
                actor=here,
                watch_list=watch_list.public_id,
                review_by=watch_list.review_by,
                reason="It stands.",
            )
        assert refusal_of(problem) == "editions.list_closed"
    with pytest.raises(ProblemError) as problem:
        desk.loaded(watch_list, LISTED)
    assert refusal_of(problem) == "editions.list_closed"
