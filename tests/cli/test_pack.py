"""`catenary pack`: one command opens a pack in a browser on this machine; whatever is wrong with a file is told by a code."""

import json
import os
import re
import subprocess
import sys
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator
from tests.formats.visit_pack.made import HUB, PASSPHRASE, given_file

from catenary.cli import cli
from catenary.formats.signed_note.keys import SigningKey, verifier_key

SCHEMA = Path(__file__).parents[2] / "docs/schemas/pack.schema.json"
OTHER = verifier_key(SigningKey("other.example/ledger", bytes(32))).text


@pytest.fixture(scope="module")
def pack_bytes():
    return given_file()


@pytest.fixture
def pack(tmp_path, pack_bytes):
    file = tmp_path / "visit.pack"
    file.write_bytes(pack_bytes)
    return file


def run(*arguments):
    done = CliRunner().invoke(
        cli, ["pack", *map(str, arguments), "--json"], env={"CATENARY_PACK_PASSPHRASE": "x" * 12}
    )
    return done.exit_code, [json.loads(line) for line in done.stdout.splitlines()]


def test_a_whole_pack_is_shown_without_its_passphrase(pack, tmp_path):
    keys = tmp_path / "keys.txt"
    keys.write_text(verifier_key(HUB).text + "\n")
    status, (told,) = run("show", pack, "--key", keys)
    assert status == 0
    Draft202012Validator(json.loads(SCHEMA.read_text("utf-8"))).validate(told)
    assert told == {
        "file": str(pack), "kind": "given", "pack": "p-1", "signed_by": ["hub.example/ledger"], "verified": True,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda _data: b"", "pack.not_a_pack"),
        (lambda data: b"PK\x03\x04" + data, "pack.not_a_pack"),
        (lambda data: data[:-1], "pack.damaged"),
        (lambda data: data + b"x", "pack.damaged"),
        (lambda data: data.replace(b"pack 1\n", b"pack 7\n", 1), "pack.other_version"),
    ],
)
@pytest.mark.parametrize("verb", ["show", "open"])
def test_what_is_wrong_with_a_file_is_told_before_anything_is_asked(pack, verb, change, code):
    pack.write_bytes(change(pack.read_bytes()))
    status, told = run(verb, pack)
    assert status != 0
    assert told[-1]["code"] == code


@pytest.mark.parametrize("verb", ["show", "open"])
def test_a_file_that_is_not_there_is_told_by_its_name(tmp_path, verb):
    status, told = run(verb, tmp_path / "nothing.pack")
    assert status != 0
    assert told[-1]["code"] == "pack.file_unusable"


def test_a_pack_of_another_hub_is_told(pack, tmp_path):
    keys = tmp_path / "keys.txt"
    keys.write_text(OTHER + "\n")
    status, told = run("show", pack, "--key", keys)
    assert status != 0
    assert told[-1]["code"] == "pack.signature_missing"


COMMAND = (sys.executable, "-c", "from catenary.cli import main; main()", "pack", "open")


def opening(pack, passphrase, **options):
    environment = {**os.environ, "CATENARY_PACK_PASSPHRASE": passphrase, "DJANGO_SETTINGS_MODULE": ""}
    return subprocess.Popen(
        [*COMMAND, str(pack), "--port", "0", "--json"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        text=True, env=environment, **options,
    )  # fmt: skip


def test_a_wrong_passphrase_opens_nothing(pack):
    with opening(pack, "not this one at all") as process:
        told = [json.loads(line) for line in process.stdout]
    assert process.returncode != 0
    assert told[-1]["code"] == "pack.passphrase_wrong"


class Browser:
    """Remembers cookies, and tells what it was answered."""

    def __init__(self, base):
        self._base, self.cookies = base, CookieJar()
        self._open = build_opener(HTTPCookieProcessor(self.cookies))

    def ask(self, path, **form):
        data = urlencode(form).encode() if form else None
        try:
            with self._open.open(Request(self._base + path, data, {"Referer": self._base})) as answer:
                return answer.status, answer.read().decode()
        except HTTPError as refused:
            return refused.code, ""


def test_questions_are_answered_in_a_browser_that_came_by_the_address_and_kept(pack):
    with opening(pack, PASSPHRASE) as process:
        try:
            told = json.loads(process.stdout.readline())
            Draft202012Validator(json.loads(SCHEMA.read_text("utf-8"))).validate(told)
            base, door = re.fullmatch(r"(http://127\.0\.0\.1:\d+)(/enter/.+)", told["address"]).groups()
            browser, stranger = Browser(base), Browser(base)
            assert (
                stranger.ask("/")[0]
                == stranger.ask("/questions/BOR-01-l")[0]
                == stranger.ask("/enter/x")[0]
                == 403
            )
            status, page = browser.ask(door)
            assert f"catenary-pack-{base.rpartition(':')[2]}" in {each.name for each in browser.cookies}
            assert (status, "Marvona" in page, "handed in" in page) == (200, True, True)
            _status, page = browser.ask("/questions/BOR-01-l")
            token = re.search(r'csrfmiddlewaretoken" value="([^"]+)', page).group(1)
            form = {"csrfmiddlewaretoken": token, "answer": "2", "reason": "Seen at the pass"}
            named = {"stance": "for", "kind": "observation", "access": "team", "reference": "The pass"}
            assert browser.ask("/questions/BOR-01-l", **form, **named, do="evidence")[0] == 200
            assert (
                browser.ask("/questions/BOR-02-l", **{**form, "answer": "not_applicable"}, do="keep")[0]
                == 422
            )
            assert browser.ask("/questions/BOR-01-l", answer="3")[0] == 403, (
                "a form of another page changes nothing"
            )
            assert "Seen at the pass" in browser.ask("/questions/BOR-01-l")[1]
            assert browser.ask("/documents/document-1") == (200, "What to look at")
            assert browser.ask("/documents/document-2")[0] == browser.ask("/questions/NOPE")[0] == 404
            _status, page = browser.ask(
                "/setlang/", csrfmiddlewaretoken=token, language="ar", next="/questions/BOR-01-l"
            )
            assert 'dir="rtl"' in page
        finally:
            process.terminate()
    assert pack.with_name("visit.pack.brought").read_bytes().startswith(b"catenary visit pack 1\n")
