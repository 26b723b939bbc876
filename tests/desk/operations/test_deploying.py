"""What `deploy/` hands to an operator fits what the product asks for."""

import configparser
import os
import re
import shutil
import subprocess
from pathlib import Path

import psycopg
import pytest
from attrs import evolve
from psycopg import sql

from catenary.app.configuration import Part, configuration
from catenary.app.demo import _ROLES
from catenary.app.embedded import OWNER, ROLES
from catenary.app.examining import examine
from catenary.app.programs import default_programs
from catenary.app.serving import prepare_database

DEPLOY = Path(__file__).parents[3] / "deploy"
OPERATIONS = DEPLOY.parent / "docs" / "operations.md"
CONFIGURATION = DEPLOY.parent / "src/catenary/app/configuration.py"
SETTINGS = set(re.findall(r'"((?:CATENARY|DATABASE)_[A-Z_]+)"', CONFIGURATION.read_text()))
OURS = {"CATENARY_PART", "CATENARY_DEMO"}
"""Set by the product itself."""


def set_in(name):
    return set(re.findall(r"^([A-Z_]+)=", (DEPLOY / name).read_text(), re.MULTILINE))


def test_every_setting_is_in_an_example_and_explained():
    assert set_in("catenary.env.example") | set_in("catenary-backup.env.example") == SETTINGS - OURS
    explained = set(re.findall(r"`((?:CATENARY|DATABASE)_[A-Z_]+)`", OPERATIONS.read_text()))
    assert explained >= SETTINGS - OURS
    assert not set_in("catenary.env.example") & set_in("catenary-backup.env.example")


@pytest.fixture
def made_by_roles_sql(postgres):
    """A database made by `roles.sql`, on the server of the tests, whose roles keep their passwords."""
    name = f"deployed_{os.urandom(4).hex()}"
    secrets = {f"{role.upper()}_PASSWORD": postgres.passwords[role] for role in ROLES}
    programs = os.environ.get("CATENARY_TEST_POSTGRES") or default_programs()
    told = {
        "PGHOST": str(postgres.socket),
        "PGUSER": "postgres",
        "PGPASSWORD": postgres.passwords["postgres"],
    }
    command = [
        f"{programs}/psql",
        "--no-psqlrc",
        "--quiet",
        "--set=ON_ERROR_STOP=1",
        f"--set=database={name}",
    ]
    for _ in range(2):
        subprocess.run(
            [*command, f"--file={DEPLOY / 'roles.sql'}", "postgres"],
            env=told | secrets,
            check=True,
            text=True,
        )
    yield name
    with psycopg.connect(postgres.url("postgres", "postgres"), autocommit=True) as superuser:
        superuser.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
        superuser.execute(sql.SQL("ALTER ROLE {} CREATEDB").format(sql.Identifier(OWNER)))
        for role in ROLES:
            superuser.execute(sql.SQL("ALTER ROLE {} RESET ALL").format(sql.Identifier(role)))


def test_a_database_made_by_roles_sql_passes_the_doctor(postgres, made_by_roles_sql, tmp_path):
    key = tmp_path / "ledger.key"
    key.touch(mode=0o600)
    told = configuration(
        {
            "CATENARY_SECRET_KEY": "0" * 50,
            "CATENARY_ORIGIN": "https://desk.example",
            "CATENARY_DATA": str(tmp_path),
            "CATENARY_LEDGER_KEY_FILE": str(key),
        }
    )
    addresses = {part: postgres.url(role, made_by_roles_sql) for part, role in _ROLES.items()}
    told = evolve(told, databases=addresses)
    prepare_database(told)
    found = {looked.fix.code for looked in examine(told) if looked.fix and looked.name != "settings"}
    assert found == {"desk.no_worker"}
    with (
        psycopg.connect(addresses[Part.BACKUP]) as backup,
        pytest.raises(psycopg.errors.ReadOnlySqlTransaction),
    ):
        backup.execute("DELETE FROM mandate_person")


@pytest.mark.parametrize("unit", ["catenary.service", "catenary-backup.service", "catenary-backup.timer"])
def test_a_unit_is_one_that_systemd_reads(unit):
    class Repeating(dict):
        def __setitem__(self, key, value):
            super().__setitem__(key, [*self.get(key, []), *value] if isinstance(value, list) else value)

    parser = configparser.RawConfigParser(strict=False, dict_type=Repeating, interpolation=None)
    parser.optionxform = str
    parser.read(DEPLOY / unit)
    assert "Unit" in parser.sections()
    if analyze := shutil.which("systemd-analyze"):
        said = subprocess.run(
            [analyze, "verify", DEPLOY / unit], capture_output=True, text=True, check=False
        ).stderr
        assert not [line for line in said.splitlines() if "Unknown" in line or "Failed to parse" in line], (
            said
        )


def test_the_desk_runs_without_rights_it_never_needs():
    unit = (DEPLOY / "catenary.service").read_text()
    for line in ("NoNewPrivileges=yes", "ProtectSystem=strict", "CapabilityBoundingSet=\n", "LimitCORE=0"):
        assert line in unit
    assert "User=catenary" in unit
