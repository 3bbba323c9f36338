"""/.well-known/security.txt: whom to tell of a weakness (RFC 9116), from the settings."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

PATH = ".well-known/security.txt"
# The text is dated anew every day, so that it never runs out while somebody keeps the installation.
VALID = timedelta(days=180)
A_DAY_SECONDS = 86_400


@require_safe
def security_txt(_request: HttpRequest) -> HttpResponse:
    """Tell whom to write to; without a contact there is nothing to tell."""
    if not settings.SECURITY_CONTACTS:
        raise Http404
    text = "".join(f"{name}: {value}\n" for name, value in _lines(timezone.now()))
    answer = HttpResponse(text, content_type="text/plain; charset=utf-8")
    answer["Cache-Control"] = f"public, max-age={A_DAY_SECONDS}"
    return answer


def _lines(now: datetime) -> Iterator[tuple[str, str]]:
    for contact in settings.SECURITY_CONTACTS:
        yield "Contact", contact
    yield "Expires", _expires(now).strftime("%Y-%m-%dT%H:%M:%SZ")
    yield "Preferred-Languages", ", ".join(code for code, _name in settings.LANGUAGES)
    yield "Canonical", f"{settings.PUBLIC_URL.rstrip('/')}/{PATH}"
    if settings.SECURITY_POLICY_URL:
        yield "Policy", settings.SECURITY_POLICY_URL


def _expires(now: datetime) -> datetime:
    today = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return today + VALID
