"""Use cases of the families app."""
