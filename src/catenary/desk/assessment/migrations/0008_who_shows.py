"""Who shows a panel is asked when it is shown, not ever after; seats are of members who said yes; a score handed in stands."""

from django.db import migrations

# all who rate it have handed in, and are two or more; or whoever leads the team closes it in their own name
_SHOWS = """
    IF OLD.shown_at IS NULL AND NEW.shown_at IS NOT NULL AND (
        NEW.closed_by_id IS NULL AND (
            SELECT count(*) >= 2 AND bool_and(rates.submitted_at IS NOT NULL) FROM public.assessment_seat rates
            WHERE rates.panel_id = OLD.id AND rates.recused_at IS NULL)
        OR NEW.closed_by_id::text = current_setting('catenary.person', true) AND EXISTS (
            SELECT FROM public.assessment_visit visit WHERE visit.id = OLD.visit_id AND visit.leader_seat = concat(
                current_setting('catenary.person', true), '/', current_setting('catenary.organisation', true)))
    ) IS NOT TRUE THEN
        RAISE EXCEPTION 'a panel is shown once all have handed in, or by its leader' USING ERRCODE = 'insufficient_privilege';
    END IF;
"""

_ARE_ON = """ AND NOT EXISTS (
            SELECT FROM unnest(NEW.seats_on || NEW.leader_seat) AS given
            WHERE given <> '' AND given <> ALL (OLD.seats_on || OLD.leader_seat) AND NOT EXISTS (
                SELECT FROM public.assessment_member member WHERE member.visit_id = OLD.id AND member.state = 'on'
                    AND concat(member.person_id, '/', member.organisation_id) = given))
"""

_SCORE = """
CREATE FUNCTION assessment_selfscore_stands() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    IF OLD.handed_in_at IS NULL THEN RETURN NEW; END IF;
    RAISE EXCEPTION 'a score that was handed in stands' USING ERRCODE = 'insufficient_privilege';
END $$
"""
_SCORE_TRIGGER = """
CREATE TRIGGER assessment_selfscore_kept BEFORE UPDATE ON assessment_selfscore
    FOR EACH ROW EXECUTE FUNCTION assessment_selfscore_stands()
"""


def _panel(shows: str) -> str:
    return f"""
CREATE OR REPLACE FUNCTION assessment_panel_stands() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
DECLARE
    may text[] := ARRAY['shown_at', 'closed_by_id', 'closed_reason', 'agreed_at'];
BEGIN
    IF OLD.shown_at IS NOT NULL THEN may := ARRAY['agreed_at']; END IF;
    IF OLD.agreed_at IS NOT NULL THEN may := ARRAY[]::text[]; END IF;
    IF to_jsonb(OLD) - may <> to_jsonb(NEW) - may THEN
        RAISE EXCEPTION 'a panel keeps what was asked, shown and agreed' USING ERRCODE = 'insufficient_privilege';
    END IF;{shows}
    RETURN NEW;
END $$
"""


def _sides(are_on: str) -> str:
    return f"""
CREATE OR REPLACE FUNCTION assessment_visit_sides() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
DECLARE
    organisation text := current_setting('catenary.organisation', true);
    seat text := concat(current_setting('catenary.person', true), '/', organisation);
    kept text[] := ARRAY['id', 'public_id', 'body_id', 'visited_id', 'made_by_id', 'made_at'];
    moved text[] := ARRAY['stage', 'stopped_in'];
    seated text[] := ARRAY['seats_asked', 'seats_on', 'leader_seat'];
BEGIN
    IF current_user <> 'catenary_web' THEN RETURN NEW; END IF;
    IF organisation = OLD.body_id::text THEN
        IF (SELECT bool_and(to_jsonb(OLD) -> each = to_jsonb(NEW) -> each) FROM unnest(kept) AS each){are_on} THEN
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
"""  # noqa: S608  our own words


class Migration(migrations.Migration):
    dependencies = [("assessment", "0007_words")]

    operations = [
        migrations.RunSQL(_panel(_SHOWS), _panel("")),
        migrations.RunSQL(_sides(_ARE_ON), _sides("")),
        migrations.RunSQL(_SCORE, "DROP FUNCTION assessment_selfscore_stands()"),
        migrations.RunSQL(
            [
                _SCORE_TRIGGER,
                # also where somebody plays at being a replica, which switches ordinary triggers off
                "ALTER TABLE assessment_selfscore ENABLE ALWAYS TRIGGER assessment_selfscore_kept",
            ],
            "DROP TRIGGER assessment_selfscore_kept ON assessment_selfscore",
        ),
    ]
