"""The API of the matching app."""
