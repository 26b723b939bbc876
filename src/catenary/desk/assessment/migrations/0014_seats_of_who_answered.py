"""A partner's sight of a visit that nobody there is asked for goes, and that of whoever declined or stepped down."""

from django.db import migrations

_TABLES = ("assessment_visit", "assessment_member")
_STATES = "member.state IN ('invited', 'on')"
_SEAT = "concat(coalesce(member.person_id::text, 'any'), '/', member.organisation_id)"
# whoever was taken off lost theirs in the same step
_OUT = f"""seat LIKE 'any/%' OR EXISTS (SELECT FROM assessment_member member
    WHERE member.visit_id = visit.id AND member.state IN ('declined', 'recused') AND {_SEAT} = seat)"""
_HELD = f"SELECT {_SEAT} FROM assessment_member member WHERE member.visit_id = visit.id AND {_STATES}"  # noqa: S608  our own words
_MEND = f"""UPDATE assessment_visit visit SET seats_asked = ARRAY(
        SELECT seat FROM unnest(visit.seats_asked) AS seat WHERE NOT ({_OUT}) UNION {_HELD} ORDER BY 1)
    WHERE EXISTS (SELECT FROM unnest(visit.seats_asked) AS seat WHERE ({_OUT}) AND seat NOT IN ({_HELD}))"""  # noqa: S608


class Migration(migrations.Migration):
    dependencies = [("assessment", "0013_what_was_adopted_stands")]

    operations = [
        migrations.RunSQL(
            [
                # the tables' owner is walled in as everybody is; here it is let out, and back in, in one transaction
                *(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY" for table in _TABLES),
                _MEND,
                "SET CONSTRAINTS ALL IMMEDIATE",
                *(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY" for table in _TABLES),
            ],
            migrations.RunSQL.noop,
        )
    ]
