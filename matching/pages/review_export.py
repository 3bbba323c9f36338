"""The proposals that a review shows, with its filters and its order, as a spreadsheet."""

from collections.abc import Iterator
from typing import cast

from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from matching.domain import queries
from matching.domain.wording.moments import briefly
from matching.models import Proposal
from matching.pages.review import shown_rows, stand_of
from programmes.domain.access import Action
from programmes.domain.export import Row, export
from programmes.pages.doors import PageRequest, for_whom_may
from programmes.pages.downloads import file_answer, kind_of

DAYS = 7
BATCH = 500
COLUMNS = (
    _("Family"),
    _("District"),
    _("Children"),
    _("Weeks"),
    _("Urgent"),
    _("Volunteer"),
    _("District of the volunteer"),
    _("Moment"),
    _("Moments possible"),
    _("Minutes of travel"),
    _("Fits, of 100"),
    _("State"),
    _("Approved by"),
    _("Approved on"),
)


@for_whom_may(Action.RUNS_READ)
def spreadsheet_of_review(request: PageRequest, pk: int) -> HttpResponseBase:
    run = get_object_or_404(queries.runs_visible_to(request.actor), pk=pk)
    kind = kind_of(request.GET.get("as", ""))
    now = timezone.now()
    shown = cast("QuerySet[Proposal]", shown_rows(request, run).page.paginator.object_list)
    title = str(_("Run %(number)s") % {"number": run.number})
    file = export(title=title, columns=COLUMNS, rows=_rows(shown), kind=kind, by=request.actor, now=now)
    return file_answer(file, name=str(_("proposals")), kind=kind, now=now)


def _rows(proposals: QuerySet[Proposal]) -> Iterator[Row]:
    for row in proposals.iterator(chunk_size=BATCH):
        homes = [str(home.district) for home in row.family.homes.all() if home.district]
        approved = timezone.localtime(row.approved_at).date() if row.approved_at else None
        values = (
            row.family.reference,
            ", ".join(homes),
            len(row.family.children.all()),
            row.waiting_days // DAYS,
            str(_("yes") if row.urgent else _("no")),
            row.volunteer.full_name,
            str(row.volunteer.district or ""),
            briefly(row.option),
            row.common_slots,
            row.minutes,
            round(row.score / 10),
            stand_of(row),
            str(row.approved_by or ""),
            approved or "",
        )
        yield Row(values, family=row.family_id)
