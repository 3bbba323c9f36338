"""Pages that fail in different ways, beside the real ones."""

from typing import NoReturn

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import OperationalError
from django.http import HttpRequest
from django.urls import path

from config import urls

FAULTS = {
    "fault": RuntimeError("Jan de Wit lives at 5211AB"),
    "database": OperationalError("connection refused to secret-host"),
    "forbidden": PermissionDenied(),
    "large": RequestDataTooBig(),
}


def fail(request: HttpRequest, kind: str) -> NoReturn:
    raise FAULTS[kind]


urlpatterns = [path("fail/<str:kind>", fail), path("api/v1/fail/<str:kind>", fail), *urls.urlpatterns]
handler400, handler403, handler404, handler500 = (
    urls.handler400,
    urls.handler403,
    urls.handler404,
    urls.handler500,
)
