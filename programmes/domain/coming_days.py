"""Appointments: on a day that still comes, and not in a far future, which is a slip of the hand."""

from datetime import date, datetime, timedelta

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from programmes.domain.refusal import InvalidInput

FURTHEST = timedelta(days=366)


def check_coming(field: str, day: date, *, now: datetime) -> None:
    """Refuse a day that has passed, or one more than a year away.

    Raises
    ------
    InvalidInput
        At this field.
    """
    today = localdate(now)
    if not today <= day <= today + FURTHEST:
        raise InvalidInput({field: [_("Choose today or a day in the coming year.")]})
