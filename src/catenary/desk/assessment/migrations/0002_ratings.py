"""Panels, ratings, meetings, own scores and what the statistics said; the database keeps by itself what was shown."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import catenary.basis.ids
import catenary.core.assessment.rating_flow

# what was shown stays shown, and what was agreed stands
_PANEL = """
CREATE FUNCTION assessment_panel_stands() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
DECLARE
    may text[] := ARRAY['shown_at', 'closed_by_id', 'closed_reason', 'agreed_at'];
BEGIN
    IF OLD.shown_at IS NOT NULL THEN may := ARRAY['agreed_at']; END IF;
    IF OLD.agreed_at IS NOT NULL THEN may := ARRAY[]::text[]; END IF;
    IF to_jsonb(OLD) - may <> to_jsonb(NEW) - may THEN
        RAISE EXCEPTION 'a panel keeps what was asked, shown and agreed' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$
"""

# nobody says for another that they have handed in; before that, nobody is shown anything
_SEAT = """
CREATE FUNCTION assessment_seat_own() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
DECLARE
    own text[] := ARRAY['submitted_at', 'withdrawn_at'];
    off text[] := ARRAY['recused_at', 'recused_by_id', 'recused_reason'];
BEGIN
    IF OLD.rater_id::text = current_setting('catenary.person', true) THEN off := off || own; END IF;
    IF to_jsonb(OLD) - off <> to_jsonb(NEW) - off OR OLD.recused_at IS NOT NULL THEN
        RAISE EXCEPTION 'who has handed in says so themselves' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$
"""

# a rating that was shown keeps its words; it can be withdrawn, and stays
_RATING = """
CREATE FUNCTION assessment_rating_stands() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
DECLARE
    may text[] := ARRAY['state', 'withdrawn_reason'];
    shown boolean := EXISTS (SELECT FROM public.assessment_panel panel
        WHERE panel.id = OLD.panel_id AND panel.shown_at IS NOT NULL);
BEGIN
    IF NOT shown AND OLD.panel_id = NEW.panel_id AND OLD.rater_id = NEW.rater_id AND OLD.seat_id = NEW.seat_id
        AND NEW.state <> 'withdrawn' THEN
        RETURN NEW;
    END IF;
    IF shown AND OLD.state = 'submitted' AND NEW.state = 'withdrawn' AND to_jsonb(OLD) - may = to_jsonb(NEW) - may THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a rating that was shown keeps its words' USING ERRCODE = 'insufficient_privilege';
END $$
"""


def _trigger(table: str, function: str) -> migrations.RunSQL:
    name = f"{function}_on_{table}"
    return migrations.RunSQL(
        [
            f"CREATE TRIGGER {name} BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION {function}()",
            # also where somebody plays at being a replica, which switches ordinary triggers off
            f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}",
        ],
        f"DROP TRIGGER {name} ON {table}",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("assessment", "0001_visits"),
        ("directory", "0001_initial"),
        ("measures", "0002_what_stands"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ModelRun",
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
                ("asked_at", models.DateTimeField()),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                ("ratings", models.PositiveIntegerField(default=0)),
                ("raters", models.PositiveIntegerField(default=0)),
                ("visits", models.PositiveIntegerField(default=0)),
                ("refused", models.JSONField(blank=True, null=True)),
                ("links", models.JSONField(blank=True, default=list)),
                ("notes", models.JSONField(blank=True, default=list)),
                ("one_level", models.PositiveIntegerField(default=0)),
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
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="measures.edition"
                    ),
                ),
            ],
            options={
                "verbose_name": "run of the rating model",
                "verbose_name_plural": "runs of the rating model",
                "ordering": ("-asked_at", "-id"),
            },
        ),
        migrations.CreateModel(
            name="Panel",
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
                ("question", models.CharField(max_length=40)),
                ("area", models.CharField(max_length=40)),
                (
                    "kind",
                    models.CharField(
                        choices=[("law", "law"), ("practice", "practice"), ("effect", "effect")],
                        max_length=20,
                    ),
                ),
                ("digest", models.CharField(max_length=64)),
                ("made_at", models.DateTimeField()),
                ("shown_at", models.DateTimeField(blank=True, null=True)),
                ("closed_reason", models.CharField(blank=True, max_length=500)),
                ("agreed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.organisation",
                    ),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="panels",
                        to="assessment.visit",
                    ),
                ),
            ],
            options={
                "verbose_name": "panel",
                "verbose_name_plural": "panels",
                "ordering": ("visit", "area", "question"),
            },
        ),
        migrations.CreateModel(
            name="Agreed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "answer",
                    models.CharField(
                        choices=[
                            ("level", "level"),
                            ("not_applicable", "not_applicable"),
                            ("unknown", "unknown"),
                        ],
                        max_length=20,
                    ),
                ),
                ("level", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("reason", models.TextField(max_length=4000)),
                ("language", models.CharField(blank=True, max_length=10)),
                ("at", models.DateTimeField()),
                ("strength", models.FloatField()),
                ("agreement", models.FloatField(blank=True, null=True)),
                ("confidence", models.FloatField(blank=True, null=True)),
                (
                    "sureness",
                    models.CharField(
                        choices=[
                            ("high", "high"),
                            ("moderate", "moderate"),
                            ("low", "low"),
                            ("not_enough", "not_enough"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "panel",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agreed",
                        to="assessment.panel",
                    ),
                ),
            ],
            options={
                "verbose_name": "agreed score",
                "verbose_name_plural": "agreed scores",
                "ordering": ("panel",),
            },
        ),
        migrations.CreateModel(
            name="RaterStanding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ratings", models.PositiveIntegerField()),
                ("figures", models.JSONField(blank=True, default=dict)),
                ("notes", models.JSONField(blank=True, default=list)),
                (
                    "rater",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bearings",
                        to="assessment.modelrun",
                    ),
                ),
            ],
            options={
                "verbose_name": "bearing of a rater",
                "verbose_name_plural": "bearings of raters",
                "ordering": ("run", "rater"),
            },
        ),
        migrations.CreateModel(
            name="Rating",
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
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "draft"), ("submitted", "submitted"), ("withdrawn", "withdrawn")],
                        default=catenary.core.assessment.rating_flow.RatingState["DRAFT"],
                        max_length=20,
                    ),
                ),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("level", "level"),
                            ("not_applicable", "not_applicable"),
                            ("unknown", "unknown"),
                        ],
                        max_length=20,
                    ),
                ),
                ("level", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("reason", models.TextField(blank=True, max_length=4000)),
                ("language", models.CharField(blank=True, max_length=10)),
                ("saved_at", models.DateTimeField()),
                ("withdrawn_reason", models.CharField(blank=True, max_length=500)),
                (
                    "panel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ratings",
                        to="assessment.panel",
                    ),
                ),
                (
                    "rater",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "rating",
                "verbose_name_plural": "ratings",
                "ordering": ("panel", "id"),
            },
        ),
        migrations.CreateModel(
            name="RatingEvidence",
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
                ("stance", models.CharField(choices=[("for", "for"), ("against", "against")], max_length=20)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("legal_text", "legal_text"),
                            ("official_record", "official_record"),
                            ("measured_practice", "measured_practice"),
                            ("court_decision", "court_decision"),
                            ("observation", "observation"),
                            ("interview", "interview"),
                            ("international_report", "international_report"),
                            ("research", "research"),
                            ("civil_society", "civil_society"),
                            ("media", "media"),
                            ("self_declaration", "self_declaration"),
                        ],
                        max_length=30,
                    ),
                ),
                (
                    "access",
                    models.CharField(
                        choices=[("public", "public"), ("parties", "parties"), ("team", "team")],
                        max_length=20,
                    ),
                ),
                ("reference", models.CharField(max_length=500)),
                ("made_on", models.DateField(blank=True, null=True)),
                ("counts_digest", models.CharField(blank=True, max_length=64)),
                ("added_at", models.DateTimeField()),
                (
                    "panel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="assessment.panel",
                    ),
                ),
                (
                    "rater",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "rating",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="assessment.rating",
                    ),
                ),
            ],
            options={
                "verbose_name": "piece of evidence",
                "verbose_name_plural": "pieces of evidence",
                "ordering": ("rating", "id"),
            },
        ),
        migrations.CreateModel(
            name="Seat",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("submitted_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("recused_at", models.DateTimeField(blank=True, null=True)),
                ("recused_reason", models.CharField(blank=True, max_length=500)),
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
                    "panel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seats",
                        to="assessment.panel",
                    ),
                ),
                (
                    "rater",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "recused_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seats",
                        to="assessment.visit",
                    ),
                ),
            ],
            options={
                "verbose_name": "rater of a question",
                "verbose_name_plural": "raters of questions",
                "ordering": ("panel", "asked_at", "id"),
            },
        ),
        migrations.AddField(
            model_name="rating",
            name="seat",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="rating", to="assessment.seat"
            ),
        ),
        migrations.CreateModel(
            name="SelfScore",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("question", models.CharField(max_length=40)),
                (
                    "answer",
                    models.CharField(
                        choices=[
                            ("level", "level"),
                            ("not_applicable", "not_applicable"),
                            ("unknown", "unknown"),
                        ],
                        max_length=20,
                    ),
                ),
                ("level", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("reason", models.TextField(blank=True, max_length=4000)),
                ("language", models.CharField(blank=True, max_length=10)),
                ("saved_at", models.DateTimeField()),
                ("handed_in_at", models.DateTimeField(blank=True, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="self_scores",
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
                "verbose_name": "State's own score",
                "verbose_name_plural": "States' own scores",
                "ordering": ("visit", "question"),
            },
        ),
        migrations.CreateModel(
            name="VignetteRating",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("vignette", models.CharField(max_length=40)),
                (
                    "answer",
                    models.CharField(
                        choices=[
                            ("level", "level"),
                            ("not_applicable", "not_applicable"),
                            ("unknown", "unknown"),
                        ],
                        max_length=20,
                    ),
                ),
                ("level", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("reason", models.TextField(max_length=4000)),
                ("at", models.DateTimeField()),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="measures.edition"
                    ),
                ),
                (
                    "rater",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "rating of an invented case",
                "verbose_name_plural": "ratings of invented cases",
                "ordering": ("edition", "vignette"),
            },
        ),
        migrations.CreateModel(
            name="Voice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(choices=[("moved", "moved"), ("dissent", "dissent")], max_length=20),
                ),
                ("why", models.TextField(max_length=2000)),
                ("at", models.DateTimeField()),
                (
                    "agreed",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="voices",
                        to="assessment.agreed",
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "panel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="voices",
                        to="assessment.panel",
                    ),
                ),
                (
                    "rater",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "voice in a meeting",
                "verbose_name_plural": "voices in meetings",
                "ordering": ("panel", "at", "id"),
            },
        ),
        migrations.CreateModel(
            name="AreaStanding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("area", models.CharField(max_length=40)),
                ("ratings", models.PositiveIntegerField()),
                ("raters", models.PositiveIntegerField()),
                ("level", models.FloatField(blank=True, null=True)),
                ("low", models.FloatField(blank=True, null=True)),
                ("high", models.FloatField(blank=True, null=True)),
                ("reason", models.JSONField(blank=True, null=True)),
                (
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="standings",
                        to="assessment.visit",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="standings",
                        to="assessment.modelrun",
                    ),
                ),
            ],
            options={
                "verbose_name": "level of an area",
                "verbose_name_plural": "levels of areas",
                "ordering": ("run", "visit", "area"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("run", "visit", "area"), name="assessment_areastanding_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("high", None), ("level", None), ("low", None), ("reason__isnull", False)
                            ),
                            models.Q(
                                ("high__isnull", False), ("level__isnull", False), ("low__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="assessment_areastanding_interval",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AgreementFigure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("area", models.CharField(max_length=40)),
                ("question", models.CharField(blank=True, max_length=40)),
                ("units", models.PositiveIntegerField()),
                ("ratings", models.PositiveIntegerField()),
                ("alpha", models.FloatField(blank=True, null=True)),
                ("low", models.FloatField(blank=True, null=True)),
                ("high", models.FloatField(blank=True, null=True)),
                ("is_low", models.BooleanField(blank=True, null=True)),
                ("reason", models.JSONField(blank=True, null=True)),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agreements",
                        to="assessment.modelrun",
                    ),
                ),
            ],
            options={
                "verbose_name": "agreement of raters",
                "verbose_name_plural": "agreements of raters",
                "ordering": ("run", "area", "question"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("run", "area", "question"), name="assessment_agreementfigure_once"
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="panel",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["effect", "law", "practice"])),
                name="assessment_panel_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="panel",
            constraint=models.UniqueConstraint(fields=("visit", "question"), name="assessment_panel_once"),
        ),
        migrations.AddConstraint(
            model_name="panel",
            constraint=models.CheckConstraint(
                condition=models.Q(("agreed_at", None), ("shown_at__isnull", False), _connector="OR"),
                name="assessment_panel_shown_first",
            ),
        ),
        migrations.AddConstraint(
            model_name="panel",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_by", None), ("closed_reason", "")),
                    models.Q(
                        ("closed_by__isnull", False),
                        ("shown_at__isnull", False),
                        models.Q(("closed_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="assessment_panel_closed",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreed",
            constraint=models.CheckConstraint(
                condition=models.Q(("answer__in", ["level", "not_applicable", "unknown"])),
                name="assessment_agreed_answer_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreed",
            constraint=models.CheckConstraint(
                condition=models.Q(("sureness__in", ["high", "low", "moderate", "not_enough"])),
                name="assessment_agreed_sureness_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreed",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer__in", ["not_applicable", "unknown"]), ("level", None)),
                    models.Q(("answer", "level"), ("level__gte", 1), ("level__lte", 5)),
                    _connector="OR",
                ),
                name="assessment_agreed_level",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreed",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="assessment_agreed_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="raterstanding",
            constraint=models.UniqueConstraint(fields=("run", "rater"), name="assessment_raterstanding_once"),
        ),
        migrations.AddConstraint(
            model_name="ratingevidence",
            constraint=models.CheckConstraint(
                condition=models.Q(("stance__in", ["against", "for"])),
                name="assessment_ratingevidence_stance_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="ratingevidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "civil_society",
                            "court_decision",
                            "international_report",
                            "interview",
                            "legal_text",
                            "measured_practice",
                            "media",
                            "observation",
                            "official_record",
                            "research",
                            "self_declaration",
                        ],
                    )
                ),
                name="assessment_ratingevidence_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="ratingevidence",
            constraint=models.CheckConstraint(
                condition=models.Q(("access__in", ["parties", "public", "team"])),
                name="assessment_ratingevidence_access_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="ratingevidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "measured_practice"), models.Q(("counts_digest", ""), _negated=True)),
                    models.Q(models.Q(("kind", "measured_practice"), _negated=True), ("counts_digest", "")),
                    _connector="OR",
                ),
                name="assessment_ratingevidence_counts",
            ),
        ),
        migrations.AddIndex(
            model_name="seat",
            index=models.Index(fields=["rater", "visit"], name="assessment_seat_of_rater"),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.UniqueConstraint(fields=("panel", "rater"), name="assessment_seat_once"),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.CheckConstraint(
                condition=models.Q(("withdrawn_at", None), ("submitted_at__isnull", False), _connector="OR"),
                name="assessment_seat_withdrawn",
            ),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("recused_at", None), ("recused_by", None), ("recused_reason", "")),
                    models.Q(
                        ("recused_at__isnull", False),
                        ("recused_by__isnull", False),
                        models.Q(("recused_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="assessment_seat_recused",
            ),
        ),
        migrations.AddConstraint(
            model_name="rating",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["draft", "submitted", "withdrawn"])),
                name="assessment_rating_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="rating",
            constraint=models.CheckConstraint(
                condition=models.Q(("answer__in", ["", "level", "not_applicable", "unknown"])),
                name="assessment_rating_answer_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="rating",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer__in", ["not_applicable", "unknown", ""]), ("level", None)),
                    models.Q(("answer", "level"), ("level__gte", 1), ("level__lte", 5)),
                    _connector="OR",
                ),
                name="assessment_rating_level",
            ),
        ),
        migrations.AddConstraint(
            model_name="rating",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "draft"),
                    models.Q(
                        models.Q(("answer", ""), _negated=True), models.Q(("reason", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="assessment_rating_complete",
            ),
        ),
        migrations.AddConstraint(
            model_name="selfscore",
            constraint=models.CheckConstraint(
                condition=models.Q(("answer__in", ["level", "not_applicable", "unknown"])),
                name="assessment_selfscore_answer_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="selfscore",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer__in", ["not_applicable", "unknown"]), ("level", None)),
                    models.Q(("answer", "level"), ("level__gte", 1), ("level__lte", 5)),
                    _connector="OR",
                ),
                name="assessment_selfscore_level",
            ),
        ),
        migrations.AddConstraint(
            model_name="selfscore",
            constraint=models.UniqueConstraint(
                fields=("visit", "question"), name="assessment_selfscore_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="vignetterating",
            constraint=models.CheckConstraint(
                condition=models.Q(("answer__in", ["level", "not_applicable", "unknown"])),
                name="assessment_vignetterating_answer_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="vignetterating",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer__in", ["not_applicable", "unknown"]), ("level", None)),
                    models.Q(("answer", "level"), ("level__gte", 1), ("level__lte", 5)),
                    _connector="OR",
                ),
                name="assessment_vignetterating_level",
            ),
        ),
        migrations.AddConstraint(
            model_name="vignetterating",
            constraint=models.UniqueConstraint(
                fields=("edition", "vignette", "rater"), name="assessment_vignetterating_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="vignetterating",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="assessment_vignetterating_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="voice",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["dissent", "moved"])), name="assessment_voice_kind_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="voice",
            constraint=models.UniqueConstraint(
                fields=("agreed", "rater", "kind"), name="assessment_voice_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="voice",
            constraint=models.CheckConstraint(
                condition=models.Q(("why", ""), _negated=True), name="assessment_voice_why"
            ),
        ),
        migrations.CreateModel(
            name="ExpertAnswer",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                (
                    "answer",
                    models.CharField(
                        choices=[
                            ("level", "level"),
                            ("not_applicable", "not_applicable"),
                            ("unknown", "unknown"),
                        ],
                        max_length=20,
                    ),
                ),
                ("level", models.PositiveSmallIntegerField(null=True)),
            ],
            options={
                "verbose_name": "expert's answer",
                "verbose_name_plural": "experts' answers",
                "db_table": "assessment_expertanswer",
                "ordering": ("panel", "level", "answer"),
                "managed": False,
            },
        ),
        migrations.RunSQL(_PANEL, "DROP FUNCTION assessment_panel_stands()"),
        migrations.RunSQL(_SEAT, "DROP FUNCTION assessment_seat_own()"),
        migrations.RunSQL(_RATING, "DROP FUNCTION assessment_rating_stands()"),
        _trigger("assessment_panel", "assessment_panel_stands"),
        _trigger("assessment_seat", "assessment_seat_own"),
        _trigger("assessment_rating", "assessment_rating_stands"),
    ]
