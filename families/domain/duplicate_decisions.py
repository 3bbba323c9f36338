"""A coordinator decides whether two registrations are one family (quality N3: nobody else hears of it)."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from families.domain import intake, queries
from families.domain.intake import WithdrawReason
from families.models import Family, PossibleDuplicate
from families.states import GONE, FamilyState
from programmes.domain.access import Action, Actor
from programmes.domain.refusal import InvalidInput, Refusal
from programmes.models import User

Outcome = PossibleDuplicate.Outcome


def to_decide(actor: Actor) -> QuerySet[PossibleDuplicate]:
    """List the likenesses that nobody decided about, of which the actor may see both families."""
    return seen_by(actor).filter(outcome="").order_by("found_at", "pk")


def seen_by(actor: Actor) -> QuerySet[PossibleDuplicate]:
    """Narrow to the likenesses of which the actor may see both families, decided or not."""
    mine = queries.visible_to(actor, Action.FAMILIES_INTAKE).order_by().values("pk")
    return PossibleDuplicate.objects.filter(family__in=mine, earlier__in=mine)


def of_family(family: Family, actor: Actor) -> PossibleDuplicate | None:
    """Give the likeness of this family that waits longest for a decision of the actor, if there is one."""
    return to_decide(actor).filter(Q(family=family) | Q(earlier=family)).first()


def side_by_side(rows: QuerySet[PossibleDuplicate]) -> list[tuple[PossibleDuplicate, Family, Family]]:
    """Give each likeness with both families whole: the new registration, the earlier one."""
    found = list(rows)
    numbers = {pk for one in found for pk in (one.family_id, one.earlier_id)}
    whole = queries.whole_ones(numbers)
    return [(one, whole[one.family_id], whole[one.earlier_id]) for one in found]


def decide(*, likeness: PossibleDuplicate, outcome: str, by: User, now: datetime) -> None:
    """Keep what a coordinator found.

    The same family: the new registration is withdrawn, so that the earlier one keeps its place. When the
    earlier one takes part no more, the family came back: its new registration stays.

    Raises
    ------
    InvalidInput
        On an unknown outcome.
    Refusal
        ``decided`` when a colleague was ahead; ``match-open`` while the new registration has a reader.
    """
    if outcome not in Outcome.values:
        raise InvalidInput({"outcome": [_("Choose: the same family, or two families.")]})
    with transaction.atomic(durable=True):
        likeness.refresh_from_db(from_queryset=PossibleDuplicate.objects.select_for_update(of=("self",)))
        if likeness.outcome:
            raise Refusal("decided", _("A colleague decided about this already."))
        if outcome == Outcome.SAME:
            _keep_one(*_locked(likeness), by, now)
        likeness.outcome, likeness.decided_by, likeness.decided_at = outcome, by, now
        likeness.save(update_fields=["outcome", "decided_by", "decided_at"])


def _locked(likeness: PossibleDuplicate) -> tuple[Family, Family]:
    """Lock both families, in the order of their numbers as everywhere."""
    numbers = (likeness.family_id, likeness.earlier_id)
    rows = Family.objects.filter(pk__in=numbers).order_by("pk").select_for_update(of=("self",))
    found = {family.pk: family for family in rows}
    return found[numbers[0]], found[numbers[1]]


def _keep_one(newer: Family, earlier: Family, by: User, now: datetime) -> None:
    if newer.state in GONE:
        return
    if earlier.state not in GONE:
        intake.take_out(newer, by=by, now=now, reason=WithdrawReason.DUPLICATE)
    elif earlier.state != FamilyState.WITHDRAWN and not newer.took_part_before:
        newer.took_part_before = True
        newer.save(update_fields=["took_part_before"])
