"""Two walls: what the second one, in the database, keeps even where the first is forgotten."""

import pytest
from django.db import DatabaseError, connection, transaction

from catenary.desk.mandate.acting import NOBODY, Declaration, Door, acting, declared
from catenary.desk.mandate.models import Membership, OpenTask, Person
from catenary.desk.shell.wall import Rows, rules, tables

OFFICER = "tom.ashgrove@piu.utopia.example"
FOREIGN_OFFICER = "lucia.arvelo@piu.marvona.example"


def test_every_table_has_a_rule_and_every_rule_a_table(db):
    assert set(rules()) == tables()


def test_the_web_role_cannot_go_round_row_security(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname = current_user"
        )
        assert cursor.fetchone() == (False, False, False)
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("catenary_web",)


@pytest.mark.parametrize("table", sorted(name for name, rule in rules().items() if isinstance(rule, Rows)))
def test_row_security_is_forced_on_every_table_that_has_rows_of_people(db, table):
    with connection.cursor() as cursor:
        cursor.execute("SELECT relrowsecurity, relforcerowsecurity FROM pg_class WHERE relname = %s", [table])
        assert cursor.fetchone() == (True, True)


def test_a_query_without_a_declaration_returns_nothing(db):
    assert not Person.objects.exists()
    assert not Membership.objects.exists()


def test_a_query_that_forgets_its_filter_returns_ones_own_organisation_only(act_as):
    with act_as(OFFICER) as here:
        seen = set(Membership.objects.values_list("organisation_id", flat=True))
    assert seen == {here.organisation.pk}


def test_the_web_role_cannot_open_the_door_of_the_system(db):
    with acting(Declaration(door=Door.SYSTEM)):
        assert not Person.objects.exists()


def test_nobody_opens_a_task_in_the_name_of_another(act_as, signed_in):
    other = signed_in(FOREIGN_OFFICER)
    with act_as(OFFICER) as here, pytest.raises(DatabaseError), transaction.atomic():
        OpenTask.objects.create(
            person=other.person, organisation=here.organisation, purpose="border_check", basis="test"
        )


def test_a_declaration_ends_with_its_block(act_as):
    with act_as(OFFICER) as outer:
        with acting(NOBODY):
            assert not Membership.objects.exists()
        assert declared() == outer.declaration
    assert declared() == NOBODY


ASKING = {
    "mandate_recordfields": "SELECT * FROM mandate_recordfields WHERE record_id = 1",
    "mandate_heldrecord": "SELECT * FROM mandate_heldrecord WHERE organisation_id = 1",
    "shell_comment": "SELECT * FROM shell_comment WHERE kind = 'record'",
    "ledger_event": "SELECT * FROM ledger_event WHERE record = ''",
}

LONGEST = {"shell_comment": 200}
"""What hangs on a record of any kind asks each kind's own condition, of which each has some lines."""


@pytest.mark.parametrize("table", ASKING)
def test_what_conditions_ask_about_who_acts_is_not_planned_with_every_query(db, table):
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {ASKING[table]}")
        lines = [line for (line,) in cursor.fetchall()]
    assert len(lines) < LONGEST.get(table, 100)  # spelled out, the least of them had 150
    assert not any("directory_organisation_oversees" in line for line in lines)


def test_a_table_of_ones_own_making_does_not_answer_what_conditions_ask(act_as):
    with act_as(OFFICER) as here, connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE mandate_membership AS "
            "SELECT person_id, organisation_id, 'oversight' AS role, 'active' AS state "
            "FROM public.mandate_membership WHERE person_id = %s AND organisation_id = %s",
            [here.person.pk, here.organisation.pk],
        )
        cursor.execute("SELECT EXISTS (SELECT FROM mandate_membership WHERE role = 'oversight')")
        assert cursor.fetchone() == (True,)
        cursor.execute("SELECT public.wall_oversight(), public.wall_watcher()")
        assert cursor.fetchone() == (False, False)
        cursor.execute("DROP TABLE pg_temp.mandate_membership")
