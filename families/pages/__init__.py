"""Pages of the families app."""
