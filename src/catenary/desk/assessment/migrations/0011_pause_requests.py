"""Pauses of clocks that States ask for: what was asked stands, and is answered once."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import catenary.basis.ids
import catenary.core.assessment.pause_requests

_FUNCTION = """
CREATE FUNCTION assessment_pauserequest_stands() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
DECLARE
    may text[] := ARRAY['outcome', 'answer', 'answered_by_id', 'answered_at'];
BEGIN
    IF OLD.outcome = 'open' AND to_jsonb(OLD) - may = to_jsonb(NEW) - may THEN RETURN NEW; END IF;
    RAISE EXCEPTION 'a request for a pause stands, and is answered once' USING ERRCODE = 'insufficient_privilege';
END $$
"""
_TRIGGER = """
CREATE TRIGGER assessment_pauserequest_kept BEFORE UPDATE ON assessment_pauserequest
    FOR EACH ROW EXECUTE FUNCTION assessment_pauserequest_stands()
"""


class Migration(migrations.Migration):
    dependencies = [
        ("assessment", "0010_answered_seats"),
        ("directory", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PauseRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "public_id",
                    models.UUIDField(default=catenary.basis.ids.new_id, editable=False, unique=True),
                ),
                ("reason", models.TextField(max_length=2000)),
                ("asked_at", models.DateTimeField()),
                (
                    "outcome",
                    models.CharField(
                        choices=[("open", "open"), ("granted", "granted"), ("declined", "declined")],
                        default=catenary.core.assessment.pause_requests.Outcome["OPEN"],
                        max_length=10,
                    ),
                ),
                ("answer", models.TextField(blank=True, max_length=2000)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.organisation",
                    ),
                ),
                (
                    "clock",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="requests",
                        to="assessment.visitclock",
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pause_requests",
                        to="assessment.visit",
                    ),
                ),
                (
                    "visited",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "request for a pause",
                "verbose_name_plural": "requests for pauses",
                "ordering": ("asked_at", "id"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("outcome__in", ["declined", "granted", "open"])),
                        name="assessment_pauserequest_outcome_known",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("outcome", catenary.core.assessment.pause_requests.Outcome["OPEN"])
                        ),
                        fields=("clock",),
                        name="assessment_pauserequest_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answered_at", None),
                                ("answered_by", None),
                                ("outcome", catenary.core.assessment.pause_requests.Outcome["OPEN"]),
                            ),
                            models.Q(
                                models.Q(
                                    ("outcome", catenary.core.assessment.pause_requests.Outcome["OPEN"]),
                                    _negated=True,
                                ),
                                ("answered_at__gte", models.F("asked_at")),
                                ("answered_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="assessment_pauserequest_answered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason", ""), _negated=True),
                            models.Q(
                                models.Q(
                                    ("outcome", catenary.core.assessment.pause_requests.Outcome["DECLINED"]),
                                    _negated=True,
                                ),
                                models.Q(("answer", ""), _negated=True),
                                _connector="OR",
                            ),
                        ),
                        name="assessment_pauserequest_reasons",
                    ),
                ],
            },
        ),
        migrations.RunSQL(_FUNCTION, "DROP FUNCTION assessment_pauserequest_stands()"),
        migrations.RunSQL(
            [
                _TRIGGER,
                # also where somebody plays at being a replica, which switches ordinary triggers off
                "ALTER TABLE assessment_pauserequest ENABLE ALWAYS TRIGGER assessment_pauserequest_kept",
            ],
            "DROP TRIGGER assessment_pauserequest_kept ON assessment_pauserequest",
        ),
    ]
