"""The page of the outside register: connected and left by who operates the desk, its breaker and its answers shown, its key to nobody."""

import pytest
from tests.desk.conftest import organisation_of
from tests.desk.intake.carriers import ADMINISTRATOR
from tests.desk.screening import made

from catenary.desk.mandate.acting import Declaration, acting
from catenary.desk.screening.models import OutsideLookup, OutsideRegister
from catenary.desk.shell import sealing

TOLD = {
    "name": "The register",
    "address": "https://register.example/find",
    "credential": "a secret",
    "milliseconds": "900",
    "at_once": "3",
}


@pytest.fixture
def operator(browser, sealed_spool):
    return browser(ADMINISTRATOR)


def of_unit():
    return acting(Declaration(organisation=organisation_of(ADMINISTRATOR).pk, purpose="border_check"))


def connected():
    with of_unit():
        return OutsideRegister.objects.get(closed_at=None)


def test_a_register_is_connected_shown_and_left(operator):
    assert "No outside register is asked" in operator.get("/screening/outside").content.decode()
    assert operator.post("/screening/outside/connect", TOLD).status_code == 303
    row = connected()
    assert (row.milliseconds, row.at_once, row.holds_back) == (900, 3, False)
    assert sealing.unseal(bytes(row.key)) == b"a secret"
    page = operator.get("/screening/outside").content.decode()
    assert "The register" in page
    assert "is asked" in page
    assert "a secret" not in page
    assert operator.post("/screening/outside/leave", {"reason": "Contract ended"}).status_code == 303
    with of_unit():
        assert OutsideRegister.objects.get().key is None
    assert "No outside register is asked" in operator.get("/screening/outside").content.decode()


@pytest.mark.parametrize(
    "told",
    [
        {"address": "http://register.example/"},
        {"address": "register"},
        {"milliseconds": "50"},
        {"at_once": "0"},
        {"name": ""},
    ],
)
def test_what_cannot_be_asked_is_refused(operator, told):
    assert operator.post("/screening/outside/connect", {**TOLD, **told}).status_code == 422
    with of_unit():
        assert not OutsideRegister.objects.exists()


def test_one_register_is_asked_at_a_time(operator):
    operator.post("/screening/outside/connect", TOLD)
    assert operator.post("/screening/outside/connect", TOLD).status_code == 422


def test_its_answers_are_counted_and_a_resting_register_is_seen_to_rest(operator):
    operator.post("/screening/outside/connect", TOLD)
    row = made.candidate()
    register = connected()
    with of_unit():
        told = {"organisation": row.organisation, "register": register, "asked_at": row.found_at}
        OutsideLookup.objects.create(
            passage=row.passage,
            document="d" * 32,
            status="not_checked",
            fault="timed_out",
            milliseconds=900,
            **told,
        )
        OutsideRegister.objects.update(breaker="open", rests_until=row.found_at)
    page = operator.get("/screening/outside").content.decode()
    for words in (
        "left alone for a while",
        "Left alone until",
        "of which: no answer in time",
        "at the median",
    ):
        assert words in page


def test_the_page_of_a_traveller_tells_what_it_said(operator, browser):
    operator.post("/screening/outside/connect", TOLD)
    row, register = made.candidate(), connected()
    with of_unit():
        OutsideLookup.objects.create(
            organisation=row.organisation, register=register, passage=row.passage, document="d" * 32,
            status="match", reference="SLTD-118", asked_at=row.found_at,
        )  # fmt: skip
    officer = browser(made.OFFICER, *made.BORDER)
    page = officer.get(f"/intake/travellers/{row.passage.public_id}").content.decode()
    assert "on record there" in page
    assert "SLTD-118" in page
