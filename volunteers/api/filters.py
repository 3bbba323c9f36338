"""What the list of volunteers can be narrowed by."""

from django_filters import CharFilter, ChoiceFilter, FilterSet

from volunteers.states import VolunteerState


class VolunteerFilters(FilterSet):  # type: ignore[misc] # - the library ships no types
    """State, district by its four digits, programme and municipality by their short names."""

    state = ChoiceFilter(choices=VolunteerState.choices)
    district = CharFilter(field_name="district__code", max_length=4)
    programme = CharFilter(field_name="programmes__slug", max_length=50)
    region = CharFilter(field_name="region__slug", max_length=50)
