"""A neighbourhood as both registers show it."""

from typing import Any

from rest_framework import serializers


class DistrictSerializer(serializers.Serializer[Any]):
    """Four-digit postcode and name: the finest place that is shown of a person."""

    code = serializers.CharField()
    name = serializers.CharField()
