"""How many families fell away for one reader, by the first rule that they break."""

from typing import TYPE_CHECKING

from django.utils.translation import ngettext_lazy

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

FAMILIES_LOST: "dict[str, StrOrPromise]" = {
    "programme": ngettext_lazy(
        "%(n)s family does not take part, or no child has the right age.",
        "%(n)s families do not take part, or no child has the right age.",
        "n",
    ),
    "state": ngettext_lazy(
        "For %(n)s family this reader is not available now.",
        "For %(n)s families this reader is not available now.",
        "n",
    ),
    "certificate": ngettext_lazy(
        "For %(n)s family the certificate of conduct or the training ends before the last visit.",
        "For %(n)s families the certificate of conduct or the training ends before the last visit.",
        "n",
    ),
    "distance": ngettext_lazy(
        "%(n)s family lives too far away, or nearer than the programme allows.",
        "%(n)s families live too far away, or nearer than the programme allows.",
        "n",
    ),
    "language": ngettext_lazy(
        "%(n)s family asked for a language that this reader does not speak.",
        "%(n)s families asked for a language that this reader does not speak.",
        "n",
    ),
    "slot": ngettext_lazy(
        "%(n)s family has no moment that suits both.", "%(n)s families have no moment that suits both.", "n"
    ),
    "place": ngettext_lazy("%(n)s family wants another place.", "%(n)s families want another place.", "n"),
    "children": ngettext_lazy(
        "%(n)s family has more children, or of other ages.",
        "%(n)s families have more children, or of other ages.",
        "n",
    ),
    "restriction": ngettext_lazy(
        "%(n)s family has something at home that this reader cannot be with.",
        "%(n)s families have something at home that this reader cannot be with.",
        "n",
    ),
    "ban": ngettext_lazy(
        "%(n)s family is excluded for this reader, or they read there already.",
        "%(n)s families are excluded for this reader, or they read there already.",
        "n",
    ),
    "capacity": ngettext_lazy(
        "For %(n)s family this reader has no place left.",
        "For %(n)s families this reader has no place left.",
        "n",
    ),
}


def families_lost_sentence(rule: str, number: int) -> str:
    """Say how many families a rule took away for one reader."""
    return FAMILIES_LOST[rule] % {"n": number}
