"""Filters are an allow-list: what a list does not offer is refused, never ignored."""

import unicodedata
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.request import Request

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

PAGING = {"cursor", "page_size"}
MOST_FILTERS = 10
_FIELD_LENGTH = 100


class AllowListedFilters(DjangoFilterBackend):  # type: ignore[misc] # django-filter - ships no types
    """The view's filter set, paging, and ``query_parameters`` that the view names itself."""

    def filter_queryset(self, request: Request, queryset: QuerySet[Any], view: Any) -> QuerySet[Any]:
        """Refuse unknown and broken parameters; narrow lists."""
        is_one = (getattr(view, "lookup_url_kwarg", None) or view.lookup_field) in view.kwargs
        _check(request, self._offered(queryset, view, is_one=is_one))
        return queryset if is_one else super().filter_queryset(request, queryset, view)

    def _offered(self, queryset: QuerySet[Any], view: Any, *, is_one: bool) -> set[str]:
        named = set(getattr(view, "query_parameters", ()))
        if is_one:
            return named
        filters = self.get_filterset_class(view, queryset)
        return named | PAGING | (set(filters.base_filters) if filters else set())


def _check(request: Request, offered: set[str]) -> None:
    sent = request.query_params
    errors = {
        name[:_FIELD_LENGTH]: [_detail("unknown", _("Leave this out: this address does not know it."))]
        for name in sent
        if name not in offered
    }
    if len(sent) > MOST_FILTERS:
        errors[""] = [_detail("too_many", _("Use at most 10 filters."))]
    for name, values in sent.lists():
        if name in offered and any(_is_broken(value) for value in values):
            errors[name] = [_detail("invalid", _("Use readable characters only."))]
    if errors:
        raise ValidationError(errors)


def _detail(code: str, sentence: "StrOrPromise") -> ErrorDetail:
    return ErrorDetail(str(sentence), code)


def _is_broken(value: str) -> bool:
    return any(unicodedata.category(character) in {"Cc", "Cs"} for character in value)
