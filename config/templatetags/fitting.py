"""What somebody who chooses moments is told: which are wanted most, and how many families fit them."""

from django.forms import BoundField
from django.template import Library
from django.utils.safestring import SafeString
from django.utils.timezone import localdate

from matching.domain.fitting import Fit, fitting
from matching.domain.wanted import wanted
from programmes.models import Region
from programmes.pages.dayparts import DayPartsWidget
from volunteers.domain.newcomer import Newcomer

register = Library()


@register.inclusion_tag("fitting/line.html")
def fit_line(newcomer: Newcomer | None, number: int) -> dict[str, object]:
    """Say how many moments are chosen, and how many of the families that wait fit."""
    return {"fit": _fit(newcomer) if newcomer and number else None, "number": number}


@register.simple_tag
def wanted_parts(field: BoundField, region: Region | None) -> SafeString:
    """Draw a table of day parts, with a mark on those for which many families wait."""
    widget = field.field.widget
    assert isinstance(widget, DayPartsWidget)  # noqa: S101 - the template names such a field
    widget.wanted = wanted(region=region, day=localdate()) if region else ()
    return field.as_widget()


def _fit(newcomer: Newcomer) -> Fit | None:
    found = fitting(newcomer, day=localdate())
    return found if found.may_be_shown else None
