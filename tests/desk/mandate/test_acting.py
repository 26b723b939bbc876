"""What is declared holds as long as its `acting`, in the database and in this process alike."""

import pytest
from django.db import connection, transaction

from catenary.desk.mandate.acting import (
    DECLARED,
    Declaration,
    Door,
    acting,
    declaration_of,
    declared,
    standing,
)

ONE, TWO = Declaration(1, 2, "border_check", "eu-2004-82-6"), Declaration(door=Door.SYSTEM)


def in_the_database():
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {DECLARED}")
        return declaration_of(cursor.fetchone())


def both():
    assert declared() == in_the_database()
    return declared()


def test_a_nested_declaration_gives_way_to_the_outer(db):
    before = both()
    with acting(ONE):
        assert both() == ONE
        with acting(TWO):
            assert both() == TWO
        assert both() == ONE
    assert both() == before


def test_the_same_declared_again_costs_no_round_trip(db, django_assert_num_queries):
    with acting(ONE), django_assert_num_queries(2), acting(ONE):  # a savepoint, and its release
        assert declared() == ONE


def test_a_rollback_to_where_a_declaration_stood_undoes_what_was_declared_inside(db):
    with acting(ONE):
        with pytest.raises(ValueError, match="odd"), acting(TWO):
            raise ValueError("odd")
        assert both() == ONE
        with acting(TWO):
            transaction.set_rollback(True)
        assert both() == ONE


def test_outside_every_acting_only_the_database_knows(db):
    assert standing() is None
    with pytest.raises(ValueError, match="odd"), acting(ONE):
        raise ValueError("odd")
    assert standing() is None
    assert both() == Declaration()
