"""How many entries an export withholds and a verification leaves unproved; the keys an export is verified with."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_append_only")]

    operations = [
        migrations.AddField("export", "keys", models.JSONField(blank=True, default=list)),
        migrations.AddField("export", "withheld", models.BigIntegerField(blank=True, null=True)),
        migrations.AddField("verification", "not_proved", models.BigIntegerField(blank=True, null=True)),
    ]
