"""The tables that the models describe are the tables that the migrations make."""

from io import StringIO

from django.core.management import call_command


def test_no_model_differs_from_its_migrations(db):
    told = StringIO()
    call_command("makemigrations", check=True, dry_run=True, stdout=told)
    assert "No changes detected" in told.getvalue()
