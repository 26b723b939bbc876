"""A visit keeps the run of the model that it was adopted with; a released report keeps its State and its PDF."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("assessment", "0011_pause_requests"),
        ("directory", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="visit",
            name="adopted_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="visit",
            name="adopted_run",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="assessment.modelrun",
            ),
        ),
        migrations.AddConstraint(
            model_name="visit",
            constraint=models.CheckConstraint(
                condition=models.Q(("adopted_run", None), ("adopted_at__isnull", False), _connector="OR"),
                name="assessment_visit_levels_adopted_when",
            ),
        ),
        # both are filled by the next migration, and never empty from then on
        migrations.AddField(
            model_name="areastanding",
            name="told_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="releasedreport",
            name="visited",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="directory.organisation",
            ),
        ),
        migrations.CreateModel(
            name="ReleasedPdf",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("content", models.BinaryField()),
                ("digest", models.CharField(max_length=64)),
                ("replaced", models.PositiveIntegerField()),
                ("made_at", models.DateTimeField()),
                (
                    "report",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pdf",
                        to="assessment.releasedreport",
                    ),
                ),
            ],
            options={
                "verbose_name": "released report as PDF",
                "verbose_name_plural": "released reports as PDF",
                "ordering": ("report",),
            },
        ),
    ]
