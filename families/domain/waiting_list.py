"""How many families wait, for everybody to know: counts only."""

from django.db.models import Count

from families.models import Family
from families.states import FamilyState


def waiting_by_region() -> dict[int, int]:
    """Count the families on the waiting list, by number of the region; a region without any is left out."""
    waiting = Family.objects.filter(state=FamilyState.WAITING).order_by()
    return dict(waiting.values_list("region").annotate(Count("pk")))
