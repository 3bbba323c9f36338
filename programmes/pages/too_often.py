"""Asked too often: 429, with how long to wait."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from programmes.domain.throttling import Verdict

MINUTE = 60


def too_often(request: HttpRequest, verdict: Verdict) -> HttpResponse:
    answer = render(
        request,
        "programmes/too_often.html",
        {"minutes": -(-verdict.retry_after // MINUTE)},
        status=HTTPStatus.TOO_MANY_REQUESTS,
    )
    answer.headers["Retry-After"] = str(verdict.retry_after)
    return answer
