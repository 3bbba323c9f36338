"""What is due for a coordinator: oldest first, one button a line."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from families.domain import queries as families
from families.states import FamilyState
from matching.domain import queries
from matching.models import Match
from matching.pages.match_steps import ANSWERING
from matching.states import MatchState
from programmes.domain.access import Action, Actor
from volunteers.domain import queries as volunteers

ANSWER_DAYS = 3
CERTIFICATE_WEEKS = 3
MOST_OF_A_KIND = 5


@dataclass(frozen=True)
class Task:
    """One line: when it is due, what it is, where its button leads."""

    due: date
    title: str
    detail: str
    button: str | Promise
    address: str

    @property
    def days(self) -> int:
        return (self.due - localdate()).days

    @property
    def is_late(self) -> bool:
        return self.days < 0

    @property
    def is_soon(self) -> bool:
        return self.days <= 1


def tasks(actor: Actor) -> list[Task]:
    """List what is due, with a constant number of queries."""
    matches = queries.matches_visible_to(actor, Action.MATCHES_WRITE)
    found = [*_unanswered(matches), *_unmet(matches), *_certificates(actor), *_intakes(actor)]
    return sorted(found, key=lambda task: task.due)


def _unanswered(matches: QuerySet[Match]) -> list[Task]:
    until = localdate() + timedelta(days=ANSWER_DAYS)
    rows = matches.filter(state__in=ANSWERING, reply_by__lte=until).order_by("reply_by")[:MOST_OF_A_KIND]
    return [
        Task(
            match.reply_by,
            _("Answer is due: %(volunteer)s and family %(family)s") % _names(match),
            _("Sent on %(day)s.") % {"day": f"{localdate(match.proposed_at):%d-%m-%Y}"},
            gettext_lazy("Ask for the answer"),
            reverse("work-match", args=[match.pk]),
        )
        for match in rows
    ]


def _unmet(matches: QuerySet[Match]) -> list[Task]:
    rows = matches.filter(state=MatchState.ACCEPTED).order_by("pk")[:MOST_OF_A_KIND]
    return [
        Task(
            localdate(),
            _("Plan the first meeting: %(volunteer)s and family %(family)s") % _names(match),
            _("Both said yes."),
            gettext_lazy("Plan"),
            reverse("work-match", args=[match.pk]),
        )
        for match in rows
    ]


def _certificates(actor: Actor) -> list[Task]:
    late = localdate() - timedelta(weeks=CERTIFICATE_WEEKS)
    rows = volunteers.visible_to(actor, Action.VOLUNTEERS_WRITE).prefetch_related(None)
    waiting = rows.filter(
        certificate__requested_on__lte=late,
        certificate__seen_on__isnull=True,
        certificate__refused_on__isnull=True,
    ).order_by("certificate__requested_on")
    return [
        Task(
            volunteer.certificate.requested_on + timedelta(weeks=CERTIFICATE_WEEKS),
            _("Certificate of conduct of %(name)s") % {"name": volunteer.full_name},
            _("Requested on %(day)s.") % {"day": f"{volunteer.certificate.requested_on:%d-%m-%Y}"},
            gettext_lazy("Record certificate"),
            reverse("work-volunteer", args=[volunteer.pk]),
        )
        for volunteer in waiting[:MOST_OF_A_KIND]
    ]


def _intakes(actor: Actor) -> list[Task]:
    rows = families.visible_to(actor, Action.FAMILIES_INTAKE).prefetch_related(None)
    ready = rows.filter(state=FamilyState.INTAKE_DONE).order_by("registered_at")[:MOST_OF_A_KIND]
    return [
        Task(
            localdate(),
            _("Put family %(family)s on the waiting list") % {"family": family.reference},
            _("The intake is done."),
            gettext_lazy("View"),
            reverse("work-family", args=[family.pk]),
        )
        for family in ready
    ]


def _names(match: Match) -> dict[str, str]:
    return {"volunteer": match.volunteer.full_name, "family": match.family.reference}
