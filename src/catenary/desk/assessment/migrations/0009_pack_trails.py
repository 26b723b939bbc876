"""Of what came back in an offline pack: which states of the answers it went on from."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("assessment", "0008_who_shows"),
    ]

    operations = [
        migrations.AddField(
            model_name="broughtpack",
            name="earlier",
            field=models.JSONField(blank=True, default=list),
        ),
    ]
