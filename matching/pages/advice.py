"""Recruiting advice: where one more reader would help, and which small changes would help too."""

from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import render

from matching.domain import recruiting
from matching.domain.wording.changes import change_sentence
from matching.models import MatchingRun
from matching.pages.gain_map import gain_map
from matching.pages.recruiting_words import language, moment, small_change
from programmes.domain.access import Action
from programmes.models import District
from programmes.pages.doors import PageRequest, for_whom_may


@for_whom_may(Action.RUNS_READ)
def advice(request: PageRequest) -> HttpResponseBase:
    run = recruiting.last_run(request.actor)
    return render(request, "matching/advice.html", {"run": run, **(_advised(run) if run else {})})


def _advised(run: MatchingRun) -> dict[str, Any]:
    spots = recruiting.spots(run)
    gains = recruiting.gain_by_district(spots)
    districts = District.objects.filter(region=run.region_id)
    return {
        "spots": [
            (spot, moment(spot), language(spot), change_sentence(spot.gain, exact=True)) for spot in spots
        ],
        "changes": [(change, small_change(change)) for change in recruiting.small_changes(run)],
        "map": gain_map(districts, gains) if spots else None,
        "unplaced": run.unplaced.count(),
        "figures": getattr(run, "figures", None),
    }
