"""Use cases of the volunteers app."""
