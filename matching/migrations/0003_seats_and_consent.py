"""No volunteer above capacity, no match without consent: guarded by the database.

Both sides of the capacity rule lock the volunteer's row, so that a match and a lower
capacity at the same instant see each other.
"""

from django.db import migrations

FORWARD = """
CREATE FUNCTION match_takes_a_lawful_seat() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE seats integer;
BEGIN
    IF NEW.state IN ('completed', 'declined', 'expired', 'no_click', 'ended_early') THEN
        RETURN NEW;
    END IF;
    SELECT capacity INTO seats FROM volunteers_volunteer WHERE id = NEW.volunteer_id FOR UPDATE;
    IF NEW.seat > seats THEN
        RAISE EXCEPTION 'no seat left' USING ERRCODE = 'integrity_constraint_violation',
            CONSTRAINT = 'no_volunteer_above_capacity';
    END IF;
    IF NOT EXISTS (SELECT 1 FROM families_consent WHERE family_id = NEW.family_id AND withdrawn_on IS NULL) THEN
        RAISE EXCEPTION 'no consent' USING ERRCODE = 'integrity_constraint_violation',
            CONSTRAINT = 'no_match_without_consent';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER match_is_lawful BEFORE INSERT OR UPDATE OF state, seat, volunteer_id, family_id ON matching_match
    FOR EACH ROW EXECUTE FUNCTION match_takes_a_lawful_seat();

CREATE FUNCTION capacity_covers_open_matches() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM matching_match
               WHERE volunteer_id = NEW.id AND seat > NEW.capacity AND state NOT IN ('completed', 'declined', 'expired', 'no_click', 'ended_early')) THEN
        RAISE EXCEPTION 'open matches hold these seats' USING ERRCODE = 'integrity_constraint_violation',
            CONSTRAINT = 'no_volunteer_above_capacity';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER capacity_is_kept BEFORE UPDATE OF capacity ON volunteers_volunteer
    FOR EACH ROW EXECUTE FUNCTION capacity_covers_open_matches();
"""
BACKWARD = """
DROP TRIGGER capacity_is_kept ON volunteers_volunteer;
DROP FUNCTION capacity_covers_open_matches();
DROP TRIGGER match_is_lawful ON matching_match;
DROP FUNCTION match_takes_a_lawful_seat();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("matching", "0002_initial"),
        ("volunteers", "0001_initial"),
        ("families", "0003_waiting_and_homes"),
    ]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
