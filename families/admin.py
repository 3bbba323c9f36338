"""The register of families, to look at: numbers, states and dates. Every look at a record is written down."""

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from families.models import Child, Consent, Family, Home, HomeWindow
from programmes.admin.records import RecordAdmin
from programmes.domain import access
from programmes.models import User


class LoggedAdmin(RecordAdmin):
    """Writes down whose family was looked at before it shows anything."""

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        record = self.get_object(request, object_id)
        if record is not None and isinstance(request.user, User):
            actor = access.actor_of(request.user)
            access.log_read(family_of(record), actor=actor, action="administration", now=timezone.now())
        return super().change_view(request, object_id, form_url, extra_context)


def family_of(record: Model) -> Family:
    """Find the family that a record of this register is about."""
    if isinstance(record, HomeWindow):
        record = record.home
    if isinstance(record, Home | Child | Consent):
        record = record.family
    assert isinstance(record, Family)  # noqa: S101 - the register has no other tables
    return record


@admin.register(Family)
class FamilyAdmin(LoggedAdmin):
    list_display = ("reference", "region", "programme", "organisation", "state", "waiting_since")
    list_filter = ("state", "region", "programme")


admin.site.register((Child, Consent, Home, HomeWindow), LoggedAdmin)
