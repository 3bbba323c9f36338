"""What the lists below one run share: the run that the asker may read, and an order of importance."""

from typing import TypeVar

from django.db.models import Model
from rest_framework.viewsets import GenericViewSet

from matching.domain import queries
from matching.models import MatchingRun
from programmes.api.authentication import asking
from programmes.api.pagination import NewestFirst
from programmes.domain.access import NotAllowedError

Row = TypeVar("Row", bound=Model)


class ByRank(NewestFirst):
    """Pages in the order of importance."""

    ordering = "rank"


class RunPart(GenericViewSet[Row]):
    """A list that belongs to a run."""

    pagination_class: type[NewestFirst] = ByRank

    def run(self) -> MatchingRun:
        """Give the run of the address; one of others is the same as none."""
        run = queries.runs_visible_to(asking(self.request)).filter(pk=self.kwargs.get("run", 0)).first()
        if run is None:
            raise NotAllowedError
        return run
