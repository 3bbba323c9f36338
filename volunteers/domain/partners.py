"""Who could go along with a volunteer, as a person looks for them."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from programmes.domain.access import Action, Actor
from volunteers.domain import queries
from volunteers.domain.duos import GONE
from volunteers.domain.search import search
from volunteers.models import Duo, Volunteer


def partners_for(volunteer: Volunteer, *, words: str, actor: Actor) -> QuerySet[Volunteer]:
    """Narrow to who could go along with a volunteer: of the same region, taking part, and in no duo."""
    rows = queries.visible_to(actor, Action.VOLUNTEERS_WRITE).filter(region=volunteer.region_id)
    taken = Duo.objects.filter(Q(first=OuterRef("pk")) | Q(second=OuterRef("pk")), ended_at__isnull=True)
    rows = rows.exclude(pk=volunteer.pk).exclude(state__in=GONE).filter(~Exists(taken))
    return search(rows, words).order_by("last_name", "first_name", "pk")
