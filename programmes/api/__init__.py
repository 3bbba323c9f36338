"""The API of the programmes app."""
