"""Use cases of the outbox app."""
