"""The API of the families app."""
