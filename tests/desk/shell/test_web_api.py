"""The web API as programs and pages meet it: problems, callers, pages, keys, versions, counts."""

import json
from datetime import timedelta

import pytest
from django.test import Client

from catenary.basis.findings import Catalogue
from catenary.core.mandate.model import Role
from catenary.desk.mandate.machines import make_client
from catenary.desk.shell.web_api import counting

OFFICER = "tom.ashgrove@piu.utopia.example"
V1 = "/web-api/v1"


@pytest.fixture
def officer(browser):
    return browser(OFFICER)


def post(client, address, body=None, key=None, **headers):
    told = {"HTTP_IDEMPOTENCY_KEY": key} if key else {}
    return client.post(f"{V1}{address}", json.dumps(body or {}), "application/json", **told, **headers)


def code_of(response):
    assert response.headers["Content-Type"] == "application/problem+json"
    told = response.json()
    assert told["status"] == response.status_code
    assert told["type"] == f"/problems/{told['code']}"
    return told["code"]


def test_whoever_is_unknown_is_told_to_sign_in(db):
    response = Client().get(f"{V1}/me")
    assert (response.status_code, code_of(response)) == (401, "web_api.unauthenticated")
    assert response.headers["WWW-Authenticate"] == "Bearer"


def test_a_person_in_a_session_is_known(officer):
    told = officer.get(f"{V1}/me").json()
    assert told["kind"] == "person"
    assert "passenger_data_officer" in told["roles"]


def test_a_session_without_the_second_factor_its_roles_ask_for_is_refused(browser):
    response = browser(OFFICER, strong=False).get(f"{V1}/me")
    assert (response.status_code, code_of(response)) == (403, "web_api.second_factor_missing")


@pytest.mark.parametrize(
    ("method", "address", "code"),
    [
        ("get", "/nothing", "web_api.not_found"),
        ("get", "/organisations/01a20506-26f1-7e4a-9324-468de9d2aa0b", "web_api.not_found"),
        ("get", "/organisations/no-id", "web_api.invalid"),
        ("delete", "/organisations", "web_api.method_not_allowed"),
        ("get", "/organisations?limit=0", "web_api.invalid"),
        ("get", "/organisations?cursor=forged", "web_api.cursor_unusable"),
    ],
)
def test_every_refusal_is_a_problem_document(officer, method, address, code):
    assert code_of(getattr(officer, method)(f"{V1}{address}")) == code


def test_what_does_not_fit_is_named_by_place_and_never_repeated(officer):
    response = post(officer, "/tasks", {"purpose": "Ahmad Karimi", "legal_basis": "x"}, key="key-12345")
    assert response.status_code == 422
    assert [error["at"] for error in response.json()["errors"]] == ["body.wanted.purpose"]
    assert "Karimi" not in response.content.decode()


def test_a_body_that_is_no_json_is_refused(officer):
    headers = {"HTTP_IDEMPOTENCY_KEY": "key-12345"}
    response = officer.post(f"{V1}/tasks", "purpose=x", "application/x-www-form-urlencoded", **headers)
    assert (response.status_code, code_of(response)) == (415, "web_api.media_type")
    response = officer.post(f"{V1}/tasks", "{", "application/json", **headers)
    assert code_of(response) == "web_api.bad_request"


def test_a_failure_is_a_problem_document_that_tells_nothing_of_the_fault(officer, monkeypatch):
    def fault(*_args, **_kwargs):
        raise RuntimeError("Ahmad Karimi")

    officer.raise_request_exception = False
    monkeypatch.setattr("catenary.desk.directory.web_api.told", fault)
    response = officer.get(f"{V1}/organisations")
    assert (response.status_code, code_of(response)) == (500, "web_api.failed")
    assert "Karimi" not in response.content.decode()


def test_a_write_in_a_session_needs_the_token_against_cross_site_requests(browser):
    client = browser(OFFICER)
    client.handler.enforce_csrf_checks = True
    response = post(client, "/tasks/close", key="key-12345")
    assert (response.status_code, code_of(response)) == (403, "web_api.cross_site")


def test_pages_of_a_list_hold_every_row_once(officer):
    seen, address = [], f"{V1}/organisations?limit=3"
    while address:
        told = officer.get(address).json()
        seen += [each["id"] for each in told["items"]]
        address = told["next"] and f"{V1}/organisations?limit=3&cursor={told['next']}"
    whole = officer.get(f"{V1}/organisations?limit=200").json()
    assert seen == [each["id"] for each in whole["items"]]
    assert len(seen) == len(set(seen)) > 3


def test_a_cursor_of_one_list_opens_no_other(officer):
    cursor = officer.get(f"{V1}/organisations?limit=1").json()["next"]
    assert code_of(officer.get(f"{V1}/organisations?kind=state&cursor={cursor}")) == "web_api.cursor_unusable"


def test_a_write_needs_a_key(officer):
    assert code_of(post(officer, "/tasks/close")) == "web_api.idempotency_key_missing"
    assert code_of(post(officer, "/tasks/close", key="short")) == "web_api.idempotency_key_unusable"


def test_a_write_sent_again_is_done_once_and_answered_the_same(officer):
    task = {"purpose": "border_check", "legal_basis": "eu-2004-82", "reference": "A-1"}
    bases = {each["code"]: each for each in officer.get(f"{V1}/legal-bases").json()}
    task["legal_basis"] = next(code for code, each in bases.items() if "border_check" in each["purposes"])
    first = post(officer, "/tasks", task, key="key-12345")
    again = post(officer, "/tasks", task, key="key-12345")
    assert first.status_code == again.status_code == 201
    assert first.json() == again.json()
    assert again.headers["Idempotent-Replayed"] == "true"
    assert len(officer.get(f"{V1}/tasks").json()["items"]) == 1


def test_a_key_is_good_for_one_request(officer):
    post(officer, "/tasks/close", key="key-12345")
    response = post(officer, "/tasks/close", {"other": "body"}, key="key-12345")
    assert (response.status_code, code_of(response)) == (422, "web_api.idempotency_key_reused")


def test_a_key_of_one_caller_is_nothing_to_another(officer, browser):
    post(officer, "/tasks/close", key="key-12345")
    other = post(browser("lucia.arvelo@piu.marvona.example"), "/tasks/close", key="key-12345")
    assert "Idempotent-Replayed" not in other.headers


def test_what_was_read_already_is_not_sent_again(officer):
    first = officer.get(f"{V1}/notifications/preferences")
    again = officer.get(f"{V1}/notifications/preferences", HTTP_IF_NONE_MATCH=first.headers["ETag"])
    assert (again.status_code, again.content) == (304, b"")


def test_a_change_needs_the_state_that_was_read(officer):
    address, change = f"{V1}/notifications/preferences", json.dumps({"by_email": "never"})
    tag = officer.get(address).headers["ETag"]
    unconditional = officer.put(address, change, "application/json")
    assert (unconditional.status_code, code_of(unconditional)) == (428, "web_api.precondition_missing")
    changed = officer.put(address, change, "application/json", HTTP_IF_MATCH=tag)
    assert changed.json() == {"by_email": "never"}
    stale = officer.put(address, change, "application/json", HTTP_IF_MATCH=tag)
    assert (stale.status_code, code_of(stale)) == (412, "web_api.precondition_failed")


def test_a_client_that_asks_too_often_is_told_when_to_come_back(officer, monkeypatch):
    monkeypatch.setattr(counting, "PER_MINUTE", 2)
    answers = [officer.get(f"{V1}/me") for _ in range(4)]  # a minute may turn once between them
    assert answers[-1].status_code == 429 or answers[-2].status_code == 429
    refused = next(each for each in answers if each.status_code == 429)
    assert code_of(refused) == "web_api.too_many"
    assert 1 <= int(refused.headers["Retry-After"]) <= 60


def test_a_refusal_before_all_else_is_told_in_the_language_of_who_asks_and_not_of_who_asked_before(
    db, monkeypatch
):
    monkeypatch.setattr(counting, "PER_MINUTE", 0)
    french, english = (
        Client(HTTP_ACCEPT_LANGUAGE=language).get(f"{V1}/me").json() for language in ("fr", "en")
    )
    assert english["detail"] != french["detail"]
    assert english["detail"] == Catalogue.sentence("web_api.too_many")


def test_guessing_of_tokens_is_slowed_by_address(db, monkeypatch):
    monkeypatch.setattr(counting, "REFUSED_PER_MINUTE", 1)
    answers = [Client(HTTP_AUTHORIZATION=f"Bearer guess-{number}").get(f"{V1}/me") for number in range(5)]
    assert {each.status_code for each in answers} == {401, 429}


def test_the_description_is_read_by_anybody_and_its_page_loads_nothing_from_elsewhere(db):
    assert Client().get(f"{V1}/openapi.json").json()["openapi"] == "3.1.0"
    page = Client().get(f"{V1}/docs").content.decode()
    assert "://" not in page.replace("http://www.w3.org", "")
    assert "<script>" not in page


def test_every_problem_has_its_page(officer):
    listed = officer.get("/problems/")
    assert listed.status_code == 200
    assert officer.get("/problems/web_api.too_many").status_code == 200
    found = officer.get("/problems/intake.no_message").content.decode()
    assert "Found in messages of carriers" in found
    assert "HTTP status" not in found
    assert officer.get("/problems/none.such").status_code == 404


@pytest.fixture
def program(act_as):
    """`program(*scopes)`: a program of the unit with the work of an analyst, and the headers it calls with."""

    def make(*scopes, **headers):
        with act_as("oskar.lindmere@piu.utopia.example") as here:
            made = make_client(
                actor=here,
                name="Nightly figures",
                roles=[Role.ANALYST],
                scopes=scopes,
                valid=timedelta(days=30),
                reason="figures",
            )
        return Client(HTTP_AUTHORIZATION=f"Bearer {made.token}", **headers)

    return make


def test_a_program_is_known_by_its_token_and_does_what_its_scopes_say(program):
    client = program("mandate:read")
    told = client.get(f"{V1}/me").json()
    assert (told["kind"], told["roles"], told["scopes"]) == ("program", ["analyst"], ["mandate:read"])
    assert code_of(client.get(f"{V1}/organisations")) == "web_api.scope_lacks"
    assert code_of(client.get(f"{V1}/notifications")) == "web_api.people_only"


def test_a_program_names_purpose_and_law_together_or_not_at_all(program):
    stated = {"HTTP_CATENARY_PURPOSE": "assessment", "HTTP_CATENARY_LEGAL_BASIS": "any"}
    assert program("mandate:read", **stated).get(f"{V1}/me").json()["purpose"] == "assessment"
    for half, value in stated.items():
        assert program("mandate:read", **{half: value}).get(f"{V1}/me").status_code == 422
    strange = {**stated, "HTTP_CATENARY_PURPOSE": "curiosity"}
    assert program("mandate:read", **strange).get(f"{V1}/me").status_code == 422


def test_a_record_is_opened_for_a_purpose_its_class_serves_and_the_log_says_so(browser, held):
    record = held().public_id
    address = f"{V1}/records/{record}"
    assert code_of(browser(OFFICER).get(address)) == "mandate.task_missing"
    opened = browser(OFFICER, "terrorism", "eu-2016-681-6").get(address)
    assert opened.json()["fields"]["travellers"] == ["ZEPHYRINE QUILLFEATHER"]
    assert browser(OFFICER, "border_check", "icao-9-api").get(address).status_code == 403
    assert browser("lucia.arvelo@piu.marvona.example").get(address).status_code == 404


def test_a_list_of_records_tells_of_no_person(browser, held):
    held()
    response = browser(OFFICER, "terrorism", "eu-2016-681-6").get(f"{V1}/records")
    assert response.json()["items"]
    assert "QUILLFEATHER" not in response.content.decode()
