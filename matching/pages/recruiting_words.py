"""Advice about readers in words: a moment, languages, a smaller change."""

from collections.abc import Callable, Mapping

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching.domain.recruiting import SmallChange, Spot
from matching.domain.wording.recruits import name_of_language
from matching.states import PartOfDay


def moment(spot: Spot) -> str:
    """Name the days and the part of the day: Tuesday or Thursday, afternoon."""
    days = _(" or ").join(str(WEEKDAYS[day - 1]) for day in spot.days)
    return f"{days}, {str(PartOfDay(spot.part).label).lower()}"


def language(spot: Spot) -> str:
    """Name the languages that are asked; nothing where Dutch is enough."""
    if "" in spot.languages:
        return ""
    return _("speaks %(language)s") % {
        "language": _(" or ").join(name_of_language(code) for code in spot.languages)
    }


def small_change(change: SmallChange) -> str:
    """Say which readers would have to do what."""
    return _CHANGES[change.rule](change)


def _distance(change: SmallChange) -> str:
    sentence = ngettext(
        "%(n)s volunteer travels at most %(minutes)s minutes farther",
        "%(n)s volunteers travel at most %(minutes)s minutes farther",
        change.volunteers,
    )
    return sentence % {"n": change.volunteers, "minutes": change.at_most}


def _counted(change: SmallChange) -> str:
    sentences = {
        "slot": ngettext(
            "%(n)s volunteer adds one moment", "%(n)s volunteers add one moment", change.volunteers
        ),
        "place": ngettext(
            "%(n)s volunteer reads at one place more",
            "%(n)s volunteers read at one place more",
            change.volunteers,
        ),
        "children": ngettext(
            "%(n)s volunteer takes other ages or one child more",
            "%(n)s volunteers take other ages or one child more",
            change.volunteers,
        ),
        "capacity": ngettext(
            "%(n)s volunteer takes one family more",
            "%(n)s volunteers take one family more",
            change.volunteers,
        ),
        "certificate": ngettext(
            "%(n)s volunteer renews the certificate or the training",
            "%(n)s volunteers renew the certificate or the training",
            change.volunteers,
        ),
        "language": ngettext(
            "A family drops its wish for a language: %(n)s volunteer fits",
            "Families drop their wish for a language: %(n)s volunteers fit",
            change.volunteers,
        ),
    }
    return sentences[change.rule] % {"n": change.volunteers}


_CHANGES: Mapping[str, Callable[[SmallChange], str]] = {"distance": _distance} | dict.fromkeys(
    ("slot", "place", "children", "capacity", "certificate", "language"), _counted
)
