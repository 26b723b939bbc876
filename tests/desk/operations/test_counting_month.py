"""`catenary counts` beside a desk: a unit's month that is over, signed so that the hub can tell whose it is."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from jsonschema import Draft202012Validator, FormatChecker
from tests.desk.conftest import ROLES

from catenary.app.configuration import Part
from catenary.formats.counts_file.note import read_counts
from catenary.formats.signed_note.key_files import write_signing_key
from catenary.formats.signed_note.keys import SigningKey, verifier_key

KEY = SigningKey("unit.example/ledger", bytes(range(32)))
SCHEMA = Path(__file__).parents[3] / "docs" / "schemas" / "counts.schema.json"
UNIT = "Utopia Passenger Information Unit"
ADDRESSES = {
    Part.WEB: "DATABASE_URL",
    Part.WORKER: "CATENARY_WORKER_DATABASE_URL",
    Part.MIGRATE: "CATENARY_MIGRATE_DATABASE_URL",
}


@pytest.fixture
def count(postgres, django_db_setup, tmp_path):
    """The verb in a process of its own, as an operator starts it."""
    (tmp_path / "data").mkdir()
    write_signing_key(tmp_path / "ledger.key", KEY)
    environment = {
        "CATENARY_DATA": str(tmp_path / "data"),
        "CATENARY_LEDGER_KEY_FILE": str(tmp_path / "ledger.key"),
        "CATENARY_ORIGIN": "https://desk.example",
        "CATENARY_SCANNER": "none",
        "CATENARY_SECRET_KEY": settings.SECRET_KEY,
        **{ADDRESSES[part]: postgres.url(role) for part, role in ROLES.items()},
    }
    own = {name: value for name, value in os.environ.items() if not name.startswith(("CATENARY_", "DJANGO_"))}

    def counted(month, unit=UNIT, **more):
        out = tmp_path / "counts.note"
        verb = [
            sys.executable,
            "-m",
            "catenary",
            "counts",
            month,
            str(out),
            "--unit",
            unit,
            "--json",
            "--quiet",
        ]
        done = subprocess.run(
            verb, env={**own, **environment, **more}, capture_output=True, text=True, check=False
        )
        return done, out

    return counted


def test_a_month_is_signed_with_the_key_of_the_ledger_and_says_whose_and_which_it_is(count):
    done, out = count("2026-01")
    assert done.returncode == 0, done.stderr
    told = read_counts(out.read_bytes(), [verifier_key(KEY)])
    Draft202012Validator(json.loads(SCHEMA.read_text()), format_checker=FormatChecker()).validate(told)
    assert (told["name"], told["month"]) == (UNIT, "2026-01")
    assert json.loads(done.stdout)["file"] == str(out)


@pytest.mark.parametrize(
    ("month", "unit", "code"),
    [
        ("2026-01", "A unit nobody knows", "counts.unit_unknown"),
        (f"{datetime.now(UTC):%Y-%m}", UNIT, "counts.month_not_over"),
    ],
)
def test_what_cannot_be_counted_is_refused_by_code_and_nothing_is_written(count, month, unit, code):
    done, out = count(month, unit)
    assert done.returncode == 3
    assert json.loads(done.stdout)["code"] == code
    assert not out.exists()


def test_nothing_is_written_without_a_key_to_sign_with(count):
    done, out = count("2026-01", CATENARY_LEDGER_KEY_FILE="")
    assert done.returncode != 0
    assert not out.exists()
