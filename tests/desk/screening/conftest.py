"""A unit with a list that two persons let in, and travellers on a flight: everything is done as the workers' jobs do it."""

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pyrage
import pytest
from attrs import evolve
from tests.desk.conftest import organisation_of, reach
from tests.desk.screening import border

from catenary.app.embedded import WEB, WORKER
from catenary.core.intake.receipt import Way
from catenary.desk.intake.models import Channel, Passage
from catenary.desk.intake.reading import read
from catenary.desk.intake.receiving import receive
from catenary.desk.mandate.acting import acting
from catenary.desk.screening import building
from catenary.desk.screening.jobs import for_unit
from catenary.desk.screening.lists import make_list
from catenary.desk.screening.models import BuiltIndex
from catenary.desk.screening.publishing import load_edition, publish
from catenary.formats.lost_stolen.build import build_index
from catenary.formats.lost_stolen.key import make_key, read_key

NOW = datetime.now(UTC)
TODAY = NOW.date()


@pytest.fixture
def sealed_spool(tmp_path, settings):
    """A key of the test's own, and a folder for its indexes."""
    identity = pyrage.x25519.Identity.generate()
    (tmp_path / "spool.key").write_text(f"{identity}\n")
    (tmp_path / "recipient.txt").write_text(f"{identity.to_public()}\n")
    settings.SPOOL_KEY_FILE = tmp_path / "spool.key"
    settings.SPOOL_RECIPIENT_FILE = tmp_path / "recipient.txt"
    settings.AIRPORT_ZONES = {"UTP": "Etc/GMT-2", "QMV": "Etc/GMT+3"}
    settings.CATENARY = evolve(settings.CATENARY, data=tmp_path)
    return tmp_path


@pytest.fixture
def at_work(postgres, django_db_setup, django_db_blocker):
    """What the test does, it does as the workers' jobs; asked for before `db`, whose transaction begins after it."""
    with django_db_blocker.unblock():
        reach(postgres.url(WORKER))
        try:
            yield
        finally:
            reach(postgres.url(WEB))


@pytest.fixture
def desk(at_work, db, sealed_spool, signed_in):
    """The lists and travellers of the unit, through the services that people and jobs use."""
    return Border(signed_in)


@pytest.fixture
def stolen(desk, tmp_path, settings):
    """`stolen(*rows)`: the register of the installation has these rows, as told on a day."""
    key, index = tmp_path / "register.key", tmp_path / "register.index"
    make_key(key)

    def register(*rows, as_of=TODAY):
        source = tmp_path / "rows.csv"
        source.write_text("\n".join(("number,issuer,type,status", *rows, "")))
        build_index(source, index, read_key(key), data_as_of=as_of, key_file=key, processes=1)
        settings.CATENARY = evolve(settings.CATENARY, documents_index=index, documents_key=key)

    return register


class Border:
    """What the tests of lists and checks do again and again."""

    def __init__(self, signed_in):
        self._signed_in = signed_in
        self.organisation = organisation_of(border.LOADER)

    @contextmanager
    def as_person(self, email, purpose=None, basis=""):
        here = self._signed_in(email, purpose, basis)
        with acting(here.declaration):
            yield here

    @contextmanager
    def as_job(self):
        with acting(for_unit(self.organisation.pk)):
            yield

    def list_made(self, code="un", **more):
        told = {"name": "A list", "legal_ground": "S/RES/1373 (2001) 2(g)", "forbids_boarding": False}
        with self.as_person(border.LOADER) as here:
            told["review_by"] = NOW.date() + timedelta(days=90)
            return make_list(actor=here, code=code, **{**told, **more})

    def loaded(self, watch_list, *rows):
        with self.as_person(border.LOADER) as here:
            return load_edition(
                actor=here,
                watch_list=watch_list.public_id,
                data=border.csv_of(*rows),
                filename="list.csv",
                reason="The weekly edition.",
            )

    def published(self, watch_list, *rows):
        edition = self.loaded(watch_list, *rows)
        with self.as_person(border.PUBLISHER) as here:
            return publish(actor=here, edition=edition.public_id, reason="Compared with the source.")

    def index_built(self):
        building.build(index=BuiltIndex.objects.filter(organisation=self.organisation)[0].public_id, now=NOW)
        return BuiltIndex.objects.filter(organisation=self.organisation)[0]

    def in_force(self, *rows, code="un", **more):
        """A list with one edition, and its index in use."""
        watch_list = self.list_made(code, **more)
        self.published(watch_list, *rows)
        with self.as_job():
            assert self.index_built().state == "in_use"
        return watch_list

    def message_read(self, *travellers, **more):
        """The passages of a message about these travellers."""
        with self.as_job():
            channel, _ = Channel.objects.get_or_create(
                organisation=self.organisation, name="Utopia Wings", way=Way.DIRECTORY.value
            )
            delivery = receive(channel=channel, data=border.message(*travellers, **more), now=NOW)
            read(delivery=delivery.public_id, now=NOW + timedelta(seconds=more.get("number", 1)))
            return list(
                Passage.objects.filter(organisation=self.organisation, last_message__delivery=delivery)
            )
