"""How well an outcome does, in the same figures for a run and for first come, first served."""

from typing import Any

from rest_framework import serializers

from matching.models import RunFigures


class TravelSerializer(serializers.Serializer[Any]):
    """Minutes one way of the placed pairs."""

    mean = serializers.FloatField()
    p90 = serializers.IntegerField()
    longest = serializers.IntegerField()


class DaysSerializer(serializers.Serializer[Any]):
    """Days waited."""

    mean = serializers.FloatField()
    median = serializers.FloatField()
    longest = serializers.IntegerField()


class WaitedSerializer(serializers.Serializer[Any]):
    """Days waited by families that got a reader, and by those that did not."""

    placed = DaysSerializer()
    unplaced = DaysSerializer()


class OutcomeSerializer(serializers.Serializer[Any]):
    """One outcome; the objective is urgent, placed, waiting bands, quality, kept. Null: not measured then."""

    waiting = serializers.IntegerField()
    placed = serializers.IntegerField()
    objective = serializers.ListField(child=serializers.IntegerField())
    travel = TravelSerializer(allow_null=True)
    waited = WaitedSerializer(allow_null=True)
    common_slots = serializers.FloatField(allow_null=True)


def of_run(figures: RunFigures) -> dict[str, Any]:
    """Give the outcome of a run."""
    return {
        "waiting": figures.waiting,
        "placed": figures.placed,
        "objective": figures.objective,
        **_measures(figures.measures),
    }


def of_baseline(figures: RunFigures) -> dict[str, Any]:
    """Give what first come, first served would have come to."""
    return {
        "waiting": figures.waiting,
        "placed": figures.baseline_placed,
        "objective": figures.baseline_objective,
        **_measures(figures.baseline_measures),
    }


def _measures(measured: dict[str, Any]) -> dict[str, Any]:
    return {name: measured.get(name) for name in ("travel", "waited", "common_slots")}
