"""Pages of the matching app."""
