"""History is append-only: the database refuses to change or remove a line.

Forgetting an account may empty ``by``; nothing else ever changes.
"""

from django.db import migrations

FORWARD = """
CREATE FUNCTION history_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.by_id IS NULL
       AND (to_jsonb(NEW) - 'by_id') = (to_jsonb(OLD) - 'by_id') THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'history is append-only' USING ERRCODE = 'integrity_constraint_violation',
        CONSTRAINT = 'history_is_append_only';
END $$;
CREATE TRIGGER state_changes_stay BEFORE UPDATE OR DELETE ON programmes_statechange
    FOR EACH ROW EXECUTE FUNCTION history_is_append_only();
CREATE TRIGGER looks_stay BEFORE UPDATE OR DELETE ON programmes_accesslog
    FOR EACH ROW EXECUTE FUNCTION history_is_append_only();
"""
BACKWARD = """
DROP TRIGGER looks_stay ON programmes_accesslog;
DROP TRIGGER state_changes_stay ON programmes_statechange;
DROP FUNCTION history_is_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("programmes", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
