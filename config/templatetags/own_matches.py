"""What a change of one's own data leaves as it is: the fixed moments of matches that are open."""

from typing import Any

from django.template import Library

from matching.domain.reader_privacy import held_moments_of
from volunteers.domain.own_data import person_of

register = Library()


@register.inclusion_tag("own/held_moments.html")
def held_moments(volunteer: Any, *, rest: bool = False) -> dict[str, object]:  # noqa: ANN401 - the record of another app's register
    """Say which moments stay, and with whom to arrange something else."""
    return {"held": held_moments_of(person_of(volunteer)), "rest": rest}
