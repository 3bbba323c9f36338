"""Addresses of runs, proposals and matches below ``/api/v1/``."""

from django.urls import path
from rest_framework.routers import SimpleRouter

from matching.api.matches import MatchViewSet
from matching.api.proposals import ProposalViewSet
from matching.api.runs import RunProposalsViewSet, RunViewSet

router = SimpleRouter(trailing_slash=False)
router.register("matching-runs", RunViewSet, basename="matching-run")
router.register("proposals", ProposalViewSet, basename="proposal")
router.register("matches", MatchViewSet, basename="match")

urlpatterns = [
    path(
        "matching-runs/<int:run>/proposals",
        RunProposalsViewSet.as_view({"get": "list"}),
        name="matching-run-proposals",
    ),
    *router.urls,
]
