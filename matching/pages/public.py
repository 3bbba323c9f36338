"""Pages for everybody: the first page, how we match, privacy, accessibility, help."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localdate

from families.domain.kept import kept_of_families
from matching.domain.accessibility import statement
from matching.domain.last_round import LastRound, last_rounds
from matching.domain.presets import WEIGHTS, name_of, rules_of
from matching.domain.small_cells import FEWEST
from matching.domain.taking_part import places_of_reading
from matching.domain.wording.codes import PARTS
from matching.domain.wording.goals import Goal, goals
from matching.domain.wording.rulebook import RuleInWords, rulebook
from programmes.models import Programme, Region, Role, RoleAssignment, User
from programmes.values.consent import PRIVACY_VERSION
from volunteers.domain.kept import kept_of_volunteers

HOMES = {
    Role.COORDINATOR: "work",
    Role.SOCIAL_WORKER: "my-families",
    Role.VOLUNTEER: "my-page",
    Role.ADMINISTRATOR: "admin:index",
}
# The day on which the statement about accessibility was looked at last.
STATEMENT_ON = date(2026, 12, 1)


@dataclass(frozen=True)
class RulesOfOne:
    """All that decides in one programme of one municipality."""

    region: Region
    programme: Programme
    goals: tuple[Goal, ...]
    rules: list[RuleInWords]
    last: LastRound | None


def start(request: HttpRequest) -> HttpResponseBase:
    """Send who is logged in to their own side of the house; show all others the ways in."""
    if isinstance(request.user, User):
        return _own_side(request, request.user)
    places = places_of_reading()
    only = places[0] if len(places) == 1 else None
    context = {"places": places, "only": only, "fewest": FEWEST, "today": localdate()}
    return render(request, "matching/public/home.html", context)


def how_we_match(request: HttpRequest) -> HttpResponseBase:
    rounds = last_rounds()
    chapters = [
        RulesOfOne(
            region=place.region,
            programme=programme,
            goals=goals(rules_of(programme)),
            rules=rulebook(programme, place.region),
            last=rounds.get((place.region.pk, programme.pk)),
        )
        for place in places_of_reading()
        for programme in place.programmes
    ]
    context = {
        "chapters": chapters,
        "parts": list(PARTS.values()),
        "presets": _presets(),
        "register": settings.ALGORITHM_REGISTER_URL,
        "asks_elsewhere": bool(settings.GEOCODER_URL),
        "fewest": FEWEST,
    }
    return render(request, "matching/public/how_we_match.html", context)


def privacy(request: HttpRequest) -> HttpResponseBase:
    context = {
        "version": PRIVACY_VERSION,
        "of_volunteers": kept_of_volunteers(),
        "of_families": kept_of_families(),
        "asks_elsewhere": bool(settings.GEOCODER_URL),
        "draft_days": settings.DRAFT_KEPT_DAYS,
        "unconfirmed_days": settings.SIGN_UP_ERASE_DAYS,
        "places": places_of_reading(),
    }
    return render(request, "matching/public/privacy.html", context)


def accessibility(request: HttpRequest) -> HttpResponseBase:
    context = {
        "on": STATEMENT_ON,
        "statement": statement(planned=settings.ACCESSIBILITY_EXAMINATION_ON, today=localdate()),
        "signed_by": settings.ACCESSIBILITY_SIGNED_BY,
        "site": settings.PUBLIC_URL,
        "places": places_of_reading(),
    }
    return render(request, "matching/public/accessibility.html", context)


def assistance(request: HttpRequest) -> HttpResponseBase:
    return render(request, "matching/public/help.html", {"places": places_of_reading()})


def _own_side(request: HttpRequest, user: User) -> HttpResponseBase:
    assignments = RoleAssignment.objects.filter(user=user)
    roles = set(assignments.values_list("role", flat=True))
    home = next((page for role, page in HOMES.items() if role in roles), "")
    return redirect(home) if home else render(request, "programmes/no_role.html")


def _presets() -> list[tuple[str, list[int]]]:
    """List the choices a coordinator has, with the points that each part of fitting well can give."""
    return [
        (str(name_of(preset)), [getattr(weights, part) for part in PARTS])
        for preset, weights in WEIGHTS.items()
    ]
