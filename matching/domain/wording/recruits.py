"""Where to look for a reader: an advice as one sentence."""

from collections.abc import Sequence

from django.utils.dates import WEEKDAYS
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext as _

from matching.domain.wording.changes import change_sentence
from matching.states import PartOfDay
from programmes.values.languages import languages

MOMENTS = {
    PartOfDay.MORNING: pgettext_lazy("free on", "%(day)s morning"),
    PartOfDay.AFTERNOON: pgettext_lazy("free on", "%(day)s afternoon"),
    PartOfDay.EVENING: pgettext_lazy("free on", "%(day)s evening"),
}


def recruit_sentence(
    *, district: str, language: str, day: int, part: str, gain: Sequence[int], exact: bool = True
) -> str:
    """Say who would help and how much.

    Parameters
    ----------
    district
        Its name.
    language
        Code, empty where Dutch is enough.
    day
        1 is Monday.
    part
        A `PartOfDay`.
    gain
        Change of the objective, in the order of `LEVEL_NAMES`.
    exact
        False where the gain is an estimate.
    """
    facts = {"district": district, "moment": _moment(day, part), "gain": change_sentence(gain)}
    if language:
        facts["language"] = name_of_language(language)
        sentence = _(
            "One more reader in %(district)s who speaks %(language)s and is free on %(moment)s"
            " would help. %(gain)s"
        )
    else:
        sentence = _("One more reader in %(district)s who is free on %(moment)s would help. %(gain)s")
    told = sentence % facts
    return told if exact else _("%(advice)s This is an estimate.") % {"advice": told}


def name_of_language(code: str) -> str:
    """Name a language in the reader's language; an unknown code stands for itself."""
    known = languages().get(code)
    return known.name(get_language() or "nl") if known else code


def _moment(day: int, part: str) -> str:
    return str(MOMENTS[PartOfDay(part)]) % {"day": str(WEEKDAYS[day - 1])}
