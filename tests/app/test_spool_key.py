"""The key of the spool: whoever seals finds its public half, and finds none where nobody could open what was sealed."""

import pyrage
import pytest
from attrs import evolve

from catenary.app.configuration import configuration
from catenary.app.spool_key import (
    INTERVIEW_RECIPIENT_FILE,
    RECIPIENT_FILE,
    findings,
    make_key,
    publish_recipient,
)
from catenary.basis.findings import ProblemError


@pytest.fixture
def told(tmp_path):
    make_key(tmp_path / "spool.key")
    return evolve(configuration({}), data=tmp_path / "data", spool_key=tmp_path / "spool.key")


def public_half(told):
    return (told.data / RECIPIENT_FILE).read_text().strip()


def secret_half(told):
    return pyrage.x25519.Identity.from_str(told.spool_key.read_text().split()[0])


def test_what_is_sealed_with_the_published_half_opens_with_the_secret_one(told):
    publish_recipient(told)
    sealed = pyrage.encrypt(b"UNB", [pyrage.x25519.Recipient.from_str(public_half(told))])
    assert pyrage.decrypt(sealed, [secret_half(told)]) == b"UNB"


def test_a_key_is_made_once_and_for_its_owner_alone(told):
    before = told.spool_key.read_text()
    make_key(told.spool_key)
    assert told.spool_key.read_text() == before
    assert told.spool_key.stat().st_mode & 0o777 == 0o600


def test_the_newest_key_stands_first_and_is_the_one_published(told):
    older = told.spool_key.read_text()
    newer = pyrage.x25519.Identity.generate()
    told.spool_key.write_text(f"# public key: {newer.to_public()}\n{newer}\n{older}")
    publish_recipient(told)
    assert public_half(told) == str(newer.to_public())


def test_where_the_key_is_taken_away_nothing_is_sealed_any_more(told):
    publish_recipient(told)
    publish_recipient(evolve(told, spool_key=None))
    assert not (told.data / RECIPIENT_FILE).exists()


@pytest.mark.parametrize("held", ["", "age1qqq", "AGE-SECRET-KEY-1QQQ", "\N{SNOWMAN}"])
def test_a_file_that_holds_no_key_is_told_and_nothing_starts(told, held):
    told.spool_key.write_text(held)
    assert [each.code for each in findings(told)] == ["configuration.spool_key_unusable"]
    with pytest.raises(ProblemError) as problem:
        publish_recipient(told)
    assert problem.value.finding.code == "configuration.spool_key_unusable"
    assert not list(findings(evolve(told, spool_key=None)))


def test_the_key_of_identities_is_another_and_lies_open_beside_the_spools(told):
    make_key(told.spool_key)
    second = evolve(told, interview_key=told.spool_key.with_name("interview.key"))
    make_key(second.interview_key)
    publish_recipient(second)
    recipient = (second.data / INTERVIEW_RECIPIENT_FILE).read_text().strip()
    assert recipient != (second.data / RECIPIENT_FILE).read_text().strip()
    secret = pyrage.x25519.Identity.from_str(second.interview_key.read_text().split()[0])
    assert recipient == str(secret.to_public())
    publish_recipient(told)
    assert not (second.data / INTERVIEW_RECIPIENT_FILE).exists()
