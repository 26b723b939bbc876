"""Who answers for a partner takes away the sight of a visit that its invitation gave to everybody there."""

from django.db import migrations

_PARTNER = """    partner text := concat('any/', organisation);
"""
_ASKED = """array_remove(array_remove(OLD.seats_asked, seat), partner) = array_remove(array_remove(NEW.seats_asked, seat), partner)
        AND (partner = ANY (OLD.seats_asked) OR partner <> ALL (NEW.seats_asked))"""
_ASKED_BEFORE = "array_remove(OLD.seats_asked, seat) = array_remove(NEW.seats_asked, seat)"


def _sides(partner: str, asked: str) -> str:
    return f"""
CREATE OR REPLACE FUNCTION assessment_visit_sides() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
DECLARE
    organisation text := current_setting('catenary.organisation', true);
    seat text := concat(current_setting('catenary.person', true), '/', organisation);
{partner}    kept text[] := ARRAY['id', 'public_id', 'body_id', 'visited_id', 'made_by_id', 'made_at'];
    moved text[] := ARRAY['stage', 'stopped_in'];
    seated text[] := ARRAY['seats_asked', 'seats_on', 'leader_seat'];
BEGIN
    IF current_user <> 'catenary_web' THEN RETURN NEW; END IF;
    IF organisation = OLD.body_id::text THEN
        IF (SELECT bool_and(to_jsonb(OLD) -> each = to_jsonb(NEW) -> each) FROM unnest(kept) AS each) AND NOT EXISTS (
            SELECT FROM unnest(NEW.seats_on || NEW.leader_seat) AS given
            WHERE given <> '' AND given <> ALL (OLD.seats_on || OLD.leader_seat) AND NOT EXISTS (
                SELECT FROM public.assessment_member member WHERE member.visit_id = OLD.id AND member.state = 'on'
                    AND concat(member.person_id, '/', member.organisation_id) = given)) THEN
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
        AND {asked}
        AND array_remove(OLD.seats_on, seat) = array_remove(NEW.seats_on, seat)
        AND (NEW.leader_seat = OLD.leader_seat
            OR OLD.leader_seat IN ('', seat) AND NEW.leader_seat IN ('', seat)) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a visit is changed by each side as its own steps allow' USING ERRCODE = 'insufficient_privilege';
END $$
"""  # noqa: S608  our own words


class Migration(migrations.Migration):
    dependencies = [("assessment", "0009_pack_trails")]

    operations = [migrations.RunSQL(_sides(_PARTNER, _ASKED), _sides("", _ASKED_BEFORE))]
