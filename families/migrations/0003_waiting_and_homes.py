"""Waiting since is set once; children are at one home in a week."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION waiting_since_is_set_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.waiting_since IS NOT NULL AND NEW.waiting_since IS DISTINCT FROM OLD.waiting_since THEN
        RAISE EXCEPTION 'waiting since is set once' USING ERRCODE = 'integrity_constraint_violation',
            CONSTRAINT = 'waiting_since_is_set_once';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER waiting_since_stays BEFORE UPDATE ON families_family
    FOR EACH ROW EXECUTE FUNCTION waiting_since_is_set_once();
ALTER TABLE families_home ADD CONSTRAINT children_are_at_one_home_in_a_week EXCLUDE USING gist (
    int8range(family_id, family_id, '[]') WITH &&,
    (CASE rhythm WHEN 'week_a' THEN int4range(0, 1) WHEN 'week_b' THEN int4range(1, 2) ELSE int4range(0, 2) END) WITH &&
) DEFERRABLE INITIALLY DEFERRED;
"""
BACKWARD = """
ALTER TABLE families_home DROP CONSTRAINT children_are_at_one_home_in_a_week;
DROP TRIGGER waiting_since_stays ON families_family;
DROP FUNCTION waiting_since_is_set_once();
"""


class Migration(migrations.Migration):
    dependencies = [("families", "0002_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
