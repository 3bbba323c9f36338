"""Pages of the programmes app."""
