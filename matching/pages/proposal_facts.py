"""What a reader sees of a family before both said yes: ages, moment, way, languages; no name, no address."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from matching.domain.acquaintance import homes_of
from matching.domain.own_answer import Own
from matching.domain.wording.moments import in_full
from matching.domain.wording.reasons import language_names
from matching.domain.wording.to_reader import times, trip, why_you
from programmes.values.languages import is_good

if TYPE_CHECKING:
    from families.models import Family

ICONS = {"foot": "footprints", "bicycle": "bike", "e_bike": "bike", "transit": "bus", "car": "car"}


@dataclass(frozen=True)
class Facts:
    """The lines of a proposal, in words."""

    name: str
    ages: list[int]
    ages_in_words: str
    when: str
    times: str
    trip: str
    icon: str
    districts: str
    languages: str
    parent: str
    why: list[str]
    together_with: str
    leaves_from: str


def facts_of(own: Own, *, today: date) -> Facts:
    match, family = own.match, own.match.family
    ages = sorted(child.age_on(today) for child in family.children.all())
    districts = dict.fromkeys(str(home.district) for home in homes_of(match) if home.district)
    return Facts(
        name=own.reader.first_name,
        ages=ages,
        ages_in_words=_listed([str(age) for age in ages]),
        when=in_full(match.option, minutes=match.programme.visit_minutes),
        times=times(match.programme, today=today),
        trip=trip(match),
        icon=ICONS[match.volunteer.means],
        districts=", ".join(districts),
        languages=_languages(family),
        parent=_parent(family),
        why=why_you(match, match.proposal, own.reader),
        together_with=own.other.first_name if own.other else "",
        leaves_from=own.match.volunteer.first_name if own.is_second else "",
    )


def _listed(words: list[str]) -> str:
    """Write words as they are said: 9, 11 and 12."""
    *first, last = words or [""]
    return _("%(first)s and %(last)s") % {"first": ", ".join(first), "last": last} if first else last


def _languages(family: "Family") -> str:
    names = _listed([language_names([code]) for code in family.home_languages])
    return _("At home %(languages)s") % {"languages": names} if names else _("Language at home not known")


def _parent(family: "Family") -> str:
    if not family.parents_dutch:
        return _("A parent joins in")
    if is_good(family.parents_dutch):
        return _("A parent joins in and speaks Dutch")
    return _("A parent joins in and is learning Dutch")
