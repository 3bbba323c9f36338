"""Beside a family or a reader: who they read with, who fits, and what was decided about them.

The page of the register loads this into itself; without script it is a page of its own.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from families.domain import queries as families
from matching.domain import overrides, possible_pairs, queries
from matching.domain.possible_pairs import Possible, PossiblePair
from matching.domain.wording import blocker_sentence, families_lost_sentence
from matching.domain.wording.moments import briefly
from matching.states import MatchState, OverrideState
from programmes.domain.access import Action, log_read
from programmes.pages.doors import PageRequest, for_whom_may
from volunteers.domain import queries as volunteers

MOST_MATCHES = 20


@dataclass(frozen=True)
class Row:
    """Somebody who fits, with the moments in words."""

    person: Any
    pair: PossiblePair
    moment: str


@for_whom_may(Action.MATCHES_WRITE)
def of_family(request: PageRequest, pk: int) -> HttpResponseBase:
    family = get_object_or_404(families.visible_to(request.actor, Action.FAMILIES_INTAKE), pk=pk)
    now = timezone.now()
    if not request.htmx:
        # Loaded into the page of the family: that page has written the look down.
        log_read(family, actor=request.actor, action="read", now=now)
    found = possible_pairs.for_family(
        family_id=pk, region=family.region, programme=family.programme, day=timezone.localdate(now)
    )
    known = volunteers.visible_to(request.actor).in_bulk([pair.volunteer_id for pair in found.best])
    context = {
        "side": "family",
        "person": family,
        "title": _("Matches of %(who)s") % {"who": family.reference},
        "rows": _rows(found, known, lambda pair: pair.volunteer_id),
        "total": found.total,
        "lost": [blocker_sentence(rule, number) for rule, number in found.lost],
        **_together(request, Q(family=pk), Q(family=pk)),
    }
    return _answer(request, context)


@for_whom_may(Action.MATCHES_WRITE)
def of_volunteer(request: PageRequest, pk: int) -> HttpResponseBase:
    volunteer = get_object_or_404(volunteers.visible_to(request.actor, Action.VOLUNTEERS_WRITE), pk=pk)
    found = possible_pairs.for_volunteer(
        volunteer_id=pk,
        region=volunteer.region,
        programmes=volunteer.programmes.all(),
        day=timezone.localdate(),
    )
    those = families.visible_to(request.actor, Action.FAMILIES_INTAKE)
    known = those.in_bulk([pair.family_id for pair in found.best])
    context = {
        "side": "volunteer",
        "person": volunteer,
        "title": _("Matches of %(who)s") % {"who": volunteer.full_name},
        "rows": _rows(found, known, lambda pair: pair.family_id),
        "total": found.total,
        "lost": [families_lost_sentence(rule, number) for rule, number in found.lost],
        **_together(request, Q(volunteer=pk) | Q(partner=pk), Q(volunteer=pk)),
    }
    return _answer(request, context)


def _answer(request: PageRequest, context: dict[str, object]) -> HttpResponseBase:
    template = "matching/beside_person.html" if request.htmx else "matching/possible_pairs.html"
    return render(request, template, context)


def _rows(
    found: Possible, known: Mapping[int, object], number_of: Callable[[PossiblePair], int]
) -> list[Row]:
    """Put people to the pairs; who is out of the actor's sight is left out."""
    return [
        Row(known[number_of(pair)], pair, briefly(pair.option))
        for pair in found.best
        if number_of(pair) in known
    ]


def _together(request: PageRequest, of_matches: Q, of_overrides: Q) -> dict[str, object]:
    """List the matches of this person, and the pins and bans in force about them."""
    matches = queries.matches_visible_to(request.actor).filter(of_matches)
    matches = matches.exclude(state=MatchState.TAKEN_BACK).order_by("-proposed_at", "-pk")[:MOST_MATCHES]
    decided = overrides.visible_to(request.actor).filter(of_overrides, state=OverrideState.OPEN)
    day = timezone.localdate()
    return {
        "matches": [(match, briefly(match.option)) for match in matches],
        "decisions": [item for item in decided.order_by("kind", "pk") if item.holds_on(day)],
    }
