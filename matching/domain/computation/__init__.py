"""The computation of a run, in a process of its own that knows no Django and no database.

``python -m matching.domain.computation`` reads an order and the frozen columns of people,
tells its progress, and gives the outcome; see `wire` for the lines that go to and fro.
"""
