"""What a run came to, in figures."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from matching.api import measures
from matching.api.measures import OutcomeSerializer, TravelSerializer, WaitedSerializer
from matching.domain import shares
from matching.domain.price_wording import NOT_KEPT
from matching.domain.wording import PASSED_OVER
from matching.models import RunFigures
from matching.states import Explanation


class ComponentsSerializer(serializers.Serializer[Any]):
    """Independent parts, and how many of them are proven."""

    total = serializers.IntegerField(source="components")
    proven = serializers.IntegerField(source="components_proven")


class PassedOverSerializer(serializers.Serializer[Any]):
    """Families without a reader for one reason: competition, or the rule that took away the last reader."""

    reason = serializers.CharField()
    name = serializers.CharField()
    families = serializers.IntegerField()


class ShareSerializer(serializers.Serializer[Any]):
    """Families of one group that waited, and those who were placed; null stands for a hidden figure."""

    key = serializers.CharField()
    name = serializers.CharField()
    waiting = serializers.IntegerField(allow_null=True)
    placed = serializers.IntegerField(allow_null=True)


class SharesSerializer(serializers.Serializer[Any]):
    """Whom the run placed, by group; a family with several languages counts in each."""

    district = ShareSerializer(many=True, required=False)
    language = ShareSerializer(many=True, required=False)
    referrer = ShareSerializer(many=True, required=False)


class LeftOutPinSerializer(serializers.Serializer[Any]):
    """A pin, or an approved proposal, that the run could not keep, and the rule that it breaks."""

    pin = serializers.IntegerField(required=False)
    proposal = serializers.IntegerField(required=False)
    volunteer = serializers.IntegerField()
    family = serializers.IntegerField()
    rule = serializers.CharField()
    message = serializers.SerializerMethodField()

    def get_message(self, left_out: dict[str, Any]) -> str:
        """Say what stands in the way."""
        return str(NOT_KEPT[left_out["rule"]])


class FiguresSerializer(serializers.Serializer[Any]):
    """What a run came to; vectors are urgent, placed, waiting bands, quality, kept."""

    waiting = serializers.IntegerField()
    available = serializers.IntegerField()
    pairs = serializers.IntegerField()
    without_pair = serializers.IntegerField()
    placed = serializers.IntegerField()
    at_most = serializers.SerializerMethodField()
    gap = serializers.IntegerField()
    status = serializers.CharField()
    objective = serializers.ListField(child=serializers.IntegerField())
    bound = serializers.ListField(child=serializers.IntegerField())
    optimal = serializers.ListField(child=serializers.BooleanField())
    components = ComponentsSerializer(source="*")
    baseline = serializers.SerializerMethodField()
    travel = serializers.SerializerMethodField()
    waited = serializers.SerializerMethodField()
    common_slots = serializers.SerializerMethodField()
    lost = serializers.DictField(child=serializers.IntegerField())
    passed_over = serializers.SerializerMethodField()
    shares = serializers.SerializerMethodField()
    pins_left_out = LeftOutPinSerializer(many=True)
    unexplained = serializers.ListField(child=serializers.ChoiceField(choices=Explanation.choices))
    phases = serializers.DictField(source="seconds", child=serializers.FloatField())
    peak_bytes = serializers.IntegerField()

    def get_at_most(self, figures: RunFigures) -> int:
        """Families that any outcome can place."""
        return figures.bound[1]

    @extend_schema_field(OutcomeSerializer)
    def get_baseline(self, figures: RunFigures) -> dict[str, Any]:
        """First come, first served, on the same input."""
        return measures.of_baseline(figures)

    @extend_schema_field(TravelSerializer)
    def get_travel(self, figures: RunFigures) -> dict[str, Any]:
        """Minutes one way of the placed pairs."""
        return {name: getattr(figures, f"travel_{name}") for name in ("mean", "p90", "longest")}

    @extend_schema_field(WaitedSerializer(allow_null=True))
    def get_waited(self, figures: RunFigures) -> Any:
        """Days waited by those placed and those not."""
        return figures.measures.get("waited")

    @extend_schema_field(serializers.FloatField(allow_null=True))
    def get_common_slots(self, figures: RunFigures) -> Any:
        """Moments in common of the placed pairs, on average."""
        return figures.measures.get("common_slots")

    @extend_schema_field(PassedOverSerializer(many=True))
    def get_passed_over(self, figures: RunFigures) -> list[dict[str, Any]]:
        """Reasons why families got no reader, the most frequent first."""
        counts = sorted(figures.passed_over.items(), key=lambda item: (-item[1], item[0]))
        return [
            {"reason": reason, "name": PASSED_OVER[reason], "families": number} for reason, number in counts
        ]

    @extend_schema_field(SharesSerializer)
    def get_shares(self, figures: RunFigures) -> dict[str, Any]:
        """Whom the run placed, small figures hidden."""
        return SharesSerializer(shares.shown(figures.shares)).data
