"""Every error of the API as one document (RFC 9457), the same for each resource.

A domain error that a person can mend becomes 409, wrong input 400 with the
field's path, what is out of reach 404 like what does not exist. The document
holds codes, sentences and a reference; never what was sent.
"""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, JsonResponse
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.response import Response

from programmes.api.field_errors import FieldError, flat
from programmes.api.problem_texts import TEXTS, Text
from programmes.domain.access import NotAllowedError
from programmes.domain.lifecycle import MoveNotAllowedError
from programmes.domain.refusal import InvalidInput, Refusal

MEDIA_TYPE = "application/problem+json"
# Serialisation failure, deadlock, lock timeout: another request was first, trying again helps.
BUSY = {"40001", "40P01", "55P03"}


class RequestProblem(APIException):
    """Something about the request itself: a header, its size, its moment."""

    def __init__(self, status: int, *, code: str = "", wait: int | None = None) -> None:
        super().__init__()
        self.status_code = status
        self.code = code
        self.wait = wait


@dataclass(frozen=True)
class Problem:
    """What the document says, before it has a place in a response."""

    status: int
    code: str = ""
    detail: str = ""
    errors: list[FieldError] = field(default_factory=list)
    facts: Mapping[str, object] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def text(self) -> Text:
        """What this status says when nobody said it better."""
        return TEXTS.get(self.status, TEXTS[500])

    @property
    def title(self) -> str:
        """Say in two words what happened."""
        return str(self.text.title)

    @property
    def sentence(self) -> str:
        """Say what to do about it."""
        return self.detail or str(self.text.detail)

    def document(self, reference: str = "") -> dict[str, Any]:
        """Give the members of RFC 9457, and ours: code, errors, facts."""
        code = self.code or self.text.code
        members = {
            "type": f"urn:doorlees:problem:{code}",
            "title": self.title,
            "status": self.status,
            "detail": self.sentence,
            "instance": f"urn:doorlees:occurrence:{reference or new_reference()}",
            "code": code,
        }
        return members | {
            name: value for name, value in (("errors", self.errors), ("facts", self.facts)) if value
        }


def new_reference() -> str:
    """Make the number that connects an answer with a line in the log."""
    return secrets.token_hex(8)


def answer(exc: Exception, context: Mapping[str, Any]) -> Response | None:
    """Answer an error in a view; None lets what nobody foresaw go on to the error handler of the site."""
    problem = problem_of(exc)
    if problem is None:
        return None
    return Response(
        problem.document(), status=problem.status, headers=dict(problem.headers), content_type=MEDIA_TYPE
    )


def plain_answer(request: HttpRequest, problem: Problem, reference: str = "") -> JsonResponse:
    """Answer where no view was reached: an unknown address, a failing middleware."""
    return JsonResponse(
        problem.document(reference),
        status=problem.status,
        headers=dict(problem.headers),
        content_type=MEDIA_TYPE,
        json_dumps_params={"ensure_ascii": False},
    )


def problem_of(exc: BaseException) -> Problem | None:
    """Find what an error means to the one who asked; None when it is a fault of ours."""
    for kind, translate in _TRANSLATIONS:
        if isinstance(exc, kind):
            return translate(exc)
    return None


def _of_fields(exc: Any) -> Problem:
    return Problem(400, "invalid", errors=list(flat(exc.detail)))


def _of_input(exc: Any) -> Problem:
    return Problem(400, "invalid", errors=list(flat(exc.errors)))


def _of_refusal(exc: Any) -> Problem:
    error = FieldError(field=exc.field, code=exc.code, message=str(exc.message))
    return Problem(
        409,
        exc.code,
        str(exc.message),
        errors=[error] if exc.field else [],
        facts=exc.facts,
        headers=_headers(exc),
    )


def _of_move(exc: Any) -> Problem:
    facts = {"from": exc.from_state, "to": exc.to_state, "allowed": list(exc.allowed)}
    sentence = _("This step is not possible from the present state. Look at what is now true.")
    return Problem(409, "move-not-allowed", str(sentence), facts=facts)


def _of_database(exc: Any) -> Problem:
    if getattr(exc.__cause__, "sqlstate", None) in BUSY:
        return Problem(
            409, "busy", str(_("Somebody else was first. Try again.")), headers={"Retry-After": "1"}
        )
    return Problem(503, headers={"Retry-After": "10"})


def _of_request(exc: Any) -> Problem:
    return Problem(exc.status_code, getattr(exc, "code", ""), headers=_headers(exc))


def _always(status: int) -> Callable[[Any], Problem]:
    return lambda _exc: Problem(status)


def _headers(exc: Any) -> dict[str, str]:
    wait = getattr(exc, "wait", None)
    found = {
        "WWW-Authenticate": getattr(exc, "auth_header", None),
        "Retry-After": None if wait is None else str(int(-(-wait // 1))),
        "Location": getattr(exc, "location", None),
    }
    return {name: value for name, value in found.items() if value}


_TRANSLATIONS: tuple[tuple[type[BaseException], Callable[[Any], Problem]], ...] = (
    (ValidationError, _of_fields),
    (InvalidInput, _of_input),
    (Refusal, _of_refusal),
    (MoveNotAllowedError, _of_move),
    (NotAllowedError, _always(404)),
    (Http404, _always(404)),
    (PermissionDenied, _always(403)),
    (RequestDataTooBig, _always(413)),
    (SuspiciousOperation, _always(400)),
    (APIException, _of_request),
    (OperationalError, _of_database),
    (InterfaceError, _always(503)),
)
