"""Accounts, their roles, and the keys of programs."""

from typing import ClassVar

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import BaseUserCreationForm
from django.contrib.auth.models import Group
from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from programmes.admin.records import RecordAdmin
from programmes.models import ApiToken, IdempotencyKey, PersonalLink, RequestCount, RoleAssignment, User


class NewAccountForm(BaseUserCreationForm):
    """A new account: the e-mail address is the log-in name."""

    class Meta:
        model = User
        fields = ("email", "name", "language")
        field_classes: ClassVar[dict[str, type[forms.Field]]] = {"email": forms.EmailField}


class RoleInline(admin.TabularInline):
    model = RoleAssignment
    extra = 0
    autocomplete_fields = ("region", "organisation")


@admin.register(User)
class AccountAdmin(UserAdmin):
    add_form = NewAccountForm
    ordering = ("email",)
    list_display = ("email", "name", "is_active", "is_staff", "last_login")
    list_filter = ("is_active", "is_staff", "role_assignments__role")
    search_fields = ("email", "name")
    filter_horizontal = ()
    readonly_fields = ("last_login", "date_joined")
    inlines = (RoleInline,)
    fieldsets = (
        (None, {"fields": ("email", "name", "language", "password")}),
        (_("Rights"), {"fields": ("is_active", "is_staff", "is_superuser")}),
        (_("Dates"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = ((None, {"fields": ("email", "name", "language", "password1", "password2")}),)


@admin.register(ApiToken)
class ApiTokenAdmin(RecordAdmin):
    """A key is shown once, when it is issued; here it can be seen and withdrawn."""

    list_display = ("name", "user", "region", "organisation", "expires_at", "last_used_at")

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return request.user.is_active and request.user.is_staff


admin.site.register((IdempotencyKey, PersonalLink, RequestCount), RecordAdmin)
# Rights follow from roles; groups would be a second truth.
admin.site.unregister(Group)
