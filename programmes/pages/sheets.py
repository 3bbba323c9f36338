"""Pages on which a spreadsheet is read into a register; each register gives them its addresses."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from programmes.domain.access import Action
from programmes.domain.export import Kind
from programmes.domain.lifecycle import MoveNotAllowedError
from programmes.domain.refusal import InvalidInput, Refusal
from programmes.domain.sheets import queries, receiving, returned
from programmes.domain.sheets.accepting import MOST_BYTES
from programmes.domain.sheets.rows import SheetKind
from programmes.models import Register, Sheet
from programmes.pages import refused
from programmes.pages.doors import PageRequest, for_whom_may
from programmes.pages.downloads import file_answer
from programmes.pages.notes import told
from programmes.pages.sheet_forms import ColumnsForm, UploadForm
from programmes.pages.sheet_shown import context_of, sample_of
from programmes.states import AT_WORK, SheetState

if TYPE_CHECKING:
    from collections.abc import Callable

    from django_stubs_ext import StrOrPromise

    Page = Callable[..., HttpResponseBase]

STOP_POLLING = 286  # htmx ends a poll on this status
MOST_EARLIER = 10


@dataclass(frozen=True)
class SheetPages:
    """What the pages of one register need.

    ``name`` begins the names of the addresses, ``back`` is the address of the register itself.
    """

    kind: SheetKind
    action: Action
    name: str
    back: str
    record: str
    title: "StrOrPromise"

    @property
    def at(self) -> dict[str, str]:
        """The names of the addresses, by the name of the step."""
        return {name: f"{self.name}-{name}" for name in _STEPS}


def patterns(pages: SheetPages, at: str) -> list[URLPattern]:
    """Give the addresses of one register's pages."""
    steps = [
        path(f"{at}{end}", _guarded(view, pages), name=pages.at[name]) for name, (end, view) in _STEPS.items()
    ]
    return [path(at, _guarded(upload, pages), name=pages.name), *steps]


def _guarded(view: "Page", pages: SheetPages) -> "Page":
    """Open a page to those who keep the whole register of a municipality."""

    def guarded(request: PageRequest, /, *args: int, **kwargs: int) -> HttpResponseBase:
        if not queries.regions_of(request.actor, pages.action).exists():
            raise Http404
        return view(request, *args, pages=pages, **kwargs)

    return for_whom_may(pages.action)(guarded)


@login_required
def way(request: PageRequest, register: str) -> HttpResponseBase:
    """Lead from the name of a register to its page."""
    if register not in {Register.FAMILIES, Register.VOLUNTEERS}:
        raise Http404
    return redirect(f"work-import-{register}")


def upload(request: PageRequest, *, pages: SheetPages) -> HttpResponseBase:
    """Take a file; below it, the files of before."""
    regions = queries.regions_of(request.actor, pages.action)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = UploadForm(*sent, regions=regions)
    if form.is_bound and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            sheet = receiving.receive(
                kind=pages.kind,
                region=form.chosen_region,
                name=file.name or "",
                content=file.read(MOST_BYTES + 1),
                by=request.user,
                now=timezone.now(),
            )
        except (InvalidInput, Refusal) as refusal:
            refused.show(refusal, form)
        else:
            return redirect(f"{pages.name}-sheet", sheet.pk)
    earlier = _visible(request, pages).filter(emptied_at__isnull=True)[:MOST_EARLIER]
    return render(request, "programmes/sheet_upload.html", {"form": form, "pages": pages, "earlier": earlier})


def show(request: PageRequest, pk: int, *, pages: SheetPages) -> HttpResponseBase:
    """Show a file at the step where it is."""
    sheet = _sheet(request, pk, pages)
    if request.htmx and sheet.state not in AT_WORK:
        answer = render(request, "programmes/sheet_progress.html", {"sheet": sheet, "pages": pages})
        answer.status_code = STOP_POLLING
        answer.headers["HX-Refresh"] = "true"
        return answer
    if request.htmx:
        return render(request, "programmes/sheet_progress.html", {"sheet": sheet, "pages": pages})
    if sheet.state == SheetState.READ or (sheet.state == SheetState.COMPARED and "kolommen" in request.GET):
        return _columns(request, sheet, pages, _form(sheet, pages))
    return _shown(request, sheet, pages)


@require_POST
def match(request: PageRequest, pk: int, *, pages: SheetPages) -> HttpResponseBase:
    """Keep which column is what."""
    sheet = _sheet(request, pk, pages)
    form = _form(sheet, pages, request.POST)
    if not form.is_valid():
        return _columns(request, sheet, pages, form)
    try:
        receiving.match_columns(
            sheet=sheet, kind=pages.kind, chosen=form.chosen, by=request.user, now=timezone.now()
        )
    except InvalidInput as invalid:
        refused.show(invalid, form)
        return _columns(request, sheet, pages, form)
    except MoveNotAllowedError:
        _say_that_it_moved_on(request)
    return redirect(f"{pages.name}-sheet", pk)


@require_POST
def process(request: PageRequest, pk: int, *, pages: SheetPages) -> HttpResponseBase:
    """Have the preview that was seen processed."""
    sheet = _sheet(request, pk, pages)
    seen = request.POST.get("seen", "")
    try:
        receiving.confirm(sheet=sheet, kind=pages.kind, seen=seen, by=request.user, now=timezone.now())
    except Refusal as refusal:
        sheet.refresh_from_db()
        return _shown(request, sheet, pages, refusal=str(refusal.message), status=409)
    except MoveNotAllowedError:
        _say_that_it_moved_on(request)
    return redirect(f"{pages.name}-sheet", pk)


@require_POST
def stop(request: PageRequest, pk: int, *, pages: SheetPages) -> HttpResponseBase:
    """Give the file up."""
    sheet = _sheet(request, pk, pages)
    with told(request, done=_("Stopped. Nothing of this file came into the register.")):
        receiving.stop(sheet=sheet, by=request.user, now=timezone.now())
    return redirect(pages.name)


def wrong(request: PageRequest, pk: int, *, pages: SheetPages) -> HttpResponseBase:
    """Give the rows that were not taken in, with the reason."""
    sheet = _sheet(request, pk, pages)
    if not queries.rows_of(sheet, "wrong").exists():
        raise Http404
    file = returned.wrong_rows(sheet, pages.kind)
    return file_answer(file, name=_("not-taken-in"), kind=Kind.XLSX, now=timezone.now())


def example(request: PageRequest, *, pages: SheetPages) -> HttpResponseBase:
    """Give a file to begin with."""
    return file_answer(returned.example(pages.kind), name=_("example"), kind=Kind.XLSX, now=timezone.now())


def _say_that_it_moved_on(request: PageRequest) -> None:
    messages.error(request, _("This changed in the meantime, so the step was not taken. Look again."))


def _visible(request: PageRequest, pages: SheetPages) -> Any:  # noqa: ANN401 - the type of a queryset says nothing more here
    return queries.visible_to(request.actor, action=pages.action, register=pages.kind.register)


def _sheet(request: PageRequest, pk: int, pages: SheetPages) -> Sheet:
    sheet: Sheet = get_object_or_404(_visible(request, pages), pk=pk)
    return sheet


def _form(sheet: Sheet, pages: SheetPages, data: Any = None) -> ColumnsForm:  # noqa: ANN401 - what a form takes
    return ColumnsForm(data, kind=pages.kind, sheet=sheet, sample=sample_of(sheet))


def _columns(request: PageRequest, sheet: Sheet, pages: SheetPages, form: ColumnsForm) -> HttpResponseBase:
    context = {"sheet": sheet, "pages": pages, "form": form}
    return render(request, "programmes/sheet_columns.html", context)


def _shown(
    request: PageRequest, sheet: Sheet, pages: SheetPages, *, refusal: str = "", status: int = 200
) -> HttpResponseBase:
    context = context_of(request, sheet, pages.kind)
    context |= {"pages": pages, "refusal": refusal}
    return render(request, "programmes/sheet.html", context, status=status)


_STEPS: "dict[str, tuple[str, Page]]" = {
    "example": ("/voorbeeld", example),
    "sheet": ("/<int:pk>", show),
    "columns": ("/<int:pk>/kolommen", match),
    "process": ("/<int:pk>/verwerken", process),
    "stop": ("/<int:pk>/stoppen", stop),
    "wrong": ("/<int:pk>/fouten", wrong),
}
