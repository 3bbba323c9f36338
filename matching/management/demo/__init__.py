"""Drawn people for a demo: real places, invented names, the same for the same seed."""
