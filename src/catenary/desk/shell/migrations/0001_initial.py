"""The table of the cache: rate limits of sign-in live there, so that every process counts together."""

from django.db import migrations

_TABLE = """
CREATE TABLE shell_cache (cache_key varchar(255) PRIMARY KEY, value text NOT NULL, expires timestamptz NOT NULL);
CREATE INDEX shell_cache_expires ON shell_cache (expires);
"""


class Migration(migrations.Migration):
    """An unlogged cache would be quicker; a restart must not forget who was locked out."""

    initial = True
    dependencies = ()
    operations = (migrations.RunSQL(_TABLE, "DROP TABLE shell_cache"),)
