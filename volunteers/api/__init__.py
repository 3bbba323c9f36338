"""The API of the volunteers app."""
