"""An answer that takes as long for somebody who is known as for somebody who is not (quality S6)."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

Arguments = ParamSpec("Arguments")
View = Callable[Concatenate[HttpRequest, Arguments], HttpResponseBase]


def same_time(view: View[Arguments]) -> Callable[..., HttpResponseBase]:
    """Hold back the answer to a form until a fixed time has passed, longer than the longest way takes.

    Doing the same work for strangers would be a guess at what the work costs; waiting is none. Who may ask
    is throttled, so that nobody can keep the server waiting.
    """

    @wraps(view)
    def even(request: HttpRequest, *args: Arguments.args, **kwargs: Arguments.kwargs) -> HttpResponseBase:
        start = time.monotonic()
        answer = view(request, *args, **kwargs)
        if request.method == "POST":
            time.sleep(max(0.0, start + settings.SAME_TIME_SECONDS - time.monotonic()))
        return answer

    return even
