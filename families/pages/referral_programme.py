"""What is said about programmes and ages: why there is a choice, and what to do where none fits."""

from django.utils.translation import gettext as _

from families.domain.programme_choice import Choice
from programmes.models import Programme, Region


def about(choice: Choice) -> str:
    """Say why there is something to choose."""
    if choice.shared_ages:
        sentence = _("At %(age)s a child can take part in either. Ask the parents what suits best.")
        return sentence % {"age": choice.shared_ages[0]}
    return _("The children are of an age for two programmes. Choose the one for the child who needs it most.")


def nothing_fits(choice: Choice, region: Region) -> str:
    """Name the programme that would be right, or say what to do."""
    if not choice.offered:
        return _("At this moment no programme takes families in here. Call the coordinator.")
    sentence = _("%(programme)s is for children of %(from)s to %(to)s years.")
    return " ".join([*(sentence % _facts(one) for one in choice.offered), _way_on(choice, region)])


def _way_on(choice: Choice, region: Region) -> str:
    if choice.elsewhere is not None:
        sentence = _(
            "For this age there is %(programme)s (%(from)s to %(to)s years), but not in %(region)s yet:"
            " ask the library."
        )
        return sentence % {**_facts(choice.elsewhere), "region": region}
    youngest = min(one.age_from for one in choice.offered)
    if choice.ages and max(choice.ages) < youngest:
        sentence = _("Register this child again at %(age)s years. Until then the library helps.")
        return sentence % {"age": youngest}
    return _("For older children, ask at school or at the library.")


def _facts(programme: Programme) -> dict[str, object]:
    return {"programme": programme.name, "from": programme.age_from, "to": programme.age_to}
