"""Errors outside a view: an unknown address, a refused form, a fault of ours."""

import logging
import sys
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.template import loader

from programmes.api.problems import Problem, new_reference, plain_answer, problem_of

API = "/api/"
log = logging.getLogger("doorlees.faults")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer a request that cannot be right (an unknown host, too many fields)."""
    problem = (exception and problem_of(exception)) or Problem(400)
    return _answer(request, problem, "400.html")


def forbidden(request: HttpRequest, *_reason: object, **_facts: object) -> HttpResponse:
    """Answer what this person may not do."""
    return _answer(request, Problem(403), "403.html")


def form_expired(request: HttpRequest, *_reason: object, **_facts: object) -> HttpResponse:
    """Answer a form without a valid CSRF token."""
    return _answer(request, Problem(403), "403_csrf.html")


def not_found(request: HttpRequest, *_reason: object, **_facts: object) -> HttpResponse:
    """Answer an unknown address, or a thing out of reach."""
    return _answer(request, Problem(404), "404.html")


def fault(request: HttpRequest) -> HttpResponse:
    """Answer what nobody foresaw; the log gets the kind of error and the place, never its text."""
    error = sys.exc_info()[1]
    problem = (error and problem_of(error)) or Problem(500)
    if problem.status < HTTPStatus.INTERNAL_SERVER_ERROR:
        problem = Problem(500)
    reference = new_reference()
    log.error("%s %s at %s", reference, type(error).__name__, _place(error))
    return _answer(request, problem, "500.html", reference)


def _place(error: BaseException | None) -> str:
    frame = error.__traceback__ if error else None
    while frame and frame.tb_next:
        frame = frame.tb_next
    return f"{frame.tb_frame.f_code.co_filename}:{frame.tb_lineno}" if frame else "an unknown place"


def _answer(request: HttpRequest, problem: Problem, template: str, reference: str = "") -> HttpResponse:
    if request.path.startswith(API):
        return plain_answer(request, problem, reference)
    # Without the request: its context processors may need the very service that is down.
    asks_for_reader = problem.status < HTTPStatus.INTERNAL_SERVER_ERROR
    page = loader.render_to_string(
        template, {"problem": problem, "reference": reference}, request if asks_for_reader else None
    )
    return HttpResponse(page, status=problem.status, headers=dict(problem.headers))
