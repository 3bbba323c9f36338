"""Records with a life of their own: shown without what is personal, changed only through the product."""

from typing import Any

from django.contrib import admin
from django.contrib.postgres.fields import ArrayField
from django.db.models import BinaryField, Field, ForeignKey, JSONField, Model
from django.http import HttpRequest

# A person's record is named by its number: its own words would be a name.
_BY_NUMBER = {"volunteer", "account"}
_LONG = (ArrayField, BinaryField, JSONField)
_COLUMNS = 8


class RecordAdmin(admin.ModelAdmin):
    """Looks only. Fields that the model declares as personal or sensitive do not appear."""

    show_full_result_count = False
    list_per_page = 50

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def get_fields(self, request: HttpRequest, obj: Model | None = None) -> list[Any]:
        return [_name(field) for field in self._shown()]

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[Any]:
        return self.get_fields(request, obj)

    def get_list_display(self, request: HttpRequest) -> list[Any] | tuple[Any, ...] | tuple[()]:
        if self.list_display != ("__str__",):
            return self.list_display
        return [_name(field) for field in self._shown() if _fits_a_column(field)][:_COLUMNS]

    def get_list_select_related(self, request: HttpRequest) -> list[str]:
        columns = self.get_list_display(request)
        return [
            field.name
            for field in self.model._meta.concrete_fields
            if isinstance(field, ForeignKey) and field.name in columns
        ]

    def _shown(self) -> "list[Field[Any, Any]]":
        privacy = getattr(self.model, "Privacy", None)
        open_ones = {*getattr(privacy, "operational", ()), *getattr(privacy, "statistical", ())}
        meta = self.model._meta
        return [
            field
            for field in (*meta.concrete_fields, *meta.many_to_many)
            if field.name in open_ones and not isinstance(field, BinaryField)
        ]


def _name(field: "Field[Any, Any]") -> str:
    return field.attname if field.name in _BY_NUMBER else field.name


def _fits_a_column(field: "Field[Any, Any]") -> bool:
    return not field.many_to_many and not isinstance(field, _LONG)
