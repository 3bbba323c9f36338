"""What the privacy page says we keep is what the table keeps."""

from programmes.domain.kept import KINDS, kept_of
from volunteers.domain.kept import kept_of_volunteers
from volunteers.models import Volunteer

NUMBERS_OF_OURS = {"id", "account"}


def test_every_field_of_a_volunteer_is_told() -> None:
    told = {name for kept in kept_of([Volunteer]) for _, names in kept.tables for name in names}
    fields = [*Volunteer._meta.concrete_fields, *Volunteer._meta.many_to_many]

    kept = {str(field.verbose_name) for field in fields}
    ours = {str(Volunteer._meta.get_field(name).verbose_name) for name in NUMBERS_OF_OURS}  # type: ignore[union-attr] # of the table itself - they have a name

    assert told == kept - ours


def test_the_kinds_come_in_the_order_of_how_near_they_are() -> None:
    assert [kept.kind for kept in kept_of_volunteers()] == list(KINDS)
