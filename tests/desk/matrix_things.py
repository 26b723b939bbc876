"""The organisations, people and things of the access matrix: made once by the workers' door, each of them real."""

import os
from collections.abc import Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import psycopg
import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from attrs import field, frozen
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.asymmetric import ec
from django.core import signing
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client
from django.test.client import ClientHandler
from django.utils import timezone
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData
from psycopg import sql
from tests.desk.assessment.packs.things import own_packs
from tests.desk.assessment.rating.matrix import of_rating
from tests.desk.assessment.reports.matrix import of_reports
from tests.desk.assessment.visits.things import of_visits, own_identity
from tests.desk.measures.made import of_the_method
from tests.desk.screening.made import candidate
from tests.desk.screening.papers.made import paper_case

from catenary.app.embedded import OWNER, WEB, WORKER
from catenary.app.settings import database_of
from catenary.core.mandate.flow_table import Flow
from catenary.core.mandate.model import DataClass, Role
from catenary.core.mandate.rights import RightsKind, RightsState
from catenary.desk.directory.models import Organisation
from catenary.desk.intake.models import Booked, Channel, Delivery, FlightLeg, Join, Message, Opening, Passage
from catenary.desk.ledger.models import Checkpoint, Export, StampState, TimeStamp, Verification
from catenary.desk.ledger.sequencing import order_batch
from catenary.desk.ledger.services import enter
from catenary.desk.ledger.signing import sign_growth
from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.mandate.models import (
    AccessMatter,
    Invitation,
    KeptWork,
    MachineClient,
    Membership,
    Person,
    RecordMatter,
    RedressRecord,
    RightsCase,
)
from catenary.desk.mandate.people import kept_work
from catenary.desk.mandate.people.invitations import hashed
from catenary.desk.mandate.records.holding import NewRecord, hold
from catenary.desk.screening.models import (
    Candidate,
    Drill,
    ListFile,
    Measurement,
    RuleVersion,
    TargetingRule,
    Threshold,
    WatchList,
)
from catenary.desk.shell.attachments import store
from catenary.desk.shell.models import Attachment, Comment, LongWork, Notification, StoredSearch
from catenary.formats.signed_note.keys import SigningKey

HERE, ELSEWHERE = "Utopia Passenger Information Unit", "Unidad de Información de Pasajeros de Marvona"
KEY = SigningKey("matrix.example/ledger", bytes(range(32)))
HANDLER = ClientHandler(enforce_csrf_checks=False)
"""One for all clients: setting it up takes longer than an answer."""
_SYSTEM = Declaration(door=Door.SYSTEM)


@frozen
class Somebody:
    """A person with one role in one organisation, or none, and what is theirs alone: kinds of things by their ids."""

    person: Person
    organisation: Organisation
    role: Role | None
    own: Mapping[str, object] = field(factory=dict)
    cookies: Mapping[str, str] = field(factory=dict)


@frozen
class Matrix:
    """Everybody who asks, and everything that is asked for: of the first organisation, each kind by its id."""

    people: Mapping[tuple[str, Role | None], Somebody]
    things: Mapping[str, object]


@pytest.fixture(scope="session")
def matrix_database(postgres, django_db_setup, django_db_blocker):
    """The address of a copy of the database with the matrix in it, and the matrix."""
    name = f"matrix_{os.urandom(6).hex()}"
    with django_db_blocker.unblock():
        connection.close()
        with psycopg.connect(postgres.url(OWNER, "postgres"), autocommit=True) as owner:
            owner.execute(sql.SQL("CREATE DATABASE {} TEMPLATE catenary").format(sql.Identifier(name)))
        with reaching(postgres.url(WORKER, name)):
            made = _matrix()
    return postgres.url(WEB, name), made


@pytest.fixture
def matrix(matrix_database, django_db_blocker):
    """The people and things of the matrix; nothing that is asked leaves anything behind."""
    address, made = matrix_database
    with django_db_blocker.unblock(), reaching(address):
        yield made


def client_of(**options):
    """Somebody's browser or program, which failures of the desk do not end."""
    client = Client(raise_request_exception=False, **options)
    client.handler = HANDLER
    return client


@contextmanager
def reaching(address):
    """Django's connection goes there inside, and back afterwards."""
    before = dict(connection.settings_dict)
    connection.close()
    connection.settings_dict.update(database_of(address))
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(before)


def _matrix():
    with acting(_SYSTEM):
        here, elsewhere = (Organisation.objects.get(name=name) for name in (HERE, ELSEWHERE))
        askers = [(each, role) for each in (here, elsewhere) for role in (None, *Role)]
        askers += [(here.overseen_by.get(), Role.OVERSIGHT)]
        people = {(each.name, role): _somebody(each, role) for each, role in askers}
        things = _things(here)
    with acting(Declaration(things.pop("writer"), here.pk)):
        things["entry"] = enter(room="mandate", act="see_record", record=str(things["record"]))
    own = {key: _with_own_entry(each) for key, each in people.items()}
    while order_batch():
        pass
    sign_growth([KEY], timezone.now())
    with acting(_SYSTEM):
        things["checkpoint"] = Checkpoint.objects.get().size
        TimeStamp.objects.update(state=StampState.STAMPED, token=b"reply", stamped_at=timezone.now())
    return Matrix(own, things)


def _somebody(organisation, role):
    person = Person.objects.create(email=f"{uuid4()}@matrix.example", name="X", password="!")
    TOTP.activate(person, generate_totp_secret())
    if role is not None:
        Membership.objects.create(person=person, organisation=organisation, role=role, state="active")
    key = Fernet.generate_key().decode()
    told = {"person": str(person.public_id), "key": key}
    cookies = {kept_work.COOKIE: signing.dumps(told, salt=kept_work._SALT)}
    return Somebody(person, organisation, role, _own(person, organisation, key), cookies)


def _own(person, organisation, key):
    later = timezone.now() + timedelta(days=1)
    whose = {"person": person, "organisation": organisation}
    hanging = {"kind": "organisation", "record": organisation.public_id, "organisation": organisation}
    sealed = Fernet(key).encrypt(b'{"path": "/", "fields": [["a", "b"]]}')
    rows = {
        "search": StoredSearch.objects.create(query="x", expires_at=later, **whose),
        "notification": Notification.objects.create(kind="work_done", **whose),
        "work": LongWork.objects.create(kind="ledger_export", **whose),
        "kept_work": KeptWork.objects.create(person=person, sealed=sealed, expires_at=later),
        "comment": Comment.objects.create(author=person, text="x", **hanging),
        "own_file": Attachment.objects.create(
            added_by=person, name="x.txt", size=1, media_type="text/plain", sha256="0" * 64, **hanging
        ),
    }
    rows["opening"] = _opening(person, organisation)
    rows["identity_opening"] = own_identity(person, organisation)
    rows |= own_packs(person, organisation)
    passkey = Authenticator.objects.create(
        user=person, type="webauthn", data={"name": "x", "credential": _credential()}
    )
    return {kind: row.public_id for kind, row in rows.items()} | {"passkey": passkey.pk}


def _opening(person, organisation):
    now = timezone.now()
    channel, _ = Channel.objects.get_or_create(organisation=organisation, name="An odd one", way="directory")
    delivery = Delivery.objects.create(
        organisation=organisation, channel=channel, state="quarantined", received_at=now, octets=1, original_hash=bytes(32)
    )  # fmt: skip
    return Opening.objects.create(
        organisation=organisation, delivery=delivery, asked_by=person, asked_at=now, purpose="serious_crime", reason="x",
        basis="eu-2016-681-6", recipient="age1", expires_at=now + timedelta(minutes=9),
    )  # fmt: skip


def _credential():
    """What a browser gives when a passkey is made."""
    key = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    made = AttestedCredentialData.create(Aaguid(bytes(16)), b"passkey", key)
    data = AuthenticatorData.create(bytes(32), 0x45, 0, bytes(made))
    told = b'{"type": "webauthn.create", "challenge": "AA", "origin": "http://localhost"}'
    attested = bytes(AttestationObject.create("none", data, {}))
    return {
        "id": websafe_encode(b"passkey"),
        "rawId": websafe_encode(b"passkey"),
        "type": "public-key",
        "response": {"clientDataJSON": websafe_encode(told), "attestationObject": websafe_encode(attested)},
        "clientExtensionResults": {},
    }


def _with_own_entry(each):
    with acting(Declaration(each.person.pk, each.organisation.pk)):
        entry = enter(room="mandate", act="state_purpose")
    return Somebody(each.person, each.organisation, each.role, {**each.own, "own_entry": entry}, each.cookies)


def _things(here):
    """One of each kind, of nobody's who asks."""
    maker, person = (
        Person.objects.create(email=f"{uuid4()}@matrix.example", name=name, password="!")
        for name in ("A maker", "A colleague")
    )
    role = Membership.objects.create(
        person=person, organisation=here, role="researcher", state="active", proposed_by=maker
    )
    Membership.objects.create(person=maker, organisation=here, role="researcher", state="ended")
    rows = {
        "person": person,
        "role": role,
        "organisation": here,
        **_of_access(here, maker, person),
        **_of_records(here, maker),
        **_of_the_log(here, maker),
        **_of_intake(here),
        "candidate": candidate(),
        "paper_case": paper_case(),
        **_of_lists(here, maker),
        **_of_rules(here, maker),
        **of_the_method(here, maker),
        **_of_assessments(here, maker),
        **of_visits(here, maker),
    }
    codes = {"assessed_state": here.country, "assessed_area": "BOR"}
    return {kind: row.public_id for kind, row in rows.items()} | {"writer": maker.pk, **codes}


def _of_assessments(here, maker):
    rated = of_rating(here, maker)
    return {**rated, **of_reports(here, maker, rated["rated_visit"])}


def _of_access(here, maker, person):
    now, later = timezone.now(), timezone.now() + timedelta(days=1)
    token = {"token_hash": hashed(str(uuid4())), "expires_at": later}
    asked = {"organisation": here, "asked_by": maker, "asked_at": now, "reason": "Lost badge"}
    return {
        "invitation": Invitation.objects.create(
            organisation=here, person=person, invited_by=maker, **token
        ),
        "program": MachineClient.objects.create(
            organisation=here, name="A program", roles=["researcher"], scopes=["trends:read"],
            prefix=uuid4().hex[:8], made_by=maker, **token,
        ),
        "suspension": AccessMatter.objects.create(flow=Flow.SUSPENSION, about_person=person, **asked),
        "emergency": AccessMatter.objects.create(
            flow=Flow.BREAK_GLASS, data_class=DataClass.PASSENGER_RECORD, lasts=timedelta(hours=1), **asked
        ),
    }  # fmt: skip


def _of_records(here, maker):
    record, asked, answered, told_apart = (
        _held(here, about, kind)
        for about, kind in (
            (DataClass.PASSENGER_RECORD, "Booking"),
            (DataClass.RIGHTS_REQUEST, "RightsRequest"),
            (DataClass.RIGHTS_REQUEST, "RightsRequest"),
            (DataClass.REDRESS, "Redress"),
        )
    )
    now = timezone.now()
    case = {"organisation": here, "kind": RightsKind.ACCESS, "received_at": now}
    content = b"text"
    kept = store.keep(str(here.public_id), [content])
    return {
        "record": record,
        "record_matter": RecordMatter.objects.create(
            flow=Flow.UNMASKING, organisation=here, record=record, about=str(record.public_id), asked_by=maker,
            asked_at=now, reason="Inquiry 7",
        ),
        "file": Attachment.objects.create(
            kind="record", record=record.public_id, organisation=here, added_by=maker, name="x.txt",
            size=kept.size, media_type="text/plain", sha256=kept.sha256,
        ),
        "case": RightsCase.objects.create(record=asked, **case),
        "answered_case": RightsCase.objects.create(
            record=answered, state=RightsState.GRANTED, closed_at=now, closed_by=maker, **case
        ),
        "redress": RedressRecord.objects.create(
            record=told_apart, organisation=here, list_name="UN", entry="QDi.1", made_by=maker, made_at=now,
            review_at=now + timedelta(days=700), expires_at=now + timedelta(days=1800),
        ),
    }  # fmt: skip


def _of_intake(here):
    now = timezone.now()
    channel = Channel.objects.create(organisation=here, name="A carrier", way="directory")
    delivery = Delivery.objects.create(
        organisation=here, channel=channel, state="read", received_at=now, octets=1, original_hash=bytes(32)
    )
    message = Message.objects.create(
        organisation=here,
        delivery=delivery,
        position=0,
        state="quarantined",
        kind="PAXLST",
        record=_held(here, DataClass.PASSENGER_INFORMATION, "CarrierMessage"),
    )
    leg = FlightLeg.objects.create(
        organisation=here, carrier="UW", number="1", departs_on=now.date(), origin="UTP", first_told_at=now
    )
    traveller = Passage.objects.create(
        organisation=here,
        leg=leg,
        first_message=message,
        last_message=message,
        record=_held(here, DataClass.PASSENGER_INFORMATION, "Traveller"),
    )
    booking = _held(here, DataClass.PASSENGER_RECORD, "Booking")
    booked = Booked.objects.create(organisation=here, leg=leg, record=booking, message=message)
    join = Join.objects.create(
        organisation=here, passage=traveller, booked=booked, person="1", same=bytes(16), strength="sure", joined_at=now
    )  # fmt: skip
    return {"channel": channel, "delivery": delivery, "message": message, "flight": leg, "traveller": traveller, "join": join}  # fmt: skip


def _of_lists(here, maker):
    now = timezone.now()
    review_by = (now + timedelta(days=30)).date()
    watch_list = WatchList.objects.create(
        organisation=here, code="matrix", name="A list", legal_ground="A law", review_by=review_by
    )
    edition = ListFile.objects.create(
        organisation=here,
        list=watch_list,
        sealed=b"sealed",
        changes=_held(here, DataClass.PASSENGER_INFORMATION, "ListChanges"),
        sha256="0" * 64,
        format="csv",
        entries=1,
        names=1,
        loaded_at=now,
        loaded_by=maker,
        reason="x",
    )
    measured = Measurement.objects.create(organisation=here, list=watch_list, asked_by=maker, asked_at=now)
    threshold = Threshold.objects.create(
        organisation=here, list=watch_list, shift=5, measurement=measured, proposed_by=maker, proposed_at=now, reason="x"
    )  # fmt: skip
    invented = {"list": watch_list.code, "entry": "D1", "names": [{"name": {"full": "Ottoline Fenwick"}}]}
    drill = Drill.objects.create(
        organisation=here, list=watch_list, entry="D1", told=invented, reason="x", set_by=maker, set_at=now, until=now + timedelta(days=1)
    )  # fmt: skip
    return {"watch_list": watch_list, "edition": edition, "threshold": threshold, "drill": drill}


def _of_rules(here, maker):
    now = timezone.now()
    rule = TargetingRule.objects.create(
        organisation=here,
        code="matrix",
        name="A rule",
        purpose="terrorism",
        basis="eu-2016-681-6",
        legal_ground="A law",
        made_by=maker,
        made_at=now,
    )
    criteria = [{"fact": "via", "codes": [code], "least": None, "most": None} for code in ("QMV", "QLS")]
    version = RuleVersion.objects.create(
        organisation=here,
        rule=rule,
        number=1,
        state="proposed",
        aim="x",
        criteria=criteria,
        drafted_by=maker,
        drafted_at=now,
        proposed_by=maker,
        proposed_at=now,
        proposed_for="x",
    )
    found = candidate()
    Candidate.objects.filter(pk=found.pk).update(
        list=None,
        rule=version,
        found_by=None,
        score=None,
        band="",
        record=_held(here, DataClass.PASSENGER_RECORD, "RuleFinding"),
    )
    return {"rule": rule, "rule_version": version, "rule_candidate": found}  # fmt: skip


def _held(here, about, kind):
    fields = {"documents": [], "born": None, "sex": None, "nationality": None} if kind == "Redress" else {}
    if kind == "CarrierMessage":
        fields = {"text": "UNH+1+PAXLST:D:05B:UN'BGM+745'UNT+3+1'", "envelope": "UNA:+.? '", "findings": []}
    new = NewRecord(about, kind, fields, datetime.now(UTC) - timedelta(days=1), room="test")
    (row,) = hold(organisation=here, records=[new])
    return row


def _of_the_log(here, maker):
    whose = {"person": maker, "organisation": here, "work": UUID(int=1)}
    file = default_storage.save("matrix.jsonl", ContentFile(b"{}\n"))
    return {
        "verification": Verification.objects.create(**whose),
        "export": Export.objects.create(file=file, size=3, **whose),
    }
