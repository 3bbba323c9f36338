"""The coordinator's register of families as a table, and as a file."""

from django.db.models import Q
from django.http import HttpResponseBase
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from families.domain import queries
from families.domain.search import WAITING_STATES, search, waits, with_wait
from families.models import Family
from families.states import FamilyState
from programmes.domain.access import Action, Scope
from programmes.models import District, Register
from programmes.pages.doors import PageRequest, for_whom_may
from programmes.pages.filters import AnyFilter, ConditionFilter, ElementFilter, Filter, Option, names_of
from programmes.pages.language_names import in_words, language_names
from programmes.pages.register_table import Column, NamedQuery, Table, download, show

DAYS_IN_WEEK = 7
BUCKETS = {
    "0": (_("0 to 4 weeks"), 0, 4),
    "5": (_("5 to 8 weeks"), 5, 8),
    "9": (_("9 to 12 weeks"), 9, 12),
    "13": (_("13 weeks or more"), 13, None),
}
BUILT_IN = [
    NamedQuery(_("Waiting for more than 12 weeks"), "wait=13"),
    NamedQuery(_("Intake to do"), "state=referred&sort=registered"),
]


@for_whom_may(Action.FAMILIES_INTAKE)
def families(request: PageRequest) -> HttpResponseBase:
    return show(request, _table(request), "families/register.html")


@for_whom_may(Action.FAMILIES_INTAKE)
def families_export(request: PageRequest) -> HttpResponseBase:
    return download(request, _table(request))


def _table(request: PageRequest) -> Table[Family]:
    rows = with_wait(queries.visible_to(request.actor, Action.FAMILIES_INTAKE))
    return Table(
        register=Register.FAMILIES,
        rows=rows.prefetch_related(None).prefetch_related("children", "homes__district"),
        search=search,
        columns=COLUMNS,
        filters=_filters(request),
        order="-waiting",
        opens="work-family",
        exports="work-families-export",
        file_name=str(_("families")),
        built_in=BUILT_IN,
        family=lambda family: family.pk,
    )


def _filters(request: PageRequest) -> list[AnyFilter]:
    districts = District.objects.filter(
        region__in=request.actor.targets(Action.FAMILIES_INTAKE, Scope.REGION)
    ).order_by("name")
    return [
        Filter("state", _("State"), "state", dict(FamilyState.choices)),
        ConditionFilter("wait", _("Waiting time"), _buckets()),
        ConditionFilter("urgent", _("Urgency"), URGENCY),
        Filter("district", _("District"), "homes__district", names_of(districts)),
        ElementFilter("language", _("Language"), "home_languages", language_names()),
    ]


def _buckets() -> dict[str, Option]:
    today = localdate()
    return {
        value: Option(name, waits(on=today, weeks_from=first, weeks_to=last))
        for value, (name, first, last) in BUCKETS.items()
    }


def _weeks(family: Family) -> int | None:
    if family.state not in WAITING_STATES or family.waiting_since is None:
        return None
    return (localdate() - family.waiting_since).days // DAYS_IN_WEEK


def _districts(family: Family) -> str:
    return ", ".join(dict.fromkeys(str(home.district) for home in family.homes.all() if home.district))


def _state(family: Family) -> str:
    urgent = _(", urgent") if family.is_urgent else ""
    return f"{family.get_state_display()}{urgent}"


URGENCY = {
    "yes": Option(_("Urgent"), Q(urgency_confirmed_at__isnull=False)),
    "asked": Option(
        _("Urgency to confirm"), Q(urgency_asked_at__isnull=False, urgency_confirmed_at__isnull=True)
    ),
}
COLUMNS: list[Column[Family]] = [
    Column("family", _("Family"), lambda family: family.reference, sort=("number",)),
    Column("name", _("Contact parent"), lambda family: family.sorting_name, sort=("last_name", "first_name")),
    Column("district", _("District"), _districts, template="families/cells/districts.html"),
    Column("children", _("Children"), lambda family: len(family.children.all()), is_number=True),
    Column("waiting", _("Weeks waiting"), _weeks, sort=("-waits_since",), is_number=True),
    Column("languages", _("Languages at home"), lambda family: in_words(family.home_languages)),
    Column("state", _("State"), _state, sort=("state", "waits_since"), template="families/cells/state.html"),
    Column(
        "programme",
        _("Programme"),
        lambda family: family.programme.name,
        sort=("programme__name", "waits_since"),
        is_shown=False,
    ),
    Column(
        "organisation",
        _("Referred by"),
        lambda family: family.organisation.name if family.organisation else None,
        sort=("organisation__name", "number"),
        is_shown=False,
    ),
    Column("phone", _("Telephone"), lambda family: family.phone, is_shown=False),
    Column(
        "registered",
        _("Registered on"),
        lambda family: family.registered_at,
        sort=("registered_at",),
        is_shown=False,
    ),
    Column(
        "interpreter",
        _("Interpreter"),
        lambda family: _("Yes") if family.needs_interpreter else _("No"),
        sort=("-needs_interpreter", "number"),
        is_shown=False,
    ),
]
