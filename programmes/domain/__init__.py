"""Use cases of the programmes app."""
