"""How often: people and systems by who they are, everybody else by address."""

from typing import TYPE_CHECKING

from rest_framework.request import Request
from rest_framework.throttling import ScopedRateThrottle, SimpleRateThrottle

from programmes.api.authentication import asking
from programmes.domain.access import NOBODY

if TYPE_CHECKING:
    from rest_framework.views import APIView


class AnonymousThrottle(SimpleRateThrottle):
    """Requests without key and session, by address."""

    scope = "anon"

    def get_cache_key(self, request: Request, view: "APIView") -> str | None:
        """Name the counter; None when somebody is known."""
        return f"throttle-anon-{self.get_ident(request)}" if asking(request) == NOBODY else None


class PersonThrottle(SimpleRateThrottle):
    """Requests of one account."""

    scope = "user"

    def get_cache_key(self, request: Request, view: "APIView") -> str | None:
        """Name the counter; None when no person asks."""
        actor = asking(request)
        return f"throttle-{actor.key}" if actor.user else None


class ClientThrottle(SimpleRateThrottle):
    """Requests of one system's key."""

    scope = "client"

    def get_cache_key(self, request: Request, view: "APIView") -> str | None:
        """Name the counter; None when no system asks."""
        actor = asking(request)
        return f"throttle-{actor.key}" if actor.client else None


class ScopedThrottle(ScopedRateThrottle):
    """One operation, named by the view's ``throttle_scope``; systems count by their key."""

    def get_cache_key(self, request: Request, view: "APIView") -> str:
        """Name the counter of this operation and asker."""
        actor = asking(request)
        who = self.get_ident(request) if actor == NOBODY else actor.key
        return f"throttle-{self.scope}-{who}"
