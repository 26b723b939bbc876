"""The database keeps by itself what may not change, whoever asks: frozen editions and their maps, words, steps, comments."""

from django.db import migrations

_REFUSE = """
CREATE FUNCTION measures_refuse() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    RAISE EXCEPTION 'the method''s record is kept: % on % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$
"""

# what was put out for comments is what is frozen, and a frozen edition may do nothing but retire
_EDITION = """
CREATE FUNCTION measures_edition_stands() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
DECLARE
    before jsonb := to_jsonb(OLD);
    after jsonb := to_jsonb(NEW);
    may text[] := ARRAY['state', 'version'];
BEGIN
    IF OLD.state = 'drafted' THEN
        IF NEW.state IN ('drafted', 'consulted') THEN RETURN NEW; END IF;
    ELSIF OLD.state = 'consulted' THEN
        may := may || ARRAY['rounds', 'comments_until', 'frozen_by_id', 'frozen_at'];
        IF NEW.state IN ('drafted', 'consulted', 'frozen') AND before - may = after - may THEN RETURN NEW; END IF;
    ELSIF OLD.state = 'frozen' THEN
        may := may || ARRAY['retired_at'];
        IF NEW.state IN ('frozen', 'retired') AND before - may = after - may THEN RETURN NEW; END IF;
    END IF;
    RAISE EXCEPTION 'an edition that is % does not change so', OLD.state USING ERRCODE = 'insufficient_privilege';
END $$
"""

_COMMENT = """
CREATE FUNCTION measures_comment_stands() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
DECLARE
    may text[] := ARRAY['answer', 'answered_by_id', 'answered_at'];
BEGIN
    IF to_jsonb(OLD) - may <> to_jsonb(NEW) - may THEN
        RAISE EXCEPTION 'a comment keeps its words' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$
"""

_MAP = """
CREATE FUNCTION measures_map_stands() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    IF EXISTS (SELECT FROM public.measures_edition edition
               WHERE edition.id = OLD.edition_id AND edition.state IN ('frozen', 'retired')) THEN
        RAISE EXCEPTION 'the map of a frozen edition stands' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$
"""


def _trigger(table: str, when: str, function: str, each: str = "ROW") -> migrations.RunSQL:
    name = f"{function}_on_{table}"
    return migrations.RunSQL(
        [
            f"CREATE TRIGGER {name} BEFORE {when} ON {table} FOR EACH {each} EXECUTE FUNCTION {function}()",
            # also where somebody plays at being a replica, which switches ordinary triggers off
            f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}",
        ],
        f"DROP TRIGGER {name} ON {table}",
    )


class Migration(migrations.Migration):
    dependencies = [("measures", "0001_editions")]

    operations = [
        migrations.RunSQL(_REFUSE, "DROP FUNCTION measures_refuse()"),
        migrations.RunSQL(_EDITION, "DROP FUNCTION measures_edition_stands()"),
        migrations.RunSQL(_COMMENT, "DROP FUNCTION measures_comment_stands()"),
        migrations.RunSQL(_MAP, "DROP FUNCTION measures_map_stands()"),
        migrations.RunSQL(
            """ALTER TABLE measures_editiontext ADD CONSTRAINT measures_editiontext_digest
               CHECK (digest = encode(sha256(canonical), 'hex'))""",
            "ALTER TABLE measures_editiontext DROP CONSTRAINT measures_editiontext_digest",
        ),
        migrations.RunSQL(
            """ALTER TABLE measures_edition ADD CONSTRAINT measures_edition_words FOREIGN KEY (id, digest)
               REFERENCES measures_editiontext (edition_id, digest) DEFERRABLE INITIALLY DEFERRED""",
            "ALTER TABLE measures_edition DROP CONSTRAINT measures_edition_words",
        ),
        _trigger("measures_edition", "UPDATE", "measures_edition_stands"),
        _trigger("measures_edition", "DELETE OR TRUNCATE", "measures_refuse", "STATEMENT"),
        _trigger("measures_editiontext", "UPDATE OR DELETE OR TRUNCATE", "measures_refuse", "STATEMENT"),
        _trigger("measures_editionstep", "UPDATE OR DELETE OR TRUNCATE", "measures_refuse", "STATEMENT"),
        _trigger("measures_editioncomment", "UPDATE", "measures_comment_stands"),
        _trigger("measures_editioncomment", "DELETE OR TRUNCATE", "measures_refuse", "STATEMENT"),
        _trigger("measures_carryover", "UPDATE", "measures_map_stands"),
        _trigger("measures_carryover", "DELETE OR TRUNCATE", "measures_refuse", "STATEMENT"),
    ]
