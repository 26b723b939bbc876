"""What was adopted before levels were kept is adopted with the run that stood then; and nobody changes it from now on."""

from collections.abc import Iterable

import django.db.models.deletion
from django.db import migrations, models

_TABLES = (
    "assessment_visit",
    "assessment_steptaken",
    "assessment_modelrun",
    "assessment_areastanding",
    "assessment_releasedreport",
)
_FILL = [
    """UPDATE assessment_areastanding told SET told_at = coalesce(run.done_at, run.asked_at)
        FROM assessment_modelrun run WHERE run.id = told.run_id""",
    """UPDATE assessment_releasedreport report SET visited_id = visit.visited_id
        FROM assessment_visit visit WHERE visit.id = report.visit_id""",
    """UPDATE assessment_visit visit SET adopted_at = coalesce((SELECT max(step.taken_at)
        FROM assessment_steptaken step WHERE step.visit_id = visit.id AND step.act = 'adopt'), now())
        WHERE visit.stage IN ('adopted', 'following', 'closed')""",
    """UPDATE assessment_visit visit SET adopted_run_id = (SELECT max(told.run_id) FROM assessment_areastanding told
        WHERE told.visit_id = visit.id AND told.told_at <= visit.adopted_at) WHERE visit.adopted_at IS NOT NULL""",
]
_STANDS = """
CREATE FUNCTION assessment_adopted_stands() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    IF OLD.adopted_at IS NOT NULL THEN
        IF (OLD.adopted_at, OLD.adopted_run_id) IS DISTINCT FROM (NEW.adopted_at, NEW.adopted_run_id) THEN
            RAISE EXCEPTION 'what a visit was adopted with stands' USING ERRCODE = 'insufficient_privilege';
        END IF;
    ELSIF (NEW.adopted_at IS NOT NULL) <> (OLD.stage = 'adopting' AND NEW.stage = 'adopted') THEN
        RAISE EXCEPTION 'a visit keeps its levels when it is adopted' USING ERRCODE = 'insufficient_privilege';
    ELSIF NEW.adopted_run_id IS NOT NULL AND NOT EXISTS (SELECT FROM public.assessment_areastanding told
        WHERE told.visit_id = NEW.id AND told.run_id = NEW.adopted_run_id) THEN
        RAISE EXCEPTION 'a visit is adopted with levels of its own' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$
"""
# its name is after that of the sides' trigger, which asks first
_TRIGGER = """
CREATE TRIGGER assessment_visit_what_stands_kept BEFORE UPDATE ON assessment_visit
    FOR EACH ROW EXECUTE FUNCTION assessment_adopted_stands()
"""


def _as_owner(statements: Iterable[str]) -> tuple[str, ...]:
    """The tables' owner is walled in as everybody is; here it is let out, and back in, in one transaction."""
    return (
        *(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY" for table in _TABLES),
        *statements,
        "SET CONSTRAINTS ALL IMMEDIATE",
        *(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY" for table in _TABLES),
    )


class Migration(migrations.Migration):
    dependencies = [("assessment", "0012_adopted_levels_and_kept_files")]

    operations = [
        migrations.RunSQL(_as_owner(_FILL), migrations.RunSQL.noop),
        migrations.AlterField(
            model_name="areastanding",
            name="told_at",
            field=models.DateTimeField(),
        ),
        migrations.AlterField(
            model_name="releasedreport",
            name="visited",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="directory.organisation",
            ),
        ),
        migrations.RunSQL(_STANDS, "DROP FUNCTION assessment_adopted_stands()"),
        migrations.RunSQL(
            [
                _TRIGGER,
                # also where somebody plays at being a replica, which switches ordinary triggers off
                "ALTER TABLE assessment_visit ENABLE ALWAYS TRIGGER assessment_visit_what_stands_kept",
            ],
            "DROP TRIGGER assessment_visit_what_stands_kept ON assessment_visit",
        ),
    ]
