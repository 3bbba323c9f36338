"""Weekly availability in the API, the same for both registers."""

import re
from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from programmes.api.serializers import StrictSerializer
from programmes.models import AvailabilityWindow
from programmes.models.window import RHYTHM_CHOICES, STRENGTH_CHOICES
from programmes.values.availability import Rhythm, Strength, Window, clock

MOST_WINDOWS = 28
_CLOCK = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])")


@extend_schema_field({"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$", "example": "15:30"})
class ClockField(serializers.Field[int, str, str, Any]):
    """A time of day as ``15:30``; minutes after midnight inside."""

    default_error_messages = {"invalid": _("Write a time with four digits, for instance 15:30.")}

    def to_internal_value(self, data: Any) -> int:
        found = _CLOCK.fullmatch(data) if isinstance(data, str) else None
        if found is None:
            self.fail("invalid")
        return int(found[1]) * 60 + int(found[2])

    def to_representation(self, value: int) -> str:
        return clock(value)


class WindowSerializer(StrictSerializer):
    """A stretch of one weekday, every week or only in weeks A or B."""

    weekday = serializers.IntegerField(min_value=1, max_value=7, help_text=_("1 is Monday, 7 is Sunday."))
    start = ClockField()
    end = ClockField()
    strength = serializers.ChoiceField(STRENGTH_CHOICES, default=Strength.YES.value)
    rhythm = serializers.ChoiceField(RHYTHM_CHOICES, default=Rhythm.WEEKLY.value)

    def to_internal_value(self, data: Any) -> Window:
        values = super().to_internal_value(data)
        return Window(
            values["weekday"],
            values["start"],
            values["end"],
            Strength(values["strength"]),
            Rhythm(values["rhythm"]),
        )

    def to_representation(self, instance: AvailabilityWindow) -> dict[str, Any]:
        shown: dict[str, Any] = super().to_representation(instance)
        return shown
