"""Serializers that take nothing for granted: a field that they do not write is refused, not ignored."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail, ValidationError

_NAME_LENGTH = 100


class _RefusesTheRest(serializers.Serializer[Any]):
    """Names every unknown and read-only field in the answer, beside the other errors."""

    def to_internal_value(self, data: Any) -> Any:
        """Read the fields; refuse the rest."""
        refused = self._refused(data) if isinstance(data, Mapping) else {}
        try:
            values = super().to_internal_value(data)
        except ValidationError as error:
            if refused and isinstance(error.detail, dict):
                raise ValidationError({**error.detail, **refused}) from None
            raise
        if refused:
            raise ValidationError(refused)
        return values

    def _refused(self, data: Mapping[str, Any]) -> dict[str, list[ErrorDetail]]:
        return {
            name[:_NAME_LENGTH]: [self._reason(name)]
            for name in data
            if name not in self.fields or self.fields[name].read_only
        }

    def _reason(self, name: str) -> ErrorDetail:
        if name in self.fields:
            return ErrorDetail(str(_("Leave this out: it cannot be set here.")), "read_only")
        return ErrorDetail(str(_("Leave this out: this field is unknown.")), "unknown")


class StrictSerializer(_RefusesTheRest):
    """For input that is no model, and for nested parts."""


class StrictModelSerializer(_RefusesTheRest, serializers.ModelSerializer[Any]):
    """For input that fills a model."""
