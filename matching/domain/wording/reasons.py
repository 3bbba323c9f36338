"""Why a pair was put forward: the parts of its quality with a plain sentence each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from matching.models import Proposal
from programmes.models.needs import Need
from programmes.values.languages import languages

NAMES = {
    "slot": gettext_lazy("Moment"),
    "travel": gettext_lazy("Travel"),
    "age": gettext_lazy("Age"),
    "language": gettext_lazy("Language"),
    "experience": gettext_lazy("Experience"),
}
POINTS = 10


@dataclass(frozen=True)
class Part:
    """One line of the explanation; points out of a hundred for the whole."""

    name: str | Promise
    sentence: str
    points: int
    most: int


def parts_of(proposal: Proposal) -> list[Part]:
    """Tell each part of the quality, in the order of the table."""
    weights = proposal.run.settings["weights"]
    sentences = part_sentences(proposal)
    return [
        Part(
            label,
            sentences[name],
            round(proposal.parts[name] / POINTS),
            round(weights[name] / POINTS),
        )
        for name, label in NAMES.items()
    ]


def ages_of(proposal: Proposal) -> list[int]:
    """Give the ages of the children today."""
    return [child.age_on(localdate()) for child in proposal.family.children.all()]


def part_sentences(proposal: Proposal) -> dict[str, str]:
    """Give the sentence of each part of the quality, by its code; the children and languages are loaded."""
    return dict(_sentences(proposal))


def _sentences(proposal: Proposal) -> Iterator[tuple[str, str]]:
    number = proposal.common_slots
    yield "slot", ngettext("%(n)s moment suits both", "%(n)s moments suit both", number) % {"n": number}
    yield (
        "travel",
        _("%(minutes)s min, %(means)s, limit is %(limit)s min")
        % {
            "minutes": proposal.minutes,
            "means": proposal.volunteer.get_means_display().lower(),
            "limit": proposal.volunteer.max_minutes,
        },
    )
    yield "age", _age(proposal)
    yield "language", _language(proposal)
    yield "experience", _experience(proposal)


def _age(proposal: Proposal) -> str:
    ages = ", ".join(str(age) for age in sorted(ages_of(proposal)))
    low, high = proposal.volunteer.age_wish_from, proposal.volunteer.age_wish_to
    if low is None or high is None:
        return _("%(ages)s years, the volunteer has no wish") % {"ages": ages}
    return _("%(ages)s years, the wish is %(low)s to %(high)s") % {"ages": ages, "low": low, "high": high}


def _language(proposal: Proposal) -> str:
    home = proposal.family.home_languages
    spoken = {language.code for language in proposal.volunteer.languages.all()}
    both = [code for code in home if code in spoken]
    if not home:
        return _("The languages at home are not known")
    if both:
        return _("Both speak %(languages)s") % {"languages": language_names(both)}
    return _("At home %(languages)s, the volunteer does not speak it") % {"languages": language_names(home)}


def _experience(proposal: Proposal) -> str:
    needs = {need for child in proposal.family.children.all() for need in child.needs}
    known = sorted(needs & set(proposal.volunteer.experience))
    if not needs:
        return _("No special need")
    if not known:
        return _("No experience with what helps here")
    return _("Experience: %(needs)s") % {"needs": ", ".join(str(Need(need).label).lower() for need in known)}


def language_names(codes: Sequence[str]) -> str:
    """Name languages in the reader's language, with commas."""
    table = languages()
    return ", ".join(table[code].name(get_language() or "nl") for code in codes if code in table)
