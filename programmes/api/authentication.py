"""Who asks: a bearer key or a session becomes an Actor."""

from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.authentication import SessionAuthentication as DjangoSessionAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from programmes.domain import tokens
from programmes.domain.access import NOBODY, Actor, actor_of, actor_of_client
from programmes.models import ApiToken, User

if TYPE_CHECKING:
    from rest_framework.views import APIView

SCHEMES = {b"bearer", b"token"}
PARTS = 2


def asking(request: Request) -> Actor:
    """Give the actor of an API request; NOBODY when it came without key and session."""
    actor: Actor = getattr(request, "actor", NOBODY)
    return actor


class BearerTokenAuthentication(BaseAuthentication):
    """`Authorization: Bearer KEY`; the word Token does as well."""

    def authenticate(self, request: Request) -> tuple[User | AnonymousUser, ApiToken] | None:
        """Turn the key into an actor; None when the request carries none."""
        parts = get_authorization_header(request).split()
        if not parts or parts[0].lower() not in SCHEMES:
            return None
        token = _token(parts)
        request.actor = actor_of(token.user) if token.user else actor_of_client(token)  # type: ignore[attr-defined] # read by `asking` - the stubs have no place for it
        return token.user or AnonymousUser(), token

    def authenticate_header(self, request: Request) -> str:
        """Say how to come in: the text of WWW-Authenticate."""
        return "Bearer"


def _token(parts: list[bytes]) -> ApiToken:
    now = timezone.now()
    key = parts[1].decode("latin-1") if len(parts) == PARTS else ""
    token = tokens.find(key, now=now)
    if token is None:
        raise AuthenticationFailed(_("This key is not valid, or no longer. Ask for a new one."))
    tokens.note_use(token, now=now)
    return token


class SessionAuthentication(DjangoSessionAuthentication):
    """The session of a logged-in person; every change needs the CSRF token."""

    def authenticate(self, request: Request) -> tuple[Any, None] | None:
        """Turn the session into an actor; None when nobody is logged in."""
        found = super().authenticate(request)
        if found is not None:
            request.actor = actor_of(found[0])  # type: ignore[attr-defined] # as above - the stubs have no place for it
        return found


class KnownActor(BasePermission):
    """Somebody must ask; what they may do follows from scoped rows. Public operations name AllowAny."""

    def has_permission(self, request: Request, view: "APIView") -> bool:
        """Refuse only who is nobody: 401."""
        return asking(request) != NOBODY
