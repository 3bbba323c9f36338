"""Whom to ask in a demo region, and when the next training is."""

from datetime import date, timedelta

from matching.management.demo.staff import address_of
from programmes.models import Region

# Nobody has this number: in the Netherlands no number begins with a zero behind the area.
_PHONE = "+31730000000"
_SATURDAY = 5
_AHEAD = timedelta(weeks=3)
_DAYS_IN_WEEK = 7


def introduce(region: Region, *, day: date) -> None:
    """Name the first person to ask and the day of the next training, where nobody filled that in."""
    region.contact_name = region.contact_name or "Marieke"
    region.contact_phone = region.contact_phone or _PHONE
    region.contact_email = region.contact_email or address_of(region, "coordinator")
    region.next_training_on = region.next_training_on or _saturday_after(day + _AHEAD)
    region.save(update_fields=("contact_name", "contact_phone", "contact_email", "next_training_on"))


def _saturday_after(day: date) -> date:
    return day + timedelta(days=(_SATURDAY - day.weekday()) % _DAYS_IN_WEEK)
