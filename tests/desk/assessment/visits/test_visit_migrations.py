"""Visits of earlier code as the migrations leave them: adopted with the run that stood then, seen by nobody who answered no."""

from datetime import timedelta

import psycopg
import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from tests.desk.assessment.rating.made import ASSESSOR, LEADER, PARTNER, SECOND, a_visit
from tests.desk.conftest import organisation_of, person_of, reach

from catenary.app.embedded import OWNER, WEB
from catenary.core.assessment.visit_words import Stage

BEFORE_LEVELS_STOOD = "0012_adopted_levels_and_kept_files"
LEVELS_STAND = "0013_what_was_adopted_stands"
SEATS_OF_WHO_ANSWERED = "0014_seats_of_who_answered"


@pytest.fixture
def migrated(own_database):
    """`migrated(name)`: the room's tables as that migration leaves them, going back where they are further."""

    def to(name):
        reach(own_database(OWNER))
        MigrationExecutor(connection).migrate([("assessment", name)])
        reach(own_database(WEB))

    return to


@pytest.fixture
def said(own_database):
    """`said(statement, *values)`: past the wall, as rows of earlier code came about; the first row that comes back."""

    def say(statement, *values):
        with psycopg.connect(own_database("postgres"), autocommit=True) as superuser:
            cursor = superuser.execute(statement, values)
            return cursor.fetchone() if cursor.description else None

    return say


def seat(email, person=None):
    return f"{person or person_of(email).pk}/{organisation_of(email).pk}"


def told_by_a_run(said, visit, at):
    """A run that was done then told a level of the visit, without saying when: rows of earlier code did not."""
    (run,) = said(
        """INSERT INTO assessment_modelrun (public_id, body_id, edition_id, asked_by_id, asked_at, done_at, ratings, raters, visits,
            links, notes, one_level) VALUES (gen_random_uuid(), %s, %s, %s, %s, %s, 8, 3, 1, '[]', '[]', 0) RETURNING id""",
        visit.body_id, visit.edition_id, person_of(LEADER).pk, at, at,
    )  # fmt: skip
    said(
        """INSERT INTO assessment_areastanding (run_id, visit_id, area, ratings, raters, level, low, high)
            VALUES (%s, %s, 'BOR', 8, 3, 2.4, 2.1, 2.7)""",
        run, visit.pk,
    )  # fmt: skip
    return run


def test_a_visit_adopted_by_earlier_code_keeps_the_run_that_stood_at_its_adoption(migrated, said):
    adopted = a_visit(Stage.ADOPTED)
    open_still = a_visit(Stage.DRAFTING, edition=adopted.edition)
    migrated(BEFORE_LEVELS_STOOD)
    on, day = timezone.now() - timedelta(days=30), timedelta(days=1)
    earlier, stood, later = (told_by_a_run(said, adopted, on + days * day) for days in (-9, -1, 5))
    told_by_a_run(said, open_still, on)
    said(
        """INSERT INTO assessment_steptaken (public_id, visit_id, body_id, visited_id, act, from_stage, to_stage, side, by_id,
            organisation_id, taken_at, reason, words) VALUES (gen_random_uuid(), %s, %s, %s, 'adopt', 'adopting', 'adopted', 'body',
            %s, %s, %s, '', '')""",
        adopted.pk, adopted.body_id, adopted.visited_id, person_of(LEADER).pk, adopted.body_id, on,
    )  # fmt: skip
    migrated(LEVELS_STAND)
    kept = "SELECT adopted_at, adopted_run_id FROM assessment_visit WHERE id = %s"
    assert said(kept, adopted.pk) == (on, stood)
    assert said(kept, open_still.pk) == (None, None)
    assert earlier < stood < later
    assert said("SELECT told_at FROM assessment_areastanding WHERE run_id = %s", later) == (on + 5 * day,)
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="was adopted with stands"):
        said("UPDATE assessment_visit SET adopted_run_id = %s WHERE id = %s", later, adopted.pk)


def test_what_answers_of_earlier_code_left_behind_of_seats_goes_and_nothing_else(migrated, said):
    visit = a_visit(experts=(ASSESSOR, SECOND, PARTNER))
    migrated(LEVELS_STAND)
    anybody, stepped_down = seat(PARTNER, "any"), seat(SECOND)
    state = "UPDATE assessment_member SET state = %s WHERE visit_id = %s AND person_id = %s"
    said(state, "declined", visit.pk, person_of(ASSESSOR).pk)
    said(state, "recused", visit.pk, person_of(SECOND).pk)
    stale = [anybody, seat(LEADER), seat(ASSESSOR), stepped_down]
    asked = "UPDATE assessment_visit SET seats_asked = %s WHERE id = %s"
    said(asked, stale, visit.pk)
    migrated(SEATS_OF_WHO_ANSWERED)
    mended = sorted([seat(LEADER), seat(PARTNER)])
    seats = "SELECT seats_asked FROM assessment_visit WHERE id = %s"
    assert sorted(said(seats, visit.pk)[0]) == mended
    migrated(LEVELS_STAND)
    said("UPDATE assessment_member SET person_id = NULL, state = 'invited' WHERE visit_id = %s AND person_id = %s",
         visit.pk, person_of(PARTNER).pk)  # fmt: skip
    said(asked, stale, visit.pk)
    migrated(SEATS_OF_WHO_ANSWERED)
    assert sorted(said(seats, visit.pk)[0]) == sorted([anybody, seat(LEADER)])  # asked still
