"""Why a family has no reader: who fell away at which rule, the smallest change that helps, who came first."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy

from matching.domain.wording.moments import briefly
from matching.solver.pairing import PLACES
from programmes.models import Place

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

DAYS_PER_WEEK = 7
BLOCKERS: "dict[str, StrOrPromise]" = {
    "programme": ngettext_lazy(
        "%(n)s reader does not take part, or no child has the right age.",
        "%(n)s readers do not take part, or no child has the right age.",
        "n",
    ),
    "state": ngettext_lazy("%(n)s reader is not available now.", "%(n)s readers are not available now.", "n"),
    "certificate": ngettext_lazy(
        "The certificate of conduct or the training of %(n)s reader ends before the last visit.",
        "The certificate of conduct or the training of %(n)s readers ends before the last visit.",
        "n",
    ),
    "distance": ngettext_lazy(
        "%(n)s reader lives too far away, or nearer than the programme allows.",
        "%(n)s readers live too far away, or nearer than the programme allows.",
        "n",
    ),
    "language": ngettext_lazy(
        "%(n)s reader does not speak the language that the family asked for.",
        "%(n)s readers do not speak the language that the family asked for.",
        "n",
    ),
    "slot": ngettext_lazy(
        "%(n)s reader has no moment that suits both.", "%(n)s readers have no moment that suits both.", "n"
    ),
    "place": ngettext_lazy(
        "%(n)s reader reads at other places only.", "%(n)s readers read at other places only.", "n"
    ),
    "children": ngettext_lazy(
        "%(n)s reader asked for other ages or fewer children.",
        "%(n)s readers asked for other ages or fewer children.",
        "n",
    ),
    "restriction": ngettext_lazy(
        "%(n)s reader cannot be with something in this home.",
        "%(n)s readers cannot be with something in this home.",
        "n",
    ),
    "ban": ngettext_lazy(
        "%(n)s reader is excluded for this family, or reads there already.",
        "%(n)s readers are excluded for this family, or read there already.",
        "n",
    ),
    "capacity": ngettext_lazy("%(n)s reader has no place left.", "%(n)s readers have no place left.", "n"),
}
RESULTS: "dict[bool | None, StrOrPromise]" = {
    True: gettext_lazy("Then this family gets a reader."),
    False: gettext_lazy("Even then other families come first."),
    None: gettext_lazy("There was no time to work out whether this family then gets a reader."),
}
NAME_OF_PLACE = dict(Place.choices)


def blocker_sentence(rule: str, number: int) -> str:
    """Say how many readers a rule took away."""
    return BLOCKERS[rule] % {"n": number}


def smallest_change_sentence(rule: str, amount: int, slots: Sequence[str], *, places: bool | None) -> str:
    """Say the smallest change that makes a reader fit, and whether the family then gets one.

    Parameters
    ----------
    rule, amount, slots
        As in a `Relaxation` of the solver: minutes more, the moment that must suit too, and so on.
    places
        Whether the family would get a reader; None where that was not worked out.
    """
    return f"{_CHANGES[rule](amount, slots)} {RESULTS[places]}"


def competition_sentence(
    *, families: int, volunteers: int, places: int, lowest: tuple[bool, int], band_days: int
) -> str:
    """Say that there are more families than places, and who came first.

    Parameters
    ----------
    families, volunteers
        Who share each other, this family with them.
    places
        Visits with these readers, all in use; none when the family is alone with them.
    lowest
        Urgency and waiting band of the lowest priority that got a place.
    band_days
        Days in a waiting band.
    """
    readers = ngettext("%(n)s reader", "%(n)s readers", volunteers) % {"n": volunteers}
    if not places:
        return _("%(readers)s: not enough, since moments clash or two readers are needed.") % {
            "readers": readers
        }
    sentence = ngettext(
        "%(families)s share %(readers)s, whose %(n)s place is taken.",
        "%(families)s share %(readers)s, whose %(n)s places are taken.",
        places,
    )
    share = sentence % {"families": _families(families), "readers": readers, "n": places}
    return f"{share} {_who_came_first(*lowest, band_days)}"


def _who_came_first(urgent: bool, band: int, band_days: int) -> str:  # noqa: FBT001 - half of a pair that is spread
    weeks = band * band_days // DAYS_PER_WEEK
    if urgent:
        return _("All that got a place are urgent.")
    if not weeks:
        return _("Those that got a place are urgent, wait as long or longer, or fit better.")
    sentence = ngettext(
        "All that got a place have waited %(n)s week or longer, or are urgent.",
        "All that got a place have waited %(n)s weeks or longer, or are urgent.",
        weeks,
    )
    return sentence % {"n": weeks}


def _families(number: int) -> str:
    return ngettext("%(n)s family", "%(n)s families", number) % {"n": number}


def _distance(minutes: int, _slots: Sequence[str]) -> str:
    sentence = ngettext(
        "With %(n)s minute more of travel one reader fits.",
        "With %(n)s minutes more of travel one reader fits.",
        minutes,
    )
    return sentence % {"n": minutes}


def _slot(_minutes: int, slots: Sequence[str]) -> str:
    return _("If this moment suits too, one reader fits: %(moment)s.") % {"moment": briefly(slots)}


def _place(place: int, _slots: Sequence[str]) -> str:
    name = str(NAME_OF_PLACE[PLACES[place]]).lower()
    return _("If visits may also be here, one reader fits: %(place)s.") % {"place": name}


def _children(_years: int, _slots: Sequence[str]) -> str:
    return _("If a reader takes other ages or one child more, that reader fits.")


def _language(_one: int, _slots: Sequence[str]) -> str:
    return _("Without the wish for a language one reader fits.")


def _capacity(_one: int, _slots: Sequence[str]) -> str:
    return _("If a reader takes one family more, that reader fits.")


def _certificate(days: int, _slots: Sequence[str]) -> str:
    sentence = ngettext(
        "If the certificate of conduct and the training of a reader last %(n)s day longer, that one fits.",
        "If the certificate of conduct and the training of a reader last %(n)s days longer, that one fits.",
        days,
    )
    return sentence % {"n": days}


_CHANGES: dict[str, Callable[[int, Sequence[str]], str]] = {
    "distance": _distance,
    "slot": _slot,
    "place": _place,
    "children": _children,
    "language": _language,
    "capacity": _capacity,
    "certificate": _certificate,
}
