"""The database knows in one place which matches have ended: taken back is one of them."""

from django.db import migrations

ENDED = "('completed', 'declined', 'expired', 'no_click', 'ended_early')"
ONE_PLACE = """
CREATE FUNCTION match_has_ended(state text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT state IN ('completed', 'taken_back', 'declined', 'expired', 'no_click', 'ended_early')
$$;
"""
FUNCTIONS = """
CREATE OR REPLACE FUNCTION match_takes_a_lawful_seat() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF <<NEW.state>> THEN
        RETURN NEW;
    END IF;
    PERFORM 1 FROM volunteers_volunteer WHERE id IN (NEW.volunteer_id, NEW.partner_id) ORDER BY id FOR UPDATE;
    IF EXISTS (SELECT 1 FROM volunteers_volunteer WHERE (id = NEW.volunteer_id AND capacity < NEW.seat)
               OR (id = NEW.partner_id AND capacity < NEW.partner_seat)) THEN
        RAISE EXCEPTION 'no seat left' USING ERRCODE = 'integrity_constraint_violation',
            CONSTRAINT = 'no_volunteer_above_capacity';
    END IF;
    IF EXISTS (SELECT 1 FROM matching_match WHERE id <> NEW.id AND NOT <<state>>
               AND ((partner_id = NEW.volunteer_id AND partner_seat = NEW.seat)
                    OR (volunteer_id = NEW.partner_id AND seat = NEW.partner_seat))) THEN
        RAISE EXCEPTION 'the seat is taken' USING ERRCODE = 'integrity_constraint_violation',
            CONSTRAINT = 'a_seat_is_taken_once';
    END IF;
    IF EXISTS (SELECT 1 FROM matching_match WHERE id <> NEW.id AND NOT <<state>>
               AND family_id = NEW.family_id
               AND (volunteer_id = NEW.partner_id OR partner_id IN (NEW.volunteer_id, NEW.partner_id))) THEN
        RAISE EXCEPTION 'the readers are not two' USING ERRCODE = 'integrity_constraint_violation',
            CONSTRAINT = 'two_readers_differ';
    END IF;
    IF NOT EXISTS (SELECT 1 FROM families_consent WHERE family_id = NEW.family_id AND withdrawn_on IS NULL) THEN
        RAISE EXCEPTION 'no consent' USING ERRCODE = 'integrity_constraint_violation',
            CONSTRAINT = 'no_match_without_consent';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION capacity_covers_open_matches() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM matching_match WHERE NOT <<state>>
               AND ((volunteer_id = NEW.id AND seat > NEW.capacity)
                    OR (partner_id = NEW.id AND partner_seat > NEW.capacity))) THEN
        RAISE EXCEPTION 'open matches hold these seats' USING ERRCODE = 'integrity_constraint_violation',
            CONSTRAINT = 'no_volunteer_above_capacity';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION duo_lasts_as_long_as_its_matches() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM matching_match WHERE NOT <<state>>
               AND volunteer_id IN (OLD.first_id, OLD.second_id) AND partner_id IN (OLD.first_id, OLD.second_id)) THEN
        RAISE EXCEPTION 'they read together' USING ERRCODE = 'integrity_constraint_violation',
            CONSTRAINT = 'open_matches_of_a_duo';
    END IF;
    RETURN NEW;
END $$;
"""


def functions(ended: str) -> str:
    """Write the trigger functions with one way of asking whether a match has ended."""
    new, other = ended.format("NEW.state"), ended.format("state")
    return FUNCTIONS.replace("<<NEW.state>>", new).replace("<<state>>", other)


class Migration(migrations.Migration):
    dependencies = [("matching", "0008_coordinators_workplace")]
    operations = [
        migrations.RunSQL(
            ONE_PLACE + functions("match_has_ended({})"),
            functions(f"({{}} IN {ENDED})") + "DROP FUNCTION match_has_ended(text);",
        )
    ]
