"""Telling of a visit, by link or logged in: the same pages, each with addresses of its own."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from matching.domain import visit_links, visits
from matching.domain.guidance import assess
from matching.domain.trail import Trail, trails_of
from matching.domain.visit_plan import last_begun, next_of
from matching.domain.wording.moments import in_full
from matching.models import Match, Visit
from matching.pages.visit_forms import OwnVisitForm, likely, told_before, why_not
from matching.pages.whom_to_ask import person_for
from programmes.domain.refusal import InvalidInput, Refusal
from programmes.domain.versions import StaleError
from programmes.models import User
from programmes.pages import refused
from programmes.pages.form_version import version_in

AGAIN = "again"
MORE = "more"


@dataclass(frozen=True)
class Door:
    """By which way a reader came in.

    Attributes
    ----------
    key
        Under which a visit that could not be sent is kept on the reader's device: no secret, no name.
    """

    match: Match
    by: User
    key: str
    form: str
    saved: Callable[[int], str]
    correct: Callable[[int], str]
    by_link: bool = False


def tell(request: HttpRequest, door: Door) -> HttpResponseBase:
    """Ask whether the visit took place; by link, when all was told already, say so."""
    now, match = timezone.now(), door.match
    trail = trails_of([match])[match.pk]
    due, last = last_begun(match, trail, now=now), match.visits.order_by("-on").first()
    # What was told too late is refused on the page on which it was typed.
    asks = request.method == "POST" or (visits.may_log(match) and (due is not None or MORE in request.GET))
    if door.by_link and last and not asks:
        return redirect(f"{door.saved(last.pk)}?{AGAIN}=1")
    day = due.on if due else timezone.localdate(now)
    form = OwnVisitForm(request.POST or None, initial=likely(day, match.programme.visit_minutes))
    if request.method == "POST" and form.is_valid():
        visit = _log(door, form, now)
        if visit is not None:
            again = "" if visit.logged_at == now else f"?{AGAIN}=1"
            return redirect(f"{door.saved(visit.pk)}{again}")
    context = _context(door, trail) | {
        "form": form,
        "due": due,
        "asks": asks,
    }
    if not door.by_link:
        context["visits"] = [(visit, why_not(visit)) for visit in match.visits.order_by("-on")]
    return render(request, "matching/own_visit.html", context)


def saved(request: HttpRequest, door: Door, visit: Visit) -> HttpResponseBase:
    """Say thank you, and what comes next."""
    match = door.match
    context = _context(door, trails_of([match])[match.pk]) | {
        "visit": visit,
        "why": why_not(visit),
        "again": AGAIN in request.GET,
        "correct": door.correct(visit.pk) if _may_correct(door, visit) else "",
    }
    return render(request, "matching/own_visit_saved.html", context)


def correct(request: HttpRequest, door: Door, visit: Visit) -> HttpResponseBase:
    """Change what was told; when somebody did so meanwhile, what stands now is asked about anew."""
    if not _may_correct(door, visit):
        raise Http404
    match = door.match
    typed = told_before(visit, match.programme.visit_minutes)
    form = OwnVisitForm(request.POST or None, initial=typed)
    version = version_in(request) or visits.version(visit)
    if request.method == "POST" and form.is_valid():
        try:
            visits.correct(visit=visit, told=form.account(), read=version, by=door.by, now=timezone.now())
        except StaleError:
            version = visits.version(visit)
            form.add_error(None, _("This visit was changed in the meantime. Check it, and save it again."))
        except (InvalidInput, Refusal) as refusal:
            refused.show(refusal, form)
        else:
            return redirect(door.saved(visit.pk))
    context = _context(replace(door, key=f"{door.key}-{visit.pk}"), trails_of([match])[match.pk]) | {
        "form": form,
        "visit": visit,
        "version": version,
        "asks": True,
    }
    return render(request, "matching/own_visit.html", context)


def _log(door: Door, form: OwnVisitForm, now: datetime) -> Visit | None:
    """Save it; what is refused stands at its field, with the visit that is there already."""
    told = form.account()
    try:
        return visits.log(match=door.match, told=told, by=door.by, now=now)
    except (InvalidInput, Refusal) as refusal:
        refused.show(refusal, form)
    there = door.match.visits.filter(on=told.on).first()
    if there is not None and _may_correct(door, there):
        form.there = door.correct(there.pk)
    return None


def _may_correct(door: Door, visit: Visit) -> bool:
    """Logged in, a reader may change each visit of their match; by link, what they told lately."""
    return not door.by_link or visit_links.may_correct(visit, match=door.match, now=timezone.now())


def _context(door: Door, trail: Trail) -> dict[str, object]:
    """Collect what each of the pages tells of the match."""
    match, now = door.match, timezone.now()
    return {
        "door": door,
        "match": match,
        "guidance": assess(match, trail, timezone.localdate(now)),
        "when": in_full(match.option, minutes=match.programme.visit_minutes),
        "next": next_of(match, trail, now=now),
        "may_log": visits.may_log(match),
        "person": person_for(match.region, match.guide),
    }
