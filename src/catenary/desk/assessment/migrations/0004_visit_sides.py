"""A visit's row is its body's: the State moves it by the State's own steps alone, whoever was invited changes their own seat alone."""

from django.db import migrations

_FUNCTION = """
CREATE FUNCTION assessment_visit_sides() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
DECLARE
    organisation text := current_setting('catenary.organisation', true);
    seat text := concat(current_setting('catenary.person', true), '/', organisation);
    kept text[] := ARRAY['id', 'public_id', 'body_id', 'visited_id', 'made_by_id', 'made_at'];
    moved text[] := ARRAY['stage', 'stopped_in'];
    seated text[] := ARRAY['seats_asked', 'seats_on', 'leader_seat'];
BEGIN
    IF current_user <> 'catenary_web' THEN RETURN NEW; END IF;
    IF organisation = OLD.body_id::text THEN
        IF (SELECT bool_and(to_jsonb(OLD) -> each = to_jsonb(NEW) -> each) FROM unnest(kept) AS each) THEN
            RETURN NEW;
        END IF;
    ELSIF organisation = OLD.visited_id::text THEN
        IF to_jsonb(OLD) - moved = to_jsonb(NEW) - moved AND (
            (OLD.stage, OLD.stopped_in) = (NEW.stage, NEW.stopped_in)
            OR NEW.stopped_in = '' AND (OLD.stage, NEW.stage) IN (
                ('consent_asked', 'composing'), ('consent_asked', 'refused'),
                ('commenting', 'answering'), ('adopted', 'following'))
            OR NEW.stage = 'withdrawn' AND NEW.stopped_in = OLD.stage AND OLD.stage IN (
                'composing', 'preparing', 'visiting', 'drafting', 'commenting', 'answering', 'adopting')
            OR OLD.stage = 'withdrawn' AND NEW.stage = OLD.stopped_in AND NEW.stopped_in = ''
        ) THEN
            RETURN NEW;
        END IF;
    ELSIF to_jsonb(OLD) - seated = to_jsonb(NEW) - seated
        AND array_remove(OLD.seats_asked, seat) = array_remove(NEW.seats_asked, seat)
        AND array_remove(OLD.seats_on, seat) = array_remove(NEW.seats_on, seat)
        AND (NEW.leader_seat = OLD.leader_seat
            OR OLD.leader_seat IN ('', seat) AND NEW.leader_seat IN ('', seat)) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a visit is changed by each side as its own steps allow' USING ERRCODE = 'insufficient_privilege';
END $$
"""
_TRIGGER = """
CREATE TRIGGER assessment_visit_sides_kept BEFORE UPDATE ON assessment_visit
    FOR EACH ROW EXECUTE FUNCTION assessment_visit_sides()
"""


class Migration(migrations.Migration):
    dependencies = [("assessment", "0003_reports")]

    operations = [
        migrations.RunSQL(_FUNCTION, "DROP FUNCTION assessment_visit_sides()"),
        migrations.RunSQL(
            [
                _TRIGGER,
                # also where somebody plays at being a replica, which switches ordinary triggers off
                "ALTER TABLE assessment_visit ENABLE ALWAYS TRIGGER assessment_visit_sides_kept",
            ],
            "DROP TRIGGER assessment_visit_sides_kept ON assessment_visit",
        ),
    ]
