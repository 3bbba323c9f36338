"""Fields that name a record by its number: what is out of the asker's regions does not exist."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.db.models import Model, QuerySet
from rest_framework import serializers

from families.domain import queries as families
from matching.domain import queries
from programmes.api.authentication import asking
from programmes.domain.access import NOBODY, Action, Actor
from volunteers.domain import queries as volunteers


class _NumberField(serializers.PrimaryKeyRelatedField[Any]):
    """A number among the records on which the asker may decide about runs."""

    rows: ClassVar[Callable[[Actor, Action], QuerySet[Any]]]

    def __init__(self, **options: Any) -> None:
        options.setdefault("queryset", type(self).rows(NOBODY, Action.RUNS_WRITE))
        options.setdefault("pk_field", serializers.IntegerField())
        super().__init__(**options)

    def get_queryset(self) -> "QuerySet[Model]":
        """Look only where the asker may decide."""
        request = self.context.get("request")
        return type(self).rows(asking(request) if request is not None else NOBODY, Action.RUNS_WRITE)


class VolunteerField(_NumberField):
    """A reader."""

    rows = volunteers.visible_to


class FamilyField(_NumberField):
    """A family."""

    rows = families.visible_to


class RunField(_NumberField):
    """A matching run."""

    rows = queries.runs_visible_to
