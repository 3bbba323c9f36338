"""The register of families, to look at: numbers, states and dates. Every look at a record is written down."""

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from families.models import Child, Consent, Family, Home, HomeWindow, PossibleDuplicate, ReferralDraft
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
            access.log_reads(families_of(record), actor=actor, action="administration", now=timezone.now())
        return super().change_view(request, object_id, form_url, extra_context)


def families_of(record: Model) -> list[Family]:
    """Find the families that a record of this register is about: one, or the two that may be one."""
    if isinstance(record, PossibleDuplicate):
        return [record.family, record.earlier]
    if isinstance(record, HomeWindow):
        record = record.home
    if isinstance(record, Home | Child | Consent):
        record = record.family
    assert isinstance(record, Family)  # noqa: S101 - the register has no other tables about families
    return [record]


@admin.register(Family)
class FamilyAdmin(LoggedAdmin):
    list_display = ("reference", "region", "programme", "organisation", "state", "waiting_since")
    list_filter = ("state", "region", "programme")


admin.site.register((Child, Consent, Home, HomeWindow, PossibleDuplicate), LoggedAdmin)
# What was filled in so far is personal and does not show; which family it will be is not known yet.
admin.site.register(ReferralDraft, RecordAdmin)
