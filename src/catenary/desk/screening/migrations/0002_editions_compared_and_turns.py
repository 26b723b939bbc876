import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import catenary.basis.ids


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0001_initial"),
        ("mandate", "0011_first_people"),
        ("screening", "0001_lists_checks_candidates"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Rescreening",
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
                ("basis", models.CharField(blank=True, max_length=40)),
                ("asked_at", models.DateTimeField()),
                ("to_do", models.PositiveIntegerField()),
                ("done", models.PositiveIntegerField(default=0)),
                ("last", models.BigIntegerField(default=0)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "re-screening",
                "ordering": ("-asked_at", "-id"),
            },
        ),
        migrations.RemoveConstraint(
            model_name="judged",
            name="screening_judged_once",
        ),
        migrations.AddField(
            model_name="candidate",
            name="opened_for",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name="candidate",
            name="turn",
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.AddField(
            model_name="judged",
            name="turn",
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.AddField(
            model_name="listfile",
            name="changes",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="mandate.heldrecord",
            ),
        ),
        migrations.AddField(
            model_name="listfile",
            name="digests",
            field=models.BinaryField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name="judged",
            constraint=models.UniqueConstraint(
                fields=("candidate", "judge", "turn"), name="screening_judged_once"
            ),
        ),
        migrations.AddField(
            model_name="rescreening",
            name="asked_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="rescreening",
            name="index",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="rescreenings",
                to="screening.builtindex",
            ),
        ),
        migrations.AddField(
            model_name="rescreening",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.organisation"
            ),
        ),
    ]
