"""The database keeps the log append-only by itself, whoever asks, its owner too."""

from django.db import migrations

_KEPT = ("ledger_event", "ledger_leaf", "ledger_node", "ledger_checkpoint")

_REFUSE = """
CREATE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    RAISE EXCEPTION 'the ledger is append-only: % on % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$
"""

# every entry is queued by the database itself, so that none can be written past the order
_TAKE_IN = """
CREATE FUNCTION ledger_take_in() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, public AS $$
DECLARE
    told jsonb := convert_from(NEW.entry, 'UTF8')::jsonb;
BEGIN
    IF (told ->> 'id') IS DISTINCT FROM NEW.id::text
        OR (told ->> 'at')::timestamptz IS DISTINCT FROM NEW.at
        OR (told ->> 'actor') IS DISTINCT FROM NEW.actor
        OR (told ->> 'room') IS DISTINCT FROM NEW.room
        OR (told ->> 'act') IS DISTINCT FROM NEW.act
        OR coalesce(told ->> 'purpose', '') IS DISTINCT FROM NEW.purpose
        OR coalesce(told -> 'records' ->> 0, '') IS DISTINCT FROM NEW.record
    THEN
        RAISE EXCEPTION 'the columns of a ledger entry differ from the entry' USING ERRCODE = 'check_violation';
    END IF;
    INSERT INTO public.ledger_queued (event_id, queued_at) VALUES (NEW.id, clock_timestamp());
    RETURN NULL;
END $$
"""

_HASH = r"""
ALTER TABLE ledger_event ADD CONSTRAINT ledger_event_hash CHECK (leaf_hash = sha256('\x00'::bytea || entry))
"""


def _kept(table: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        [
            f"""CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
                FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()""",
            # also where somebody plays at being a replica, which switches ordinary triggers off
            f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_kept",
        ],
        f"DROP TRIGGER {table}_kept ON {table}",
    )


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]

    operations = [
        migrations.RunSQL(_REFUSE, "DROP FUNCTION ledger_refuse()"),
        migrations.RunSQL(_TAKE_IN, "DROP FUNCTION ledger_take_in()"),
        migrations.RunSQL(_HASH, "ALTER TABLE ledger_event DROP CONSTRAINT ledger_event_hash"),
        *map(_kept, _KEPT),
        migrations.RunSQL(
            [
                """CREATE TRIGGER ledger_event_taken_in AFTER INSERT ON ledger_event
                    FOR EACH ROW EXECUTE FUNCTION ledger_take_in()""",
                "ALTER TABLE ledger_event ENABLE ALWAYS TRIGGER ledger_event_taken_in",
            ],
            "DROP TRIGGER ledger_event_taken_in ON ledger_event",
        ),
    ]
