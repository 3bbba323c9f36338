"""``/pins/price``: what a pin, a ban or a swap would change in the outcome of a run, before it is decided."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import BaseThrottle
from rest_framework.viewsets import GenericViewSet

from families.domain import queries as families
from matching.api.briefs import (
    ChangeSerializer,
    FamilyBrief,
    VolunteerBrief,
    by_level,
    family_brief,
    volunteer_brief,
)
from matching.api.numbers import FamilyField, RunField, VolunteerField
from matching.api.rights import demand
from matching.domain.price import Decision, Pairing, Price, price
from matching.domain.price_wording import price_sentence
from matching.models import MatchingRun
from programmes.api.authentication import asking
from programmes.api.idempotency import OncePerKey
from programmes.api.serializers import StrictSerializer
from programmes.api.throttling import ScopedThrottle
from programmes.domain.access import Action, Actor
from programmes.models import IdempotencyKey
from volunteers.domain import queries as volunteers


class PriceQuestionSerializer(StrictSerializer):
    """A run that succeeded, and a decision; the other pair only for a swap."""

    run = RunField()
    kind = serializers.ChoiceField(choices=Decision.choices)
    volunteer = VolunteerField()
    family = FamilyField()
    with_volunteer = VolunteerField(required=False)
    with_family = FamilyField(required=False)


class MovedPairSerializer(serializers.Serializer[Any]):
    """A pair that comes into the outcome or leaves it."""

    volunteer = VolunteerBrief()
    family = FamilyBrief()
    score = serializers.IntegerField()
    minutes = serializers.IntegerField()
    proposal = serializers.IntegerField(allow_null=True)


class PriceSerializer(serializers.Serializer[Any]):
    """What a decision would change; not exact means that there was no time to prove it."""

    change = ChangeSerializer()
    exact = serializers.BooleanField()
    sentence = serializers.CharField()
    gained = MovedPairSerializer(many=True)
    lost = MovedPairSerializer(many=True)


class PriceViewSet(OncePerKey, GenericViewSet[MatchingRun]):
    """Prices for whoever may decide about runs."""

    queryset = MatchingRun.objects.none()
    serializer_class = PriceSerializer
    throttle_scope = "price"

    def get_throttles(self) -> list[BaseThrottle]:
        """Every price takes a process of its own: it has a rate of its own."""
        return [*super().get_throttles(), ScopedThrottle()]

    @extend_schema(
        summary="Price of a pin, a ban or a swap",
        request=PriceQuestionSerializer,
        responses={200: PriceSerializer},
    )
    def create(self, request: Request) -> Response:
        """Work out what a decision would change; nothing is stored."""
        actor = asking(request)
        demand(actor, Action.RUNS_WRITE)
        asked = PriceQuestionSerializer(data=request.data, context={"request": request})
        asked.is_valid(raise_exception=True)
        found = price(**asked.validated_data, by=actor.user, now=timezone.now())
        return Response(PriceSerializer(_shown(found, actor)).data)

    def answer_again(self, request: Request, row: IdempotencyKey) -> Response:
        """Work it out again: nothing was made that could be shown."""
        return self.create(request)


def _shown(found: Price, actor: Actor) -> dict[str, Any]:
    moved = [*found.gained, *found.lost]
    readers = volunteers.visible_to(actor, Action.RUNS_WRITE).in_bulk([pair.volunteer for pair in moved])
    homes = families.visible_to(actor, Action.RUNS_WRITE).in_bulk([pair.family for pair in moved])
    named = actor.may(Action.VOLUNTEERS_READ)

    def shown(pairs: Iterable[Pairing]) -> list[dict[str, Any]]:
        return [
            {
                "volunteer": volunteer_brief(readers[pair.volunteer], named=named),
                "family": family_brief(homes[pair.family]),
                "score": pair.score,
                "minutes": pair.minutes,
                "proposal": pair.proposal,
            }
            for pair in pairs
            # Who has left the region since the run is no longer the asker's to see.
            if pair.volunteer in readers and pair.family in homes
        ]

    return {
        "change": by_level(found.change),
        "exact": found.exact,
        "sentence": price_sentence(found.change, exact=found.exact),
        "gained": shown(found.gained),
        "lost": shown(found.lost),
    }
