"""Who is on the way from a sign-up to the first family, by stage, the longest wait first."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Count, QuerySet, Window
from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from programmes.domain.access import Action
from programmes.pages.doors import PageRequest, for_whom_may
from volunteers.domain import preparation, queries
from volunteers.domain.preparation import Lack
from volunteers.models import Volunteer
from volunteers.states import VolunteerState

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

MOST = 200


@dataclass(frozen=True)
class OnTheWay:
    """One volunteer, and what is not there yet."""

    volunteer: Volunteer
    lacks: list[Lack]

    @property
    def is_complete(self) -> bool:
        return not self.lacks


@dataclass(frozen=True)
class Stage:
    """A part of the way: what has to be done there, how many are there, and those who came first."""

    code: str
    title: "StrOrPromise"
    none: "StrOrPromise"
    total: int
    people: list[OnTheWay]


STAGES = (
    (VolunteerState.CONFIRMED, _("To call"), _("Nobody waits for a first call.")),
    (VolunteerState.INTERVIEW_PLANNED, _("Interview planned"), _("No interview is planned.")),
    (VolunteerState.ACCEPTED, _("Accepted, not available yet"), _("Whoever is accepted takes part.")),
)


@for_whom_may(Action.MATCHES_WRITE)
def sign_ups(request: PageRequest) -> HttpResponseBase:
    today = localdate()
    rows = queries.guided_by(request.actor).prefetch_related(None).prefetch_related("programmes")
    context = {
        "stages": [_stage(rows.filter(state=state), today, state, *words) for state, *words in STAGES],
        "unconfirmed": queries.awaiting_confirmation(request.actor).order_by("registered_at", "pk")[:MOST],
        "today": today,
        "remind_days": settings.SIGN_UP_REMIND_DAYS,
        "erase_days": settings.SIGN_UP_ERASE_DAYS,
    }
    return render(request, "volunteers/sign_ups.html", context)


def _stage(
    rows: QuerySet[Volunteer], today: date, code: str, title: "StrOrPromise", none: "StrOrPromise"
) -> Stage:
    """Read the first of a stage and the number of all: of interviews by their day, else by sign-up."""
    first = ["interview_on"] if code == VolunteerState.INTERVIEW_PLANNED else []
    counted = rows.annotate(in_all=Window(Count("pk"))).order_by(*first, "registered_at", "pk")
    found = list(counted[:MOST])
    people = [OnTheWay(volunteer, preparation.lacks(volunteer, on=today)) for volunteer in found]
    return Stage(code, title, none, vars(found[0])["in_all"] if found else 0, people)
