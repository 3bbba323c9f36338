"""Use cases of the matching app."""
