"""The hard rules as anybody may read them: one sentence for each code, with today's numbers."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from matching.solver.pairing import RULE_CODES
from programmes.models import Place, Programme, Region

METRES_PER_KM = 1_000
WHOLE = 100


@dataclass(frozen=True)
class RuleInWords:
    """A rule that every pair keeps."""

    code: str
    name: str
    sentence: str


NAMES = {
    "programme": gettext_lazy("Same programme"),
    "state": gettext_lazy("Both are ready"),
    "certificate": gettext_lazy("Certificate and training"),
    "distance": gettext_lazy("Near enough"),
    "language": gettext_lazy("Language"),
    "slot": gettext_lazy("A moment that suits both"),
    "place": gettext_lazy("A place that suits both"),
    "children": gettext_lazy("Children"),
    "restriction": gettext_lazy("What a reader cannot be with"),
    "ban": gettext_lazy("Not together"),
    "capacity": gettext_lazy("Room for a family"),
}


def rulebook(programme: Programme, region: Region) -> list[RuleInWords]:
    """Put the rules of this programme in this municipality into words, in the order of checking."""
    return [RuleInWords(code, str(NAMES[code]), SENTENCES[code](programme, region)) for code in RULE_CODES]


def _programme(programme: Programme, _region: Region) -> str:
    return _(
        "Both take part in %(programme)s, and the family has a child of %(from)s to %(to)s years old."
    ) % {"programme": programme.name, "from": programme.age_from, "to": programme.age_to}


def _state(_programme: Programme, _region: Region) -> str:
    return _("The reader is available. The family is on the waiting list and the parents agreed.")


def _certificate(programme: Programme, _region: Region) -> str:
    sentence = ngettext(
        "The certificate of conduct (VOG) is at most %(months)s month old and the training is valid,"
        " also on the day of the last of the %(visits)s visits.",
        "The certificate of conduct (VOG) is at most %(months)s months old and the training is valid,"
        " also on the day of the last of the %(visits)s visits.",
        programme.certificate_months,
    )
    return sentence % {"months": programme.certificate_months, "visits": programme.visits_planned}


def _distance(programme: Programme, region: Region) -> str:
    farthest = _kilometres(programme.max_metres)
    sentences = [
        _("The journey takes no longer than the reader wants to travel, and is no farther than %(km)s km.")
        % {"km": farthest},
        _("We count the straight line times %(factor)s, at these speeds: %(speeds)s.")
        % {"factor": number_format(region.detour_percent / WHOLE, 1), "speeds": _speeds(region)},
    ]
    if programme.min_metres:
        nearest = _("Reader and family live at least %(metres)s metres apart.")
        sentences.append(nearest % {"metres": number_format(programme.min_metres, force_grouping=True)})
    return " ".join(sentences)


def _language(_programme: Programme, _region: Region) -> str:
    return _("Did a family ask for a reader who speaks a certain language? Then the reader speaks it.")


def _slot(programme: Programme, _region: Region) -> str:
    return _(
        "Both can at the same fixed moment in the week, for %(minutes)s minutes, on the hour or half past."
        " Children with two homes may have a moment in each week, or only in the weeks of one home."
    ) % {"minutes": programme.visit_minutes}


def _place(programme: Programme, _region: Region) -> str:
    chosen = ", ".join(str(place.label) for place in Place if place in programme.places)
    return _("Both agree with the place. In %(programme)s these are possible: %(places)s.") % {
        "programme": programme.name,
        "places": chosen.lower(),
    }


def _children(_programme: Programme, _region: Region) -> str:
    return _("The reader accepts the number of children and all their ages.")


def _restriction(_programme: Programme, region: Region) -> str:
    if not region.uses_restrictions:
        return _("We do not ask about this in %(region)s.") % {"region": region.name}
    return _("Pets, smoking or stairs at home are no hindrance for the reader.")


def _ban(_programme: Programme, _region: Region) -> str:
    return _(
        "The two do not read together already, and no coordinator decided that they should not be paired."
        " Such a decision has a reason and can have an end date. A pair that ended with “not these two again”"
        " stays apart."
    )


def _capacity(programme: Programme, _region: Region) -> str:
    return _(
        "The reader has room for another family. Between two visits on one day there are at least"
        " %(minutes)s minutes."
    ) % {"minutes": programme.gap_minutes}


def _kilometres(metres: int) -> str:
    whole = metres % METRES_PER_KM == 0
    return number_format(metres / METRES_PER_KM, 0 if whole else 1)


def _speeds(region: Region) -> str:
    labels = {
        "foot": _("on foot"),
        "bicycle": _("bicycle"),
        "e_bike": _("e-bike"),
        "transit": _("public transport"),
        "car": _("car"),
    }
    said = [
        _("%(means)s %(speed)s km per hour") % {"means": labels[means], "speed": speed}
        for means, speed in region.speeds_km_per_hour.items()
        if means in labels
    ]
    return ", ".join(said)


SENTENCES: dict[str, Callable[[Programme, Region], str]] = {
    "programme": _programme,
    "state": _state,
    "certificate": _certificate,
    "distance": _distance,
    "language": _language,
    "slot": _slot,
    "place": _place,
    "children": _children,
    "restriction": _restriction,
    "ban": _ban,
    "capacity": _capacity,
}
