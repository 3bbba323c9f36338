"""What every step of a match starts with: the row locked, the people still there, nobody's own match."""

from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from families.states import FamilyState
from matching.domain import seats
from matching.models import Match
from matching.states import OPEN_MATCH_STATES
from programmes.domain.refusal import InvalidInput, Refusal
from programmes.models import User
from volunteers.states import VolunteerState

ONE_LEFT = (
    Q(family__state=FamilyState.WITHDRAWN)
    | Q(volunteer__state=VolunteerState.LEFT)
    | Q(partner__state=VolunteerState.LEFT)
)
"""Of open matches: what `check_both_take_part` refuses."""


def lock(match: Match) -> None:
    """Lock the people and then the match, and read it as it is now."""
    rows = Match.objects.filter(pk=match.pk)
    seats.lock_people(rows)
    match.refresh_from_db(
        from_queryset=rows.select_for_update(of=("self",)).select_related(
            "family__registered_by", "volunteer", "partner"
        )
    )


def lock_onwards(match: Match, by: User | None) -> None:
    """Lock a match for a step of its guide towards reading, or in it."""
    check_not_own(match, by)
    lock(match)
    check_both_take_part(match)


def check_not_own(match: Match, by: User | None) -> None:
    """Refuse a decision of the volunteer, who may be a coordinator too, about their own match."""
    if by is not None and by.pk in match.accounts:
        raise Refusal("own-match", _("Ask a colleague: nobody decides about their own match."))


def check_both_take_part(match: Match) -> None:
    """Refuse to go on with a family or a reader who left meanwhile."""
    if match.is_open and match.family.state == FamilyState.WITHDRAWN:
        raise Refusal(
            "family-left", _("This family does not take part any more: record a no, or end the match.")
        )
    readers = (match.volunteer, match.partner)
    if match.is_open and any(reader and reader.state == VolunteerState.LEFT for reader in readers):
        raise Refusal(
            "reader-left", _("This reader does not take part any more: record a no, or end the match.")
        )


def both_take_part(match: Match) -> bool:
    """Tell whether family and readers of a match are still there."""
    try:
        check_both_take_part(match)
    except Refusal:
        return False
    return True


def check_day(match: Match, on: date) -> None:
    """Refuse a day before the proposal was sent."""
    if on < timezone.localdate(match.proposed_at):
        raise InvalidInput({"on": [_("Choose a day after the proposal was sent.")]})


def check_past_day(match: Match, on: date, now: datetime) -> None:
    """Refuse a day on which nothing can have taken place: before the proposal was sent, or to come."""
    check_day(match, on)
    if on > timezone.localdate(now):
        raise InvalidInput({"on": [_("Choose today or a day before it.")]})


def has_open_match(match: Match) -> bool:
    """Tell whether another reader of the same family is still there."""
    return Match.objects.filter(family=match.family, state__in=OPEN_MATCH_STATES).exists()
