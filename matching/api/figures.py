"""How a run is shown: where it stands, how far it is, what it came to."""

from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from matching.api.run_figures import FiguresSerializer
from matching.models import MatchingRun, RunFigures, Snapshot
from matching.states import FailureCode, RunPhase, RunState


class ProgressSerializer(serializers.Serializer[MatchingRun]):
    """Steps of the phase; families placed so far, and the most that can be."""

    phase = serializers.CharField()
    done = serializers.IntegerField()
    total = serializers.IntegerField()
    found = serializers.IntegerField()
    at_most = serializers.IntegerField()


class FailureSerializer(serializers.Serializer[Any]):
    """Why a run failed."""

    code = serializers.CharField()
    message = serializers.CharField()


class SnapshotSerializer(serializers.Serializer[Any]):
    """The frozen input: equal input has an equal hash."""

    sha256 = serializers.CharField()
    taken_at = serializers.DateTimeField()


class RunSerializer(serializers.ModelSerializer[MatchingRun]):
    """A run."""

    region = serializers.SlugRelatedField[Any](slug_field="slug", read_only=True)
    programme = serializers.SlugRelatedField[Any](slug_field="slug", read_only=True)
    state = serializers.ChoiceField(choices=RunState.choices, read_only=True)
    phase = serializers.ChoiceField(choices=RunPhase.choices, read_only=True, allow_blank=True)
    progress = ProgressSerializer(source="*", read_only=True)
    settings = serializers.DictField(read_only=True)
    failure = serializers.SerializerMethodField()
    snapshot = serializers.SerializerMethodField()
    figures = serializers.SerializerMethodField()

    class Meta:
        model = MatchingRun
        fields = (
            *("id", "number", "region", "programme", "state", "phase", "progress", "settings"),
            *("requested_at", "started_at", "finished_at", "failure", "snapshot", "figures"),
        )
        read_only_fields = fields

    @extend_schema_field(FailureSerializer(allow_null=True))
    def get_failure(self, run: MatchingRun) -> dict[str, str] | None:
        """Code and sentence of a failure."""
        return {"code": run.failure, "message": str(FailureCode(run.failure).label)} if run.failure else None

    @extend_schema_field(SnapshotSerializer(allow_null=True))
    def get_snapshot(self, run: MatchingRun) -> object:
        """Hash and moment of the frozen input, once it is there."""
        frozen: Snapshot | None = _beside(run, "snapshot")
        return SnapshotSerializer(frozen).data if frozen else None

    @extend_schema_field(FiguresSerializer(allow_null=True))
    def get_figures(self, run: MatchingRun) -> object:
        """Figures of a run that succeeded."""
        figures: RunFigures | None = _beside(run, "figures")
        return FiguresSerializer(figures).data if figures else None


def _beside(run: MatchingRun, name: str) -> Any:
    try:
        return getattr(run, name)
    except ObjectDoesNotExist:
        return None
