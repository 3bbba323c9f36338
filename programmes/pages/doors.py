"""Who may open a page: logged in, with the right somewhere; what is beyond it is as if missing."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponseBase
from django_htmx.middleware import HtmxDetails

from programmes.domain.access import Action, Actor
from programmes.models import User

Arguments = ParamSpec("Arguments")


class PageRequest(HttpRequest):
    """A request of somebody who is logged in."""

    user: User
    actor: Actor
    htmx: HtmxDetails


View = Callable[Concatenate[PageRequest, Arguments], HttpResponseBase]


def for_whom_may(action: Action) -> Callable[[View[Arguments]], Callable[..., Any]]:
    """Open a page to those who may do this somewhere; answer the others with 404."""

    def decorate(view: View[Arguments]) -> Callable[..., Any]:
        @wraps(view)
        def guarded(
            request: PageRequest, *args: Arguments.args, **kwargs: Arguments.kwargs
        ) -> HttpResponseBase:
            if not request.actor.may(action):
                raise Http404
            return view(request, *args, **kwargs)

        return login_required(guarded)

    return decorate
