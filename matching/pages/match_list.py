"""The coordinator's register of matches as a table, and as a file."""

from collections.abc import Sequence

from django.http import HttpResponseBase
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from matching.domain import queries
from matching.domain.guidance import Attention, Guidance, guidance_of
from matching.domain.search import (
    answer_awaited,
    answer_due,
    followed_by,
    followed_by_nobody,
    meeting_to_plan,
    reading,
    search,
    silent,
)
from matching.domain.wording.moments import briefly
from matching.models import Match
from matching.states import MatchState
from programmes.domain.access import Action, Scope
from programmes.models import District, Register
from programmes.pages.doors import PageRequest, for_whom_may
from programmes.pages.filters import AnyFilter, ConditionFilter, Filter, Option, names_of
from programmes.pages.register_table import Column, NamedQuery, Table, download, show

BUILT_IN = [
    NamedQuery(_("Matches I follow"), "mine=yes"),
    NamedQuery(_("Reading now"), "state=active&sort=volunteer"),
]


@for_whom_may(Action.MATCHES_WRITE)
def matches(request: PageRequest) -> HttpResponseBase:
    return show(request, _table(request), "matching/matches.html")


@for_whom_may(Action.MATCHES_WRITE)
def matches_export(request: PageRequest) -> HttpResponseBase:
    return download(request, _table(request))


def _table(request: PageRequest) -> Table[Match]:
    rows = queries.matches_visible_to(request.actor, Action.MATCHES_WRITE).select_related("guide")
    return Table(
        register=Register.MATCHES,
        rows=rows.prefetch_related(None).prefetch_related("family__homes__district"),
        search=search,
        columns=COLUMNS,
        filters=_filters(request),
        order="-sent",
        opens="work-match",
        exports="work-matches-export",
        file_name=str(_("matches")),
        built_in=BUILT_IN,
        family=lambda match: match.family_id,
        prepare=_prepare,
    )


def _filters(request: PageRequest) -> list[AnyFilter]:
    today = localdate()
    regions = request.actor.targets(Action.MATCHES_WRITE, Scope.REGION)
    mine = {
        "yes": Option(_("I follow them"), followed_by(request.user.pk)),
        "nobody": Option(_("Nobody follows them"), followed_by_nobody()),
    }
    phase = {
        "answering": Option(_("Waiting for an answer"), answer_awaited()),
        "reading": Option(_("Running or paused"), reading()),
    }
    attention = {
        "answer": Option(Attention.UNANSWERED.label, answer_due(on=today)),
        "meeting": Option(_("Plan first meeting"), meeting_to_plan()),
        "silent": Option(_("No visit for 3 weeks"), silent(on=today)),
    }
    districts = names_of(District.objects.filter(region__in=regions).order_by("name"))
    return [
        Filter("state", _("State"), "state", dict(MatchState.choices)),
        ConditionFilter("phase", _("Phase"), phase),
        ConditionFilter("mine", _("Followed by"), mine),
        ConditionFilter("attention", _("Needs attention"), attention),
        Filter("district", _("District"), "family__homes__district", districts),
    ]


def _prepare(rows: Sequence[Match]) -> None:
    """Look up where a page of matches stands, in one go."""
    found = guidance_of(rows, localdate())
    for row in rows:
        row.guidance = found[row.pk]  # type: ignore[attr-defined] # for the columns - derived, never stored


def _guidance(match: Match) -> Guidance | None:
    return getattr(match, "guidance", None)


def _week(match: Match) -> str:
    guidance = _guidance(match)
    if guidance is None or guidance.week is None:
        return ""
    return gettext("%(week)s of %(weeks)s") % {"week": guidance.week, "weeks": guidance.weeks}


def _attention(match: Match) -> str:
    guidance = _guidance(match)
    return str(guidance.attention.label) if guidance and guidance.attention else ""


def _districts(match: Match) -> str:
    homes = match.family.homes.all()
    return ", ".join(dict.fromkeys(str(home.district) for home in homes if home.district))


COLUMNS: list[Column[Match]] = [
    Column("family", _("Family"), lambda match: match.family.reference, sort=("family__number",)),
    Column("district", _("District"), _districts, template="matching/cells/districts.html"),
    Column(
        "volunteer",
        _("Volunteer"),
        lambda match: match.volunteer.full_name,
        sort=("volunteer__last_name", "volunteer__first_name"),
    ),
    Column("moment", _("Moment"), lambda match: briefly(match.option)),
    Column("sent", _("Sent on"), lambda match: match.proposed_at, sort=("proposed_at",)),
    Column("reply", _("Answer before"), lambda match: match.reply_by, sort=("reply_by",), is_shown=False),
    Column("week", _("Week"), _week, sort=("-started_on",)),
    Column("attention", _("Needs attention"), _attention, template="matching/cells/attention.html"),
    Column(
        "state",
        _("State"),
        lambda match: match.get_state_display(),
        sort=("state", "reply_by"),
        template="matching/cells/state.html",
    ),
    Column(
        "guide",
        _("Followed by"),
        lambda match: str(match.guide) if match.guide else None,
        sort=("guide__name", "family__number"),
        is_shown=False,
    ),
    Column(
        "meeting",
        _("First meeting"),
        lambda match: match.introduction_on,
        sort=("introduction_on",),
        is_shown=False,
    ),
    Column("begun", _("First visit"), lambda match: match.started_on, sort=("started_on",), is_shown=False),
    Column(
        "programme",
        _("Programme"),
        lambda match: match.programme.name,
        sort=("programme__name",),
        is_shown=False,
    ),
]
