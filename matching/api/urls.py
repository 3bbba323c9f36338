"""Addresses of runs, proposals, pins, bans and matches below ``/api/v1/``."""

from django.urls import path
from rest_framework.routers import SimpleRouter

from matching.api.advice import RunAdviceViewSet
from matching.api.comparison import RunComparisonViewSet
from matching.api.matches import MatchViewSet
from matching.api.overrides import BanViewSet, PinViewSet
from matching.api.price import PriceViewSet
from matching.api.proposals import ProposalViewSet
from matching.api.runs import RunProposalsViewSet, RunViewSet
from matching.api.unplaced import RunUnplacedViewSet
from matching.api.visits import MatchVisitsViewSet

router = SimpleRouter(trailing_slash=False)
router.register("matching-runs", RunViewSet, basename="matching-run")
router.register("proposals", ProposalViewSet, basename="proposal")
router.register("pins", PinViewSet, basename="pin")
router.register("bans", BanViewSet, basename="ban")
router.register("matches", MatchViewSet, basename="match")

urlpatterns = [
    path(
        "matching-runs/<int:run>/proposals",
        RunProposalsViewSet.as_view({"get": "list"}),
        name="matching-run-proposals",
    ),
    path(
        "matching-runs/<int:run>/unplaced",
        RunUnplacedViewSet.as_view({"get": "list"}),
        name="matching-run-unplaced",
    ),
    path(
        "matching-runs/<int:run>/advice",
        RunAdviceViewSet.as_view({"get": "list"}),
        name="matching-run-advice",
    ),
    path(
        "matching-runs/<int:run>/comparison",
        RunComparisonViewSet.as_view({"get": "retrieve"}),
        name="matching-run-comparison",
    ),
    path(
        "matches/<int:match>/visits",
        MatchVisitsViewSet.as_view({"get": "list", "post": "create"}),
        name="match-visits",
    ),
    path("pins/price", PriceViewSet.as_view({"post": "create"}), name="pin-price"),
    *router.urls,
]
