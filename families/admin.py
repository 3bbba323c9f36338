"""The register of families, to look at: numbers, states and dates. Every look at a record is written down."""

from typing import Any, Generic, TypeVar

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from families.models import Child, Consent, Family, Home, HomeWindow
from programmes.admin.records import RecordAdmin
from programmes.domain import access
from programmes.models import User

Record = TypeVar("Record", bound=Model)


class LoggedAdmin(RecordAdmin[Record], Generic[Record]):
    """Writes down whose family was looked at before it shows anything."""

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        *args: Any,
        obj: Record | None = None,
        **kwargs: Any,
    ) -> HttpResponse:
        if obj is not None and isinstance(request.user, User):
            actor = access.actor_of(request.user)
            access.log_read(family_of(obj), actor=actor, action="administration", now=timezone.now())
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)


def family_of(record: Family | Child | Consent | Home | HomeWindow) -> Family:
    """Find the family that a record is about."""
    if isinstance(record, Family):
        return record
    return record.home.family if isinstance(record, HomeWindow) else record.family


@admin.register(Family)
class FamilyAdmin(LoggedAdmin[Family]):
    list_display = ("reference", "region", "programme", "organisation", "state", "waiting_since")
    list_filter = ("state", "region", "programme")


admin.site.register((Child, Consent, Home, HomeWindow), LoggedAdmin)
