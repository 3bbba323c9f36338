"""How often: people and systems by who they are, everybody else by address; counted over all processes."""

from typing import TYPE_CHECKING

from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from programmes.api.authentication import asking
from programmes.domain.access import NOBODY
from programmes.domain.client_address import address_in
from programmes.domain.throttling import Verdict, count

if TYPE_CHECKING:
    from rest_framework.views import APIView


class CountedThrottle(BaseThrottle):
    """Counts a request under a rate of ``settings.RATES``."""

    what = ""
    verdict = Verdict(allowed=True)

    def who(self, request: Request) -> str | None:
        """Name who is counted; None when this rate is not about who asks."""
        raise NotImplementedError  # each rate says whom it is about; the base has nobody to name

    def allow_request(self, request: Request, view: "APIView") -> bool:
        """Count the request; tell whether it may be answered."""
        who = self.who(request)
        if who is not None:
            self.verdict = count(self.what, who)
        return self.verdict.allowed

    def wait(self) -> float:
        """Tell after how many seconds it may be tried again."""
        return self.verdict.retry_after


class AnonymousThrottle(CountedThrottle):
    """Requests without key and session, by address."""

    what = "anon"

    def who(self, request: Request) -> str | None:
        """Name the address; None when somebody is known."""
        return address_in(request.META) if asking(request) == NOBODY else None


class PersonThrottle(CountedThrottle):
    """Requests of one account."""

    what = "user"

    def who(self, request: Request) -> str | None:
        """Name the account; None when no person asks."""
        actor = asking(request)
        return actor.key if actor.user else None


class ClientThrottle(CountedThrottle):
    """Requests of one system's key."""

    what = "client"

    def who(self, request: Request) -> str | None:
        """Name the key; None when no system asks."""
        actor = asking(request)
        return actor.key if actor.client else None


class ScopedThrottle(CountedThrottle):
    """One operation, named by the view's ``throttle_scope``; systems count by their key."""

    def allow_request(self, request: Request, view: "APIView") -> bool:
        """Count the request for this operation."""
        self.what = view.throttle_scope  # type: ignore[attr-defined] # REST framework reads it so too - each view that asks for this has one
        return super().allow_request(request, view)

    def who(self, request: Request) -> str:
        """Name the address of a stranger, else who asks."""
        actor = asking(request)
        return address_in(request.META) if actor == NOBODY else actor.key
