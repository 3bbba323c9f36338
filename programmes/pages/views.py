"""Forms above a register: keep a view under a name, forget one, choose the columns."""

from django.http import Http404, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from programmes.domain import views
from programmes.domain.access import Action
from programmes.models import Register, SavedView
from programmes.pages.doors import PageRequest, for_whom_may
from programmes.pages.notes import told

PAGES = {
    Register.FAMILIES: "work-families",
    Register.VOLUNTEERS: "work-volunteers",
    Register.MATCHES: "work-matches",
}
NOT_KEPT = ("page", "as")


@require_POST
@for_whom_may(Action.MATCHES_WRITE)
def save(request: PageRequest, register: str) -> HttpResponseBase:
    kind, query = _register(register), _query(request)
    with told(request, done=_("View saved")):
        views.save_view(
            register=kind,
            name=request.POST.get("name", ""),
            query=query,
            by=request.user,
            now=timezone.now(),
        )
    return _back(kind, query)


@require_POST
@for_whom_may(Action.MATCHES_WRITE)
def delete(request: PageRequest, pk: int) -> HttpResponseBase:
    view = get_object_or_404(SavedView, pk=pk, owner=request.user)
    with told(request, done=_("View deleted")):
        views.delete_view(view=view, by=request.user, now=timezone.now())
    return _back(Register(view.register), _query(request))


@require_POST
@for_whom_may(Action.MATCHES_WRITE)
def columns(request: PageRequest, register: str) -> HttpResponseBase:
    kind = _register(register)
    chosen = [] if "usual" in request.POST else request.POST.getlist("column")
    with told(request, done=_("Columns saved")):
        views.choose_columns(register=kind, columns=chosen, by=request.user, now=timezone.now())
    return _back(kind, _query(request))


def _register(name: str) -> Register:
    if name not in Register.values:
        raise Http404
    return Register(name)


def _query(request: PageRequest) -> str:
    """Read the filters and the order that the page showed, written anew so that it is only that."""
    query = QueryDict(request.POST.get("query", "").replace("\0", ""), mutable=True)
    for name in NOT_KEPT:
        query.pop(name, None)
    return query.urlencode()


def _back(register: Register, query: str) -> HttpResponseBase:
    return redirect(f"{reverse(PAGES[register])}{'?' if query else ''}{query}")
