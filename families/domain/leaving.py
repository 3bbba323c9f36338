"""A family leaves, told by whoever registered it: it does not want to any more, or takes its consent back."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from families.domain import consents, intake
from families.domain.intake import WithdrawReason
from families.models import Family
from families.states import FamilyState
from programmes.domain.lifecycle import can_move
from programmes.domain.refusal import InvalidInput
from programmes.models import User

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

CONSENT = "consent"
_WITH_A_READER = frozenset({FamilyState.PROPOSED, FamilyState.MATCHED, FamilyState.ACTIVE})
# A referrer cannot know that a family is registered twice.
_OF_REFERRERS = [choice for choice in WithdrawReason.choices if choice[0] != WithdrawReason.DUPLICATE]


def reasons_of(family: Family) -> "list[tuple[str, str | StrPromise]]":
    """List for which reasons this family can leave now; parents can always take their consent back.

    With a reader, or asked about one, only the coordinator ends it otherwise: somebody else is told too.
    """
    found: list[tuple[str, str | StrPromise]] = []
    if can_move(family, to=FamilyState.WITHDRAWN) and family.state not in _WITH_A_READER:
        found += _OF_REFERRERS
    if consents.in_force(family) is not None:
        found.append((CONSENT, _("The parents take back their consent")))
    return found


def leave(*, family: Family, reason: str, by: User | None, now: datetime) -> None:
    """Note why a family leaves: from now on it takes part in nothing.

    Raises
    ------
    InvalidInput
        For a reason that is not on the list.
    Refusal
        ``match-open``, ``no-consent``: as for `intake.withdraw` and `consents.withdraw_consent`.
    """
    if reason == CONSENT:
        consents.withdraw_consent(family=family, by=by, now=now)
    elif reason in dict(_OF_REFERRERS):
        intake.withdraw(family=family, by=by, now=now, reason=reason)
    else:
        raise InvalidInput({"reason": [_("Choose one of the reasons of the list.")]})
