"""The view of officers is known to Django; the wall makes the view itself (`row_security.VIEWS`)."""

from django.db import migrations, models

from catenary.core.mandate.model import Role


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0001_initial"),
        ("mandate", "0003_records"),
    ]

    operations = [
        migrations.CreateModel(
            name="Officer",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("person_id", models.BigIntegerField()),
                ("public_id", models.UUIDField()),
                ("name", models.CharField(max_length=300)),
                (
                    "role",
                    models.CharField(choices=[(role.value, role.value) for role in Role], max_length=40),
                ),
                ("state", models.CharField(max_length=20)),
            ],
            options={
                "verbose_name": "officer",
                "db_table": "mandate_officer",
                "ordering": ("name", "public_id", "state", "role"),
                "managed": False,
            },
        ),
    ]
