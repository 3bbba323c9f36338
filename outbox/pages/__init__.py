"""Pages of the outbox: what is sent by hand, and asking for a link to log in."""
