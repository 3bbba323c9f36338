"""``/matching-runs/{id}/unplaced``: families without a reader, what stands in the way, what would help."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_field, extend_schema_view
from rest_framework import mixins, serializers

from matching.api.alternatives import AlternativeSerializer
from matching.api.briefs import FamilyBrief, VolunteerBrief, family_brief, volunteer_brief
from matching.api.run_parts import RunPart
from matching.domain import queries
from matching.domain.wording import (
    RULES,
    blocker_sentence,
    competition_sentence,
    smallest_change_sentence,
)
from matching.models import Unplaced
from matching.states import NoReader
from programmes.api.authentication import asking
from programmes.domain.access import Action

RULE_CHOICES = [(rule, rule) for rule in RULES]


class UnplacedFilters(django_filters.FilterSet):  # type: ignore[misc] # base class - the package has no types
    """Families without a reader by reason."""

    kind = django_filters.ChoiceFilter(choices=NoReader.choices)
    blocker = django_filters.ChoiceFilter(choices=RULE_CHOICES)

    class Meta:
        model = Unplaced
        fields = ("kind", "blocker")


class BlockerSerializer(serializers.Serializer[Any]):
    """A rule: readers for whom it is the first in order that they break, and the only one."""

    rule = serializers.CharField()
    lost = serializers.IntegerField()
    alone = serializers.IntegerField()
    sentence = serializers.CharField()


class SmallestChangeSerializer(serializers.Serializer[Any]):
    """The smallest single change after which a reader fits; places tells whether the family then gets one."""

    rule = serializers.CharField()
    volunteer = VolunteerBrief()
    amount = serializers.IntegerField()
    slots = serializers.ListField(child=serializers.CharField())
    places = serializers.BooleanField(allow_null=True)
    sentence = serializers.CharField()


class LowestSerializer(serializers.Serializer[Any]):
    """The lowest priority that got a reader: urgency, and waiting band."""

    urgent = serializers.BooleanField()
    band = serializers.IntegerField()


class CompetitionSerializer(serializers.Serializer[Any]):
    """More families than places with the readers whom they share."""

    families = serializers.IntegerField()
    volunteers = serializers.IntegerField()
    places = serializers.IntegerField()
    lowest = LowestSerializer()
    sentence = serializers.CharField()


class UnplacedSerializer(serializers.ModelSerializer[Unplaced]):
    """A family that waits on; what there was no time to work out is null."""

    family = serializers.SerializerMethodField()
    kind = serializers.ChoiceField(choices=NoReader.choices, read_only=True)
    blockers = serializers.SerializerMethodField()
    smallest_change = serializers.SerializerMethodField()
    competition = serializers.SerializerMethodField()
    alternatives = AlternativeSerializer(many=True, read_only=True)

    class Meta:
        model = Unplaced
        fields = (
            *("id", "rank", "family", "kind", "blocker", "waiting_days", "urgent"),
            *("blockers", "smallest_change", "competition", "alternatives"),
        )
        read_only_fields = fields

    @extend_schema_field(FamilyBrief)
    def get_family(self, row: Unplaced) -> dict[str, Any]:
        """Who waits."""
        return family_brief(row.family)

    @extend_schema_field(BlockerSerializer(many=True, allow_null=True))
    def get_blockers(self, row: Unplaced) -> list[dict[str, Any]] | None:
        """Rule by rule, in their order, with the readers lost."""
        if row.lost is None:
            return None
        lost, alone = row.lost, row.alone or {}
        return [
            {
                "rule": rule,
                "lost": lost.get(rule, 0),
                "alone": alone.get(rule, 0),
                "sentence": blocker_sentence(rule, lost.get(rule, 0)),
            }
            for rule in RULES
            if lost.get(rule)
        ]

    @extend_schema_field(SmallestChangeSerializer(allow_null=True))
    def get_smallest_change(self, row: Unplaced) -> dict[str, Any] | None:
        """What would help, if a single change does."""
        if row.relaxed_volunteer is None:
            return None
        amount = row.relaxed_amount or 0
        return {
            "rule": row.relaxed_rule,
            "volunteer": volunteer_brief(row.relaxed_volunteer, named=self._names_readers()),
            "amount": amount,
            "slots": row.relaxed_slots,
            "places": row.relaxed_places,
            "sentence": smallest_change_sentence(
                row.relaxed_rule, amount, row.relaxed_slots, places=row.relaxed_places
            ),
        }

    @extend_schema_field(CompetitionSerializer(allow_null=True))
    def get_competition(self, row: Unplaced) -> dict[str, Any] | None:
        """With whom it shares its readers."""
        if row.sharing_families is None:
            return None
        lowest = (bool(row.lowest_urgent), row.lowest_band or 0)
        counts = {
            "families": row.sharing_families,
            "volunteers": row.sharing_volunteers or 0,
            "places": row.sharing_places or 0,
        }
        days = row.run.settings["rules"]["band_days"]
        return {
            **counts,
            "lowest": {"urgent": lowest[0], "band": lowest[1]},
            "sentence": competition_sentence(**counts, lowest=lowest, band_days=days),
        }

    def _names_readers(self) -> bool:
        return asking(self.context["request"]).may(Action.VOLUNTEERS_READ)


@extend_schema_view(list=extend_schema(summary="Families without a reader"))
class RunUnplacedViewSet(mixins.ListModelMixin, RunPart[Unplaced]):
    """The families of one run that wait on, those of the highest priority first."""

    queryset = Unplaced.objects.none()
    serializer_class = UnplacedSerializer
    filterset_class = UnplacedFilters

    def get_queryset(self) -> QuerySet[Unplaced]:
        """Narrow to a run that the asker may read."""
        return queries.unplaced_visible_to(asking(self.request)).filter(run=self.run())
