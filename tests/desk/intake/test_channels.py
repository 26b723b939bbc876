"""Channels: opened and closed by who operates the desk, alone, for programs and folders of the own organisation."""

import pytest
from django.utils import timezone
from tests.desk.conftest import organisation_of
from tests.desk.intake.carriers import ADMINISTRATOR, LIST, UNIT, channel_for, client_of, program, send

from catenary.basis.findings import ProblemError
from catenary.core.intake.receipt import Afterwards, Way
from catenary.core.mandate.legal_bases import LEGAL_BASES
from catenary.core.mandate.model import Purpose
from catenary.desk.intake.channels import LOOK, bases, close_channel, declaration_of, open_channel
from catenary.desk.intake.models import Channel, Delivery
from catenary.desk.intake.standings import failed, reached
from catenary.desk.ledger.models import Event
from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.mandate.models import MachineClient

OFFICER = "tom.ashgrove@piu.utopia.example"
TOLD = {"name": "Utopia Wings", "way": "directory", "basis": "icao-9-api"}


@pytest.fixture(autouse=True)
def _given(settings):
    settings.CHANNEL_SOURCES = ((UNIT, "wings"), (UNIT, "carriers/"))


def refused(act, **told):
    with pytest.raises(ProblemError) as refusal:
        act(**told)
    return refusal.value.finding.code


def test_a_channel_is_opened_by_one_person_and_the_log_knows_it(act_as):
    with act_as(ADMINISTRATOR) as here:
        row = open_channel(actor=here, name=" Utopia Wings ", way=Way.DIRECTORY, basis="icao-9-api")
        assert (row.name, row.way, row.closed_at) == ("Utopia Wings", "directory", None)
    with act_as("nadia.fenwick@piu.utopia.example", "oversight", "eu-2016-680-oversight"):
        assert Event.objects.filter(act="channel_opened", record=str(row.public_id)).count() == 1


def test_nobody_else_opens_or_closes_one(act_as, db):
    with act_as(ADMINISTRATOR) as here:
        row = open_channel(actor=here, name="Utopia Wings", way=Way.DIRECTORY, basis="icao-9-api")
    for email in (OFFICER, "greta.holmwood@piu.utopia.example"):
        with act_as(email) as here:
            told = {"name": "X", "way": Way.DIRECTORY, "basis": "icao-9-api"}
            assert refused(open_channel, actor=here, **told) == "mandate.role_lacks_desk_act"
            assert (
                refused(close_channel, actor=here, channel=row, reason="x") == "mandate.role_lacks_desk_act"
            )


def test_a_name_a_law_or_a_way_that_cannot_be_is_refused(act_as):
    with act_as(ADMINISTRATOR) as here:
        open_channel(actor=here, name="Utopia Wings", way=Way.DIRECTORY, basis="icao-9-api")
        usual = {"actor": here, "name": "Other", "way": Way.DIRECTORY, "basis": "icao-9-api"}
        assert refused(open_channel, **usual | {"name": "Utopia Wings "}) == "channel.name_taken"
        assert refused(open_channel, **usual | {"basis": "eu-2016-679-rights"}) == "channel.basis_unknown"


@pytest.mark.parametrize(
    ("way", "source", "afterwards", "code"),
    [
        (Way.QUEUE, "", None, "source_missing"),
        (Way.BUCKET, " ", Afterwards.REMOVED, "source_missing"),
        (Way.DIRECTORY, "wings", None, "source_other"),
        (Way.DIRECTORY, "", Afterwards.LEFT, "source_other"),
        (Way.QUEUE, "wings", Afterwards.LEFT, "source_other"),
        (Way.BUCKET, "wings", None, "afterwards_missing"),
        (Way.QUEUE, "amq.gen-1", None, "source_odd"),
        (Way.QUEUE, "two words", None, "source_odd"),
        (Way.BUCKET, "/wings", Afterwards.LEFT, "source_odd"),
        (Way.BUCKET, "wings/../other", Afterwards.LEFT, "source_odd"),
        (Way.BUCKET, "wings//", Afterwards.LEFT, "source_odd"),
        (Way.BUCKET, "wings/taken", Afterwards.LEFT, "source_odd"),
        (Way.BUCKET, "wings/refused/2026", Afterwards.LEFT, "source_odd"),
        (Way.BUCKET, "taken", Afterwards.LEFT, "source_odd"),
        (Way.BUCKET, "carriers", Afterwards.LEFT, None),
        (Way.BUCKET, "carriers/taken-over", Afterwards.LEFT, None),
        (Way.BUCKET, "carriers-of-others", Afterwards.LEFT, "source_not_given"),
        (Way.QUEUE, "others", None, "source_not_given"),
        (Way.QUEUE, "dead.wings", None, "source_not_given"),
    ],
)
def test_a_source_that_leads_nowhere_or_elsewhere_is_refused_and_no_other(
    act_as, way, source, afterwards, code
):
    with act_as(ADMINISTRATOR) as here:
        told = {"name": "Utopia Wings", "way": way, "basis": "icao-9-api"}
        told |= {"source": source, "afterwards": afterwards}
        if code is None:
            assert open_channel(actor=here, **told).pk
        else:
            assert refused(open_channel, actor=here, **told) == f"channel.{code}"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ((), "source_not_given"),
        ((("Unit of another State", ""),), "source_not_given"),
        ((("Unit of another State", "wings"), (UNIT, "own.")), "source_not_given"),
        ((("*", ""),), None),
        ((("*", "wings."),), None),
    ],
)
def test_an_organisation_fetches_only_from_what_the_operator_gave_it(act_as, settings, given, code):
    settings.CHANNEL_SOURCES = given
    with act_as(ADMINISTRATOR) as here:
        told = {"name": "Wings", "way": Way.QUEUE, "basis": "icao-9-api", "source": "wings.lists"}
        if code is None:
            assert open_channel(actor=here, **told).pk
        else:
            assert refused(open_channel, actor=here, **told) == f"channel.{code}"


def test_two_channels_never_fetch_from_one_source_unless_the_first_is_closed(act_as):
    usual = {"way": Way.BUCKET, "basis": "icao-9-api", "afterwards": Afterwards.REMOVED}
    with act_as(ADMINISTRATOR) as here:
        first = open_channel(actor=here, name="One", source="wings", **usual)
        assert first.source == "wings/"
        assert (
            refused(open_channel, actor=here, name="Two", source="wings/", **usual) == "channel.source_taken"
        )
        close_channel(actor=here, channel=first, reason="Contract ended")
        assert open_channel(actor=here, name="Two", source="wings/", **usual).pk


def test_a_source_of_another_organisation_is_taken_too(act_as, db):
    elsewhere = organisation_of("lucia.arvelo@piu.marvona.example")
    told = {"way": Way.QUEUE, "basis": "icao-9-api", "source": "wings"}
    with acting(Declaration(organisation=elsewhere.pk)):
        Channel.objects.create(organisation=elsewhere, name="One", **told)
    with act_as(ADMINISTRATOR) as here:
        assert not Channel.objects.filter(source="wings").exists()
        assert refused(open_channel, actor=here, name="Two", **told) == "channel.source_taken"


def test_messages_over_http_need_a_program_that_may_send_and_has_no_channel(act_as, db):
    fit, _ = program()
    blind, _ = program(LOOK)
    ended, _ = program()
    taken, _ = program()
    channel_for(taken)
    with act_as(ADMINISTRATOR) as here:
        MachineClient.objects.filter(pk=ended.pk).update(ended_at=ended.made_at)
        usual = {"actor": here, "name": "Utopia Wings", "way": Way.HTTP, "basis": "icao-9-api"}
        assert refused(open_channel, **usual) == "channel.program_missing"
        assert refused(open_channel, **usual, program=blind) == "channel.program_unfit"
        assert refused(open_channel, **usual, program=ended) == "channel.program_unfit"
        assert refused(open_channel, **usual, program=taken) == "channel.program_taken"
        assert refused(open_channel, **usual | {"way": Way.DIRECTORY}, program=fit) == "channel.program_other"
        assert open_channel(**usual, program=fit).program == fit


def test_a_channel_closes_once_for_good_and_its_program_delivers_nothing_more(act_as, spool):
    row, token = program()
    channel = channel_for(row)
    with act_as(ADMINISTRATOR) as here:
        close_channel(actor=here, channel=channel, reason="Contract ended")
        assert refused(close_channel, actor=here, channel=channel, reason="again") == "channel.closed"
    assert send(client_of(token)).json()["code"] == "delivery.channel_closed"


def test_every_law_a_channel_may_name_gives_what_comes_through_it_a_purpose_that_the_law_allows(db):
    for law in bases():
        declared = declaration_of(Channel(organisation_id=1, basis=law.code))
        assert Purpose(declared.purpose) in LEGAL_BASES[law.code].purposes
        assert declared.basis == law.code
    assert "eu-2016-681-6" in {each.code for each in bases()}


# pages


@pytest.fixture
def administrator(browser):
    return browser(ADMINISTRATOR)


def test_a_folder_for_a_carrier_is_opened_and_its_page_says_where_to_put_files(
    administrator, settings, tmp_path
):
    settings.INBOX = tmp_path
    answer = administrator.post("/intake/channels/open", TOLD)
    assert answer.status_code == 303
    page = administrator.get(answer.url).content.decode()
    assert str(tmp_path / answer.url.rsplit("/", 1)[1]) in page
    assert "ICAO Annex 9 chapter 9, section C" in page
    assert "Utopia Wings" in administrator.get("/intake/channels").content.decode()


def test_a_queue_is_opened_and_its_page_says_how_it_stands(as_worker, administrator):
    told = TOLD | {"way": "queue", "source": "wings.lists"}
    assert administrator.post("/intake/channels/open", TOLD | {"way": "queue"}).status_code == 422
    address = administrator.post("/intake/channels/open", told).url
    assert "wings.lists" in administrator.get(address).content.decode()
    with acting(Declaration(door=Door.SYSTEM)):
        row = Channel.objects.get(source="wings.lists")
        reached(row, 12, timezone.now())
        failed([row], "queue_missing", timezone.now())
    page = administrator.get(address).content.decode()
    assert "There is no queue of this name" in page
    assert "Waiting there" in page
    assert "open, out of reach" in administrator.get("/intake/channels").content.decode()


def test_a_folder_of_the_bucket_is_opened_with_what_becomes_of_its_files(administrator):
    told = TOLD | {"way": "bucket", "source": "wings", "afterwards": "moved"}
    page = administrator.get(administrator.post("/intake/channels/open", told).url).content.decode()
    assert "wings/" in page
    assert "it is moved to the folder" in page


def test_an_address_for_a_carrier_is_opened_with_its_program(administrator):
    row, _token = program(name="Wings sender")
    told = TOLD | {"way": "http", "program": row.pk}
    answer = administrator.post("/intake/channels/open", told)
    page = administrator.get(answer.url).content.decode()
    assert "/web-api/v1/messages" in page
    assert "Wings sender" in page
    assert "Wings sender" not in administrator.get("/intake/channels/open").content.decode()


@pytest.mark.parametrize(
    "changes",
    [{"name": ""}, {"way": "queue"}, {"way": "http"}, {"basis": ""}, {"basis": "x"}, {"program": "0"}],
)
def test_what_is_filled_in_wrongly_is_told_and_nothing_is_opened(administrator, act_as, changes):
    answer = administrator.post("/intake/channels/open", TOLD | changes)
    assert answer.status_code == 422
    assert "There is a problem" in answer.content.decode()
    with act_as(ADMINISTRATOR):
        assert not Channel.objects.exists()


def test_a_channel_is_closed_with_a_reason_and_says_so(administrator):
    address = administrator.post("/intake/channels/open", TOLD).url
    assert administrator.post(f"{address}/close", {"reason": ""}).status_code == 422
    assert administrator.post(f"{address}/close", {"reason": "Contract ended"}).status_code == 303
    page = administrator.get(address).content.decode()
    assert "closed" in page
    assert f"{address}/close" not in page


def test_the_administrator_sees_how_much_came_and_nothing_of_what(administrator, spool):
    row, token = program()
    channel = channel_for(row)
    for data in (LIST, LIST, b"other"):
        send(client_of(token), data)
    page = administrator.get(f"/intake/channels/{channel.public_id}").content.decode()
    for words in ("Deliveries in 24 hours", "of which had come before", "Waiting to be read"):
        assert words in page
    assert "OSTERLIN" not in page
    with acting(Declaration(organisation=channel.organisation_id)):
        ids = [str(each.public_id) for each in Delivery.objects.all()]
    assert len(ids) == 3
    assert not any(each in page for each in ids)


def test_another_organisation_sees_no_channel_of_this_one(browser, administrator):
    address = administrator.post("/intake/channels/open", TOLD).url
    assert browser(OFFICER).get(address).status_code == 403
    assert (
        "Utopia Wings"
        not in browser("lucia.arvelo@piu.marvona.example").get("/intake/channels").content.decode()
    )
