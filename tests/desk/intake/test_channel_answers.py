"""How a carrier is answered is settled by who operates the desk: codes that are whole, an address that may be called, a key shown once."""

import pytest
from tests.desk.intake.carriers import ADMINISTRATOR, channel_for, program

from catenary.core.intake.outage import OutageAnswer
from catenary.desk.intake.channel_answers import seal_again
from catenary.desk.intake.models import Channel
from catenary.desk.mandate.acting import Declaration, acting
from catenary.desk.shell import sealing
from catenary.formats.webhooks.signing import PREFIX, key_of

CODES = """
[person]
"00" = "cleared"
"01" = "do_not_board"
"03" = "further_checks"
"04" = "insufficient_data"
[message]
"0" = "accepted"
"1" = "exception"
"""
ADDRESS = "https://carrier.example/answers"


@pytest.fixture
def channel(db, spool):
    row, _token = program()
    return channel_for(row, interactive=True)


@pytest.fixture
def operator(browser):
    return browser(ADMINISTRATOR)


def settle(client, channel, **told):
    body = {"outage_answer": "", "answer_codes": "", "push_address": "", **told}
    return client.post(f"/intake/channels/{channel.public_id}/answers", body)


def as_kept(channel):
    with acting(Declaration(organisation=channel.organisation_id)):
        return Channel.objects.get(pk=channel.pk)


def test_what_was_settled_is_kept_and_shown(operator, channel):
    answer = settle(operator, channel, outage_answer="further_checks", answer_codes=CODES)
    assert answer.status_code == 303
    row = as_kept(channel)
    assert (row.outage_answer, row.answer_codes) == (OutageAnswer.FURTHER_CHECKS, CODES.strip())
    page = operator.get(f"/intake/channels/{channel.public_id}").content.decode()
    assert "When nobody can be checked in time" in page
    assert "further checks" in page
    assert "of this State" in page


def test_a_key_is_made_with_the_address_and_shown_this_once(operator, channel):
    page = settle(operator, channel, push_address=ADDRESS).content.decode()
    shown = page.partition(PREFIX)[2].partition("<")[0]
    row = as_kept(channel)
    assert sealing.unseal(bytes(row.push_secret)) == key_of(shown)
    assert PREFIX not in operator.get(f"/intake/channels/{channel.public_id}").content.decode()
    assert PREFIX not in settle(operator, channel, push_address=ADDRESS, follow=True).content.decode()
    assert as_kept(channel).push_secret == row.push_secret


@pytest.mark.parametrize("told", [{"new_key": "on"}, {"push_address": "https://other.example/"}])
def test_another_key_comes_with_another_address_or_when_asked_for(operator, channel, told):
    settle(operator, channel, push_address=ADDRESS)
    before = as_kept(channel).push_secret
    assert settle(operator, channel, **{"push_address": ADDRESS, **told}).status_code == 200
    assert as_kept(channel).push_secret != before


def test_without_an_address_there_is_no_key(operator, channel):
    settle(operator, channel, push_address=ADDRESS)
    settle(operator, channel)
    assert as_kept(channel).push_secret is None


@pytest.mark.parametrize(
    "told",
    [
        {"answer_codes": "this is no TOML"},
        {"answer_codes": CODES.replace('"03" = "further_checks"', "")},
        {"answer_codes": CODES.replace('"1" = "exception"', "")},
        {"answer_codes": CODES.replace("further_checks", "perhaps")},
        {"push_address": "http://carrier.example/"},
        {"push_address": "ftp://carrier.example/"},
        {"push_address": "carrier"},
        {"outage_answer": "do_not_board"},
    ],
)
def test_codes_that_are_not_whole_and_addresses_that_are_not_called_are_refused(operator, channel, told):
    assert settle(operator, channel, **told).status_code == 422
    row = as_kept(channel)
    assert (row.answer_codes, row.push_address, row.outage_answer) == ("", "", "")


def test_only_who_waits_for_answers_is_answered_in_an_outage(operator, channel):
    with acting(Declaration(organisation=channel.organisation_id)):
        Channel.objects.filter(pk=channel.pk).update(interactive=False)
    assert settle(operator, channel, outage_answer="cleared").status_code == 422


def test_without_a_key_to_seal_with_no_key_is_made(operator, channel, settings):
    settings.SPOOL_RECIPIENT_FILE = None
    assert settle(operator, channel, push_address=ADDRESS).status_code == 422
    assert as_kept(channel).push_address == ""


def test_a_key_of_ours_is_sealed_again_to_the_newest_key(operator, channel):
    settle(operator, channel, push_address=ADDRESS)
    before = as_kept(channel).push_secret
    with acting(Declaration(organisation=channel.organisation_id)):
        seal_again(channel.pk)
    after = as_kept(channel).push_secret
    assert bytes(after) != bytes(before)
    assert sealing.unseal(bytes(after)) == sealing.unseal(bytes(before))
