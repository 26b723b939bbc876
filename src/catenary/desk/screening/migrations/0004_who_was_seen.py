from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("screening", "0003_answers_told"),
    ]

    operations = [
        migrations.AddField(
            model_name="check",
            name="seen",
            field=models.CharField(blank=True, max_length=32),
        ),
    ]
