"""What is entered about a family, in words: two versions side by side."""

from django.utils.translation import gettext as _

from families.domain.entry import ChildEntry, HomeEntry, Referral
from programmes.models import Place
from programmes.models.needs import Need, Restriction
from programmes.models.window import RHYTHM_CHOICES
from programmes.pages.entry_words import day, language_names, moments, names_of, phone_in_words, yes_or_no
from programmes.values.dutch import full_name


def in_words(entry: Referral, *, shows_note: bool) -> dict[str, str]:
    """Write everything that the page can change; a note that the reader did not ask for stays out."""
    return {
        _("Contact parent"): full_name(entry.first_name, entry.infix, entry.last_name),
        _("Telephone"): phone_in_words(entry.phone),
        _("Call in"): language_names([entry.call_language]),
        _("An interpreter is needed"): yes_or_no(entry.needs_interpreter),
        _("Languages at home"): language_names(sorted(entry.home_languages)),
        _("The reader must speak"): language_names(filter(None, [entry.required_language])),
        _("Dutch of the parents"): entry.parents_dutch,
        _("Dutch of the children"): entry.children_dutch,
        _("Children"): "\n".join(sorted(_child(child) for child in entry.children)),
        **_homes(entry.homes),
        _("Where can it be?"): names_of(sorted(entry.places), Place.choices),
        _("Readers needed"): str(entry.readers_needed),
        _("Took part before"): yes_or_no(entry.took_part_before),
        _("At home there are"): names_of(sorted(entry.restrictions), Restriction.choices),
        _("Wishes"): entry.wishes,
        **({_("Safety note"): entry.safety_note} if shows_note else {}),
    }


def _child(child: ChildEntry) -> str:
    month = day(child.birth_month).partition(" ")[2]
    parts = (child.first_name, month, child.school, names_of(sorted(child.needs), Need.choices))
    return ", ".join(part for part in parts if part)


def _homes(homes: tuple[HomeEntry, ...]) -> dict[str, str]:
    words: dict[str, str] = {}
    for number, home in enumerate(homes, start=1):
        weeks = names_of([home.rhythm], RHYTHM_CHOICES)
        address = f"{home.postcode.replace(' ', '').upper()} {home.house_number}{home.house_addition}"
        hidden = _("Hidden from the other parent") if home.is_hidden else ""
        words[_("Home %(number)s") % {"number": number}] = "\n".join(
            filter(None, (home.label, address, weeks, hidden))
        )
        words[_("Moments at home %(number)s") % {"number": number}] = moments(
            home.availability, within=home.rhythm
        )
    return words
