"""What happened, as it was written down."""

from django.contrib import admin

from programmes.admin.records import RecordAdmin
from programmes.models import AccessLog, RoleAssignment, StateChange, TextApproval


@admin.register(StateChange)
class StateChangeAdmin(RecordAdmin):
    list_display = ("at", "subject", "subject_id", "from_state", "to_state", "reason", "by")
    list_filter = ("subject",)


@admin.register(AccessLog)
class AccessLogAdmin(RecordAdmin):
    list_display = ("at", "subject", "subject_id", "action", "by", "client")
    list_filter = ("subject", "action")


@admin.register(RoleAssignment)
class RoleAssignmentAdmin(RecordAdmin):
    """An overview; roles are given on the page of an account."""

    list_display = ("user", "role", "region", "organisation")
    list_filter = ("role", "region")


@admin.register(TextApproval)
class TextApprovalAdmin(RecordAdmin):
    list_display = ("text", "language", "approved_by", "approved_at", "sha256")
    list_filter = ("text", "language")
