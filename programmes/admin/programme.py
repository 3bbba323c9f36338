"""Programmes: their settings can be changed, their state moves by its own table."""

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programmes.domain import lifecycle
from programmes.models import Programme, User
from programmes.states import ProgrammeState


@admin.register(Programme)
class ProgrammeAdmin(admin.ModelAdmin):
    list_display = ("name", "slug", "state", "age_from", "age_to", "visits_planned")
    list_filter = ("state",)
    search_fields = ("name",)
    readonly_fields = ("state",)
    prepopulated_fields = {"slug": ("name",)}
    autocomplete_fields = ("regions",)
    actions = ("open_programmes", "close_programmes")

    @admin.action(description=_("Open: take part in runs"))
    def open_programmes(self, request: HttpRequest, queryset: QuerySet[Programme]) -> None:
        self._move_all(request, queryset, to=ProgrammeState.OPEN)

    @admin.action(description=_("Close: no longer take part in runs"))
    def close_programmes(self, request: HttpRequest, queryset: QuerySet[Programme]) -> None:
        self._move_all(request, queryset, to=ProgrammeState.CLOSED)

    def _move_all(self, request: HttpRequest, queryset: QuerySet[Programme], *, to: ProgrammeState) -> None:
        by = request.user if isinstance(request.user, User) else None
        for programme in queryset:
            try:
                with transaction.atomic():
                    lifecycle.move(programme, to=to, by=by, now=timezone.now())
            except lifecycle.MoveNotAllowedError:
                sentence = _("%(name)s stays as it is: this step is not possible from its present state.")
                messages.warning(request, sentence % {"name": programme.name})
