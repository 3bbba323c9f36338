"""Plain values: no Django, no database."""
