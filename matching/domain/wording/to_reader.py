"""A proposal as its reader is told it: how far, since when, and why we thought of them."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, ngettext_lazy

from matching.domain.wording.reasons import language_names
from matching.models import Match, Proposal
from programmes.models import Programme

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from families.models import Family
    from volunteers.models import Volunteer

DAYS_PER_WEEK = 7
LONG_WEEKS = 4
TRIPS: "Mapping[str, StrOrPromise]" = {
    "foot": ngettext_lazy("%(n)s minute on foot", "%(n)s minutes on foot", "n"),
    "bicycle": ngettext_lazy("%(n)s minute by bicycle", "%(n)s minutes by bicycle", "n"),
    "e_bike": ngettext_lazy("%(n)s minute by e-bike", "%(n)s minutes by e-bike", "n"),
    "transit": ngettext_lazy("%(n)s minute by public transport", "%(n)s minutes by public transport", "n"),
    "car": ngettext_lazy("%(n)s minute by car", "%(n)s minutes by car", "n"),
}


def trip(match: Match) -> str:
    """Say how long the way is: 8 minutes by bicycle."""
    return str(TRIPS[match.volunteer.means] % {"n": match.minutes})


def times(programme: Programme, *, today: date) -> str:
    """Say how often and from when: 20 times. Start in January."""
    number = ngettext("%(n)s time.", "%(n)s times.", programme.visits_planned) % {
        "n": programme.visits_planned
    }
    begin = programme.round_starts_on
    if begin is None or begin <= today:
        return f"{number} {_('You start as soon as you have met.')}"
    return f"{number} {_('Start in %(month)s.') % {'month': date_format(begin, 'F')}}"


def why_you(match: Match, proposal: Proposal | None, reader: "Volunteer") -> list[str]:
    """Tell in plain sentences why a run put this family with this reader.

    Parameters
    ----------
    proposal
        As the run froze it; none after it was taken back.
    reader
        Who reads the sentences: the volunteer, or the one who goes along.
    """
    if proposal is None:
        return []
    first = reader.pk == match.volunteer_id
    return [*_about_both(proposal), *(_about(match, proposal) if first else ()), *_wait(proposal)]


def _about_both(proposal: Proposal) -> Iterator[str]:
    number = proposal.common_slots
    yield ngettext(
        "%(n)s of your moments suits this family.", "%(n)s of your moments suit this family.", number
    ) % {"n": number}


def _about(match: Match, proposal: Proposal) -> Iterator[str]:
    volunteer, family = match.volunteer, match.family
    if 2 * proposal.minutes <= volunteer.max_minutes:
        yield _("You live nearby.")
    if volunteer.age_wish_from is not None and _is_full(proposal, "age"):
        yield _("You like to read with children of %(low)s to %(high)s years.") % {
            "low": volunteer.age_wish_from,
            "high": volunteer.age_wish_to,
        }
    shared = _shared_languages(volunteer, family)
    if shared:
        yield _("You speak a language of their home: %(languages)s.") % {"languages": shared}
    # Which need it is stays with the family until both said yes.
    if set(volunteer.experience) & {need for child in family.children.all() for need in child.needs}:
        yield _("You have experience with what helps these children.")


def _is_full(proposal: Proposal, part: str) -> bool:
    """Tell whether a part of the quality got all its points when the run weighed it."""
    weight = proposal.run.settings["weights"].get(part, 0)
    return bool(0 < weight <= proposal.parts.get(part, 0))


def _shared_languages(volunteer: "Volunteer", family: "Family") -> str:
    spoken = {language.code for language in volunteer.languages.all()}
    shared = [code for code in family.home_languages if code in spoken and code != "nl"]
    return language_names(shared)


def _wait(proposal: Proposal) -> Iterator[str]:
    weeks = proposal.waiting_days // DAYS_PER_WEEK
    if weeks >= LONG_WEEKS:
        yield _("This family has waited for %(n)s weeks.") % {"n": weeks}
