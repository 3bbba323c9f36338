"""The coordinator who follows a match: taken over, or handed over."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from matching.models import Match
from programmes.domain import lifecycle
from programmes.domain.refusal import InvalidInput
from programmes.models import Region, Role, User


def guides_of(region: Region) -> QuerySet[User]:
    """List who may follow the matches of a region: its coordinators."""
    rows = User.objects.filter(
        is_active=True, role_assignments__role=Role.COORDINATOR, role_assignments__region=region
    )
    return rows.distinct().order_by("name", "email")


def hand_over(*, match: Match, guide: User | None, by: User | None, now: datetime) -> None:
    """Let a coordinator follow a match from now on, or nobody.

    Raises
    ------
    InvalidInput
        For somebody who does not coordinate the region of the match.
    """
    if guide is not None and not guides_of(match.region).filter(pk=guide.pk).exists():
        raise InvalidInput({"guide": [_("Choose a coordinator of this region.")]})
    with transaction.atomic(durable=True):
        row = Match.objects.select_for_update(of=("self",)).get(pk=match.pk)
        if row.guide_id == (guide.pk if guide else None):
            return
        before, after = row.guide_id or "", guide.pk if guide else ""
        row.guide = match.guide = guide
        row.save(update_fields=["guide"])
        lifecycle.note_edit(
            row, before=f"guide:{before}", after=f"guide:{after}", by=by, now=now, reason="guide"
        )
