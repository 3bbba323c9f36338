"""The cookie of a sign-up: a key to the draft on the server, for this device and these pages only."""

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from volunteers.domain import drafts
from volunteers.models import SignUpDraft, Volunteer

COOKIE = "sign-up"
PAGES = "/meedoen"


def draft_of(request: HttpRequest) -> SignUpDraft | None:
    """Find the draft of this device, while it is kept."""
    key = request.COOKIES.get(COOKIE, "")
    return drafts.find(key, now=timezone.now()) if key else None


def keep_key(response: HttpResponseBase, key: str) -> None:
    """Give the device the key of its draft."""
    response.set_cookie(
        COOKIE,
        key,
        max_age=drafts.kept_for(),
        path=PAGES,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def keep_longer(request: HttpRequest, response: HttpResponseBase) -> None:
    """Let the device keep its key as long as the draft is kept: from now on."""
    if COOKIE in request.COOKIES:
        keep_key(response, request.COOKIES[COOKIE])


def drop_key(response: HttpResponseBase) -> None:
    """Take the key away."""
    response.delete_cookie(COOKIE, path=PAGES, samesite="Lax")


def carry_invitation(request: HttpRequest, response: HttpResponseBase, inviter: Volunteer) -> None:
    """Let whoever follows an invitation sign up with it; a sign-up that was sent before is left alone."""
    draft = draft_of(request)
    if draft is None or draft.sent_at is not None:
        draft, key = drafts.start(now=timezone.now())
        keep_key(response, key)
    drafts.remember_invitation(draft=draft, inviter=inviter, now=timezone.now())
