"""What the list of families can be narrowed by."""

from typing import Any

from django.db.models import QuerySet
from django_filters import CharFilter, ChoiceFilter, FilterSet

from families.models import Family
from families.states import STATUS_OF, FamilyState, FamilyStatus


class ReferrerFilters(FilterSet):  # type: ignore[misc] # - the library ships no types
    """For referrers: the five words and the programme; the state is hidden from them."""

    status = ChoiceFilter(choices=FamilyStatus.choices, method="with_status")
    programme = CharFilter(field_name="programme__slug", max_length=50)

    def with_status(self, rows: QuerySet[Family], _name: str, value: Any) -> QuerySet[Family]:
        return rows.filter(state__in=[state for state, word in STATUS_OF.items() if word == value])


class FamilyFilters(ReferrerFilters):
    """For those who guide: also state, municipality and district by its four digits."""

    state = ChoiceFilter(choices=FamilyState.choices)
    region = CharFilter(field_name="region__slug", max_length=50)
    district = CharFilter(field_name="homes__district__code", max_length=4, distinct=True)
