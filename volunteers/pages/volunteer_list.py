"""The coordinator's register of volunteers as a table, and as a file."""

from datetime import date

from django.http import HttpResponseBase
from django.utils.timezone import localdate
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from programmes.domain.access import Action, Scope
from programmes.models import District, Register
from programmes.pages.doors import PageRequest, for_whom_may
from programmes.pages.filters import AnyFilter, ConditionFilter, Filter, Option, names_of
from programmes.pages.language_names import in_words, language_names
from programmes.pages.register_table import Column, NamedQuery, Table, download, show
from volunteers.domain import certificates, queries
from volunteers.domain.certificates import BlockedReason
from volunteers.domain.search import (
    certificate_asked,
    certificate_lapses_soon,
    certificate_missing,
    certificate_valid,
    has_room,
    is_full,
    search,
    with_certificate,
    with_places,
)
from volunteers.models import Volunteer
from volunteers.states import SEEN_BY_COORDINATORS, VolunteerState

MOST_UNCONFIRMED = 20
STATES = {value: name for value, name in VolunteerState.choices if value in SEEN_BY_COORDINATORS}
BUILT_IN = [
    NamedQuery(_("Room for a family"), "room=yes"),
    NamedQuery(_("Certificate ends within 3 months"), "certificate=soon&sort=certificate"),
]


@for_whom_may(Action.MATCHES_WRITE)
def volunteers(request: PageRequest) -> HttpResponseBase:
    unconfirmed = queries.awaiting_confirmation(request.actor)[:MOST_UNCONFIRMED]
    return show(request, _table(request), "volunteers/register.html", {"unconfirmed": unconfirmed})


@for_whom_may(Action.MATCHES_WRITE)
def volunteers_export(request: PageRequest) -> HttpResponseBase:
    return download(request, _table(request))


def _table(request: PageRequest) -> Table[Volunteer]:
    return Table(
        register=Register.VOLUNTEERS,
        rows=with_certificate(with_places(queries.listed_for(request.actor))),
        search=search,
        columns=COLUMNS,
        filters=_filters(request),
        order="name",
        opens="work-volunteer",
        exports="work-volunteers-export",
        file_name=str(_("volunteers")),
        built_in=BUILT_IN,
    )


def _filters(request: PageRequest) -> list[AnyFilter]:
    today = localdate()
    regions = request.actor.targets(Action.VOLUNTEERS_WRITE, Scope.REGION)
    certificate = {
        "valid": Option(_("Valid"), certificate_valid(on=today)),
        "soon": Option(_("Ends within 3 months"), certificate_lapses_soon(on=today)),
        "asked": Option(_("Asked for"), certificate_asked()),
        "missing": Option(_("Missing or lapsed"), certificate_missing(on=today)),
    }
    room = {"yes": Option(_("Room"), has_room()), "no": Option(_("Full"), is_full())}
    districts = names_of(District.objects.filter(region__in=regions).order_by("name"))
    return [
        Filter("state", _("State"), "state", STATES),
        ConditionFilter("certificate", _("Certificate"), certificate),
        ConditionFilter("room", pgettext_lazy("families at a time", "Places"), room),
        Filter("district", _("District"), "district", districts),
        Filter("language", _("Language"), "languages__code", language_names()),
    ]


def _blocked(volunteer: Volunteer) -> BlockedReason | None:
    if volunteer.state not in (VolunteerState.AVAILABLE, VolunteerState.ACCEPTED):
        return None
    return certificates.blocked_reason(volunteer, on=localdate())


def _state(volunteer: Volunteer) -> str:
    blocked = _blocked(volunteer)
    state = volunteer.get_state_display()
    return f"{state}, {blocked.label}" if blocked else state


def _travels(volunteer: Volunteer) -> str:
    minutes = gettext("%(minutes)s min at most") % {"minutes": volunteer.max_minutes}
    return f"{volunteer.get_means_display()}, {minutes}"


def _places(volunteer: Volunteer) -> str:
    taken: int = getattr(volunteer, "places_taken", 0)
    return gettext("%(taken)s of %(places)s") % {"taken": taken, "places": volunteer.capacity}


def _certificate_until(volunteer: Volunteer) -> date | None:
    return getattr(volunteer, "certificate_until", None)


COLUMNS: list[Column[Volunteer]] = [
    Column("name", _("Name"), lambda reader: reader.sorting_name, sort=("last_name", "first_name")),
    Column(
        "district",
        _("District"),
        lambda reader: str(reader.district or ""),
        sort=("district__name", "last_name"),
        template="volunteers/cells/district.html",
    ),
    Column(
        "travels",
        _("Travels"),
        _travels,
        sort=("means", "-max_minutes"),
        template="volunteers/cells/travels.html",
    ),
    Column("languages", _("Languages"), lambda reader: in_words(row.code for row in reader.languages.all())),
    Column(
        "places", pgettext_lazy("families at a time", "Places"), _places, sort=("places_taken", "last_name")
    ),
    Column("certificate", _("Certificate until"), _certificate_until, sort=("certificate_until",)),
    Column(
        "registered",
        _("Signed up"),
        lambda reader: reader.registered_at,
        sort=("-registered_at",),
        is_shown=False,
    ),
    Column(
        "state",
        _("State"),
        _state,
        sort=("state", "last_name"),
        template="volunteers/cells/state.html",
        detail=_blocked,
    ),
    Column(
        "email",
        _("E-mail"),
        lambda reader: "" if reader.erased_at else reader.email,
        sort=("email",),
        is_shown=False,
    ),
    Column("phone", _("Telephone"), lambda reader: reader.phone, is_shown=False),
    Column(
        "programmes",
        _("Programmes"),
        lambda reader: ", ".join(programme.name for programme in reader.programmes.all()),
        is_shown=False,
    ),
]
