"""Who else could read with a family, and what choosing them would change in all."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from matching.api.briefs import ChangeSerializer, VolunteerBrief, by_level, volunteer_brief
from matching.domain.wording import change_sentence
from matching.models import Alternative
from programmes.api.authentication import asking
from programmes.domain.access import Action


class AlternativeSerializer(serializers.ModelSerializer[Alternative]):
    """A next best volunteer; not exact means that it may cost more."""

    volunteer = serializers.SerializerMethodField()
    parts = serializers.DictField(child=serializers.IntegerField(), read_only=True)
    change = serializers.SerializerMethodField()
    sentence = serializers.SerializerMethodField()

    class Meta:
        model = Alternative
        fields = (
            *("rank", "volunteer", "score", "parts", "minutes", "common_slots"),
            *("change", "exact", "sentence"),
        )
        read_only_fields = fields

    @extend_schema_field(VolunteerBrief)
    def get_volunteer(self, alternative: Alternative) -> dict[str, Any]:
        """Who would read instead."""
        named = asking(self.context["request"]).may(Action.VOLUNTEERS_READ)
        return volunteer_brief(alternative.volunteer, named=named)

    @extend_schema_field(ChangeSerializer)
    def get_change(self, alternative: Alternative) -> dict[str, int]:
        """What the whole run would gain or lose on each level."""
        return by_level(alternative.change)

    def get_sentence(self, alternative: Alternative) -> str:
        """The change in words."""
        return change_sentence(alternative.change, exact=alternative.exact)
