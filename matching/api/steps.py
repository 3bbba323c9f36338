"""Input of the steps that need no words."""

from programmes.api.serializers import StrictSerializer


class NothingSerializer(StrictSerializer):
    """An empty object, or nothing."""
