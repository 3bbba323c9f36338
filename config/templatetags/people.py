"""How pages write what belongs to people: telephone numbers and moments of the week."""

from django.template import Library

from programmes.models import AvailabilityWindow, Place
from programmes.models.needs import Need, Restriction
from programmes.pages.entry_words import names_of
from programmes.pages.windows import in_words
from programmes.values.availability import Rhythm
from programmes.values.dutch import spoken_phone

register = Library()


@register.filter
def phone(number: str) -> str:
    """Write a telephone number as people read it: 06-1234 5678."""
    return spoken_phone(number)


@register.filter
def moment(window: AvailabilityWindow, within: str = Rhythm.WEEKLY) -> str:
    """Write a moment with its weeks: Tuesday 15 to 18, every week (of those in which the home counts)."""
    return in_words(window.as_window(), within=Rhythm(within))


@register.filter
def needs_in_words(codes: list[str]) -> str:
    """Name what helps children, with commas."""
    return names_of(codes, Need.choices)


@register.filter
def places_in_words(codes: list[str]) -> str:
    """Name where the reading can be, with commas."""
    return names_of(codes, Place.choices)


@register.filter
def restrictions_in_words(codes: list[str]) -> str:
    """Name what is at home, or what somebody cannot be with, with commas."""
    return names_of(codes, Restriction.choices)
