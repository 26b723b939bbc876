"""The index of all lists in force: built beside the former, put in its place in one step, left out by review."""

import subprocess
import sys
from datetime import timedelta

import pytest
from tests.desk.screening.border import LISTED, OTHER, PUBLISHER, THIRD
from tests.desk.screening.conftest import NOW

from catenary.desk.screening import building, lists_in_use
from catenary.desk.screening.lists import close_list
from catenary.desk.screening.lists_in_use import folder_of, index_in_use
from catenary.desk.screening.models import BuiltIndex, Rescreening
from catenary.formats.list_index import build


def test_an_index_holds_all_lists_in_force(desk):
    desk.in_force(LISTED)
    desk.in_force(OTHER, THIRD, code="national")
    with desk.as_job():
        index = index_in_use(desk.organisation)
        assert (index.entries, index.files.count()) == (3, 2)
        assert BuiltIndex.objects.filter(organisation=desk.organisation, state="in_use").count() == 1
        assert lists_in_use.opened(index).entry("national", "W3").names[0].name.full == "Ottoline Marchbanks"


def test_the_former_stays_in_use_when_building_breaks_off_in_the_middle(desk, monkeypatch):
    watch_list = desk.in_force(LISTED)
    desk.published(watch_list, OTHER)

    def killed(*_args, **_more):
        raise KeyboardInterrupt

    with monkeypatch.context() as broken, desk.as_job():
        broken.setattr(build, "_publish", killed)
        with pytest.raises(KeyboardInterrupt):
            desk.index_built()
    with desk.as_job():
        assert index_in_use(desk.organisation).entries == 1
        assert BuiltIndex.objects.filter(organisation=desk.organisation)[0].state == "building"
        again = desk.index_built()
        assert again.state == "in_use"
        assert lists_in_use.opened(again).entry("un", "W2")


def test_building_again_what_is_in_use_changes_nothing(desk):
    desk.in_force(LISTED)
    with desk.as_job():
        before = index_in_use(desk.organisation)
        building.build(index=before.public_id, now=NOW + timedelta(hours=1))
        assert index_in_use(desk.organisation).ready_at == before.ready_at
        assert Rescreening.objects.filter(organisation=desk.organisation).count() == 1


def test_an_index_that_a_later_change_overtook_is_not_built(desk):
    watch_list = desk.list_made()
    desk.published(watch_list, LISTED)
    with desk.as_job():
        overtaken = BuiltIndex.objects.get(organisation=desk.organisation)
    desk.published(watch_list, OTHER)
    with desk.as_job():
        building.build(index=overtaken.public_id, now=NOW)
        overtaken.refresh_from_db()
        assert overtaken.state == "replaced"
        assert not folder_of(overtaken).exists()


def test_an_index_that_was_overtaken_while_it_was_built_is_not_used(desk, monkeypatch):
    watch_list = desk.list_made()
    desk.published(watch_list, LISTED)
    with desk.as_job():
        slow = BuiltIndex.objects.get(organisation=desk.organisation)
    usual = building._built

    def overtaken(plan, now):
        monkeypatch.setattr(building, "_built", usual)
        desk.published(watch_list, OTHER, THIRD)
        with desk.as_job():
            desk.index_built()
        return usual(plan, now)

    monkeypatch.setattr(building, "_built", overtaken)
    building.build(index=slow.public_id, now=NOW)
    with desk.as_job():
        assert index_in_use(desk.organisation).entries == 2
        slow.refresh_from_db()
        assert slow.state == "replaced"
        assert not folder_of(slow).exists()


def test_a_key_that_is_not_here_is_told_and_the_former_stays(desk, settings):
    watch_list = desk.in_force(LISTED)
    desk.published(watch_list, OTHER)
    settings.SPOOL_KEY_FILE = None
    with desk.as_job():
        failed = desk.index_built()
        assert (failed.state, failed.fault) == ("failed", "editions.key_gone")
        assert index_in_use(desk.organisation).entries == 1


def test_without_any_list_nothing_is_in_use_any_more(desk):
    watch_list = desk.in_force(LISTED)
    with desk.as_person(PUBLISHER) as here:
        close_list(actor=here, watch_list=watch_list.public_id, reason="The law has ended.")
    with desk.as_job():
        assert desk.index_built().fault == "editions.no_lists"
        assert index_in_use(desk.organisation) is None


def test_a_replaced_index_leaves_the_disk_and_one_in_use_does_not(desk):
    watch_list = desk.in_force(LISTED)
    with desk.as_job():
        first = index_in_use(desk.organisation)
    desk.published(watch_list, OTHER)
    with desk.as_job():
        second = desk.index_built()
        for each in (first, second):
            building.remove(index=each.public_id)
        assert not folder_of(first).exists()
        assert folder_of(second).exists()


def test_a_process_that_checks_nobody_loads_no_compiled_kernels():
    program = "import django, sys; django.setup(); sys.exit('numba' in sys.modules)"
    told = {"DJANGO_SETTINGS_MODULE": "catenary.app.settings", "CATENARY_ORIGIN": "http://localhost"}
    told |= {"CATENARY_SECRET_KEY": "x" * 50, "DATABASE_URL": "postgresql://x@/x"}
    told["PYTHONPATH"] = ":".join(sys.path)
    assert subprocess.run([sys.executable, "-c", program], env=told, check=False).returncode == 0
