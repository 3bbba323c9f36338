"""Who sees how much of a match: coordinators the facts, a volunteer little until both said yes.

A family's name, telephone and addresses reach the volunteer of an accepted match only, one match
at a time (each look is logged), and no longer than 30 days after its end.
"""

from datetime import datetime
from enum import Enum, auto
from typing import Any

from django.utils import timezone

from matching.api.briefs import family_brief, volunteer_brief
from matching.domain.acquaintance import homes_of, know_each_other
from matching.models import Match
from programmes.domain.access import Action, Actor, Scope


class Layer(Enum):
    """How much one asker sees of one match."""

    FACTS = auto()
    OWN = auto()
    ANSWER = auto()


def layer_of(match: Match, actor: Actor) -> Layer:
    """Give the widest layer that the asker's rights open."""
    if match.region_id in actor.targets(Action.MATCHES_READ, Scope.REGION):
        return Layer.FACTS
    return (
        Layer.OWN
        if match.accounts.intersection(actor.targets(Action.MATCHES_READ, Scope.OWN))
        else Layer.ANSWER
    )


def shown(match: Match, actor: Actor) -> dict[str, Any]:
    """Represent a match for a list: no name or address of a family."""
    layer = layer_of(match, actor)
    if layer is Layer.ANSWER:
        return {"id": match.pk, "state": match.state, "family": {"id": match.family_id}}
    named = actor.may(Action.VOLUNTEERS_READ)
    whole = {
        "id": match.pk,
        "region": match.region.slug,
        "programme": match.programme.slug,
        "state": match.state,
        "volunteer": volunteer_brief(match.volunteer, named=named),
        "partner": volunteer_brief(match.partner, named=named) if match.partner else None,
        "family": _family(match, layer),
        **{name: getattr(match, name) for name in _COMMON},
    }
    return whole if layer is Layer.OWN else whole | {name: getattr(match, name) for name in _COORDINATOR}


def has_contact(match: Match, actor: Actor, *, now: datetime | None = None) -> bool:
    """Tell whether the asker is the volunteer of a match in which the two know each other."""
    return layer_of(match, actor) is Layer.OWN and know_each_other(match, now=now or timezone.now())


def contact(match: Match) -> dict[str, Any]:
    """Give name, telephone and the addresses of the weeks in which visits are."""
    family = match.family
    return {
        "name": family.contact_name,
        "phone": family.phone,
        "addresses": [
            {
                "postcode": home.postcode,
                "house_number": home.house_number,
                "house_addition": home.house_addition,
                "rhythm": home.rhythm,
            }
            for home in homes_of(match)
        ],
    }


def _family(match: Match, layer: Layer) -> dict[str, Any]:
    brief = family_brief(match.family)
    return brief if layer is Layer.FACTS else {name: brief[name] for name in ("districts", "ages")}


_COMMON = (
    *("option", "minutes", "proposed_at", "reply_by", "volunteer_accepted_at", "family_accepted_at"),
    *("introduction_on", "started_on", "ended_at"),
)
_COORDINATOR = ("proposal_id", "reader_number", "end_reason")
