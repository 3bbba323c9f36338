"""A POST with an `Idempotency-Key` happens once, however often it arrives.

The key is claimed first; what became of it commits together with the change. The
same request again gets the outcome anew, rendered with today's rights: what is
kept is an address, never an answer.
"""

import hashlib
import json
import re
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.urls import resolve
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from programmes.api.authentication import asking
from programmes.api.claims import FIRST_REFUSAL, Once, claim, finish, give_back
from programmes.api.field_errors import wrong
from programmes.api.problems import problem_of
from programmes.api.transaction import AroundUseCase
from programmes.domain.access import NOBODY
from programmes.models import IdempotencyKey

HEADER = "Idempotency-Key"
# Refusals that depend on the moment or on who asks: the key stays free for a later try.
NOT_KEPT = {401, 403, 408, 409, 412, 428, 429}
MADE = {201, 202}
FIRST_FAULT = 500
_KEY = re.compile(r"[\x21-\x7e]{1,255}")
_PATH_LENGTH = 500

Handler = Callable[..., Response]


class OncePerKey(APIView):
    """Mixed into a view, before its other bases: every POST takes an Idempotency-Key."""

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """After log-in, rights and throttles: put the key's check around the handler."""
        super().initial(request, *args, **kwargs)
        handler: Handler | None = getattr(self, "post", None)
        if request.method == "POST" and HEADER in request.headers and handler is not None:
            self.post: Handler = _once(self, handler)

    def answer_again(self, request: Request, row: IdempotencyKey) -> Response:
        """Render the outcome of an earlier request: the thing that its address names, as it is now."""
        if not row.location:
            return Response(status=row.status)
        return _rendered(request, row)


def _once(view: OncePerKey, handler: Handler) -> Handler:
    def handle(request: Request, *args: Any, **kwargs: Any) -> Response:
        row = claim(_identity(request), now=timezone.now())
        if row.status is not None:
            return view.answer_again(request, row)
        return _carried_out(row, handler, request, *args, **kwargs)

    return handle


def _carried_out(
    row: IdempotencyKey, handler: Handler, request: Request, *args: Any, **kwargs: Any
) -> Response:
    try:
        with AroundUseCase():
            response = handler(request, *args, **kwargs)
            finish(row, status=response.status_code, location=_reference(request, response))
            return response
    except Exception as error:
        _note_refusal(row, error)
        raise


def _note_refusal(row: IdempotencyKey, error: Exception) -> None:
    """Keep what is wrong with the request itself: the same key with another body is then refused."""
    problem = problem_of(error)
    status = problem.status if problem else FIRST_FAULT
    if status in NOT_KEPT or status >= FIRST_FAULT:
        give_back(row)
    else:
        finish(row, status=status, location="")


def _identity(request: Request) -> Once:
    key = request.headers[HEADER]
    if not _KEY.fullmatch(key):
        raise wrong(HEADER, "invalid", _("Use 1 to 255 visible ASCII characters."))
    body = json.dumps(request.data, sort_keys=True)
    actor = asking(request)
    return Once(
        caller="anonymous" if actor == NOBODY else actor.key,
        method=request.method or "",
        path=request.path[:_PATH_LENGTH],
        key=key,
        body_hash=hashlib.sha256(body.encode()).hexdigest(),
    )


def _reference(request: Request, response: Response) -> str:
    """Name what was made; for a step of a thing (`/matches/5/accept`) the thing itself."""
    if response.has_header("Location"):
        return response["Location"]
    match = request.resolver_match
    return request.path.rpartition("/")[0] if match is not None and match.kwargs else ""


def _rendered(request: Request, row: IdempotencyKey) -> Response:
    match = resolve(row.location)
    inner = _reading(request, row.location)
    inner.resolver_match = match
    response: Response = match.func(inner, *match.args, **match.kwargs)
    if response.status_code < FIRST_REFUSAL:
        response.status_code = row.status or response.status_code
        if response.status_code in MADE:
            response["Location"] = row.location
    return response


def _reading(request: Request, path: str) -> HttpRequest:
    """Make the request that reads this address, from the same person or system."""
    outer = request._request  # noqa: SLF001 - the framework's request hides the one that a view takes
    inner = HttpRequest()
    inner.method = "GET"
    inner.path = inner.path_info = path
    inner.META = {**outer.META, "REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": ""}
    inner.COOKIES = outer.COOKIES
    inner.user = outer.user
    inner.session = outer.session
    return inner
