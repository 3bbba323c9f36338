"""Hours at which a message may wake somebody."""

from datetime import datetime, time, timedelta

from django.conf import settings
from django.utils import timezone


def decent(moment: datetime) -> datetime:
    """Give a moment itself when it lies between nine and eight, local time; else the next nine o'clock."""
    local = timezone.localtime(moment)
    opens, closes = time(settings.MESSAGES_FROM_HOUR), time(settings.MESSAGES_UNTIL_HOUR)
    if opens <= local.time() < closes:
        return moment
    day = local.date() + timedelta(days=local.time() >= closes)
    return timezone.make_aware(datetime.combine(day, opens))
