"""What is written about a volunteer, in words: two versions side by side."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from programmes.models import Place
from programmes.models.needs import Need, Restriction
from programmes.pages.entry_words import day, language_names, moments, names_of, phone_in_words
from programmes.values.dutch import full_name
from volunteers.domain.entry import SignUp, Spoken
from volunteers.models.volunteer import Channel, Means, Motivation, Training


def in_words(entry: SignUp, guided: Mapping[str, Any]) -> dict[str, str]:
    """Write everything that the page can change, by what it is called."""
    return {
        _("Name"): full_name(entry.first_name, entry.infix, entry.last_name),
        _("E-mail address"): entry.email,
        _("Telephone"): phone_in_words(entry.phone),
        _("Best reached by"): names_of([entry.preferred_channel], Channel.choices),
        **_travel(entry),
        **_reading(entry),
        _("Languages"): "\n".join(sorted(_spoken(spoken) for spoken in entry.languages)),
        _("Available"): moments(entry.availability),
        _("Available from"): day(entry.available_from),
        _("Available until"): day(entry.available_until),
        _("Training"): names_of([guided["training"]], Training.choices),
        _("Training valid until"): day(guided["training_valid_until"]),
        _("Agreement signed on"): day(guided["agreement_signed_on"]),
    }


def _travel(entry: SignUp) -> dict[str, str]:
    return {
        _("Address"): f"{_postcode(entry.postcode)} {entry.house_number}{entry.house_addition}",
        _("Postcode of a second start, for example work"): _postcode(entry.second_postcode),
        _("Travels by"): names_of([entry.means], Means.choices),
        _("Longest travel time in minutes"): str(entry.max_minutes),
    }


def _reading(entry: SignUp) -> dict[str, str]:
    return {
        _("Programmes"): ", ".join(sorted(entry.programmes)),
        _("Where can it be?"): names_of(sorted(entry.places), Place.choices),
        _("Families at a time"): str(entry.capacity),
        _("Children at most"): str(entry.max_children),
        _("Ages"): _ages(entry.age_from, entry.age_to),
        _("Preferred ages"): _ages(entry.age_wish_from, entry.age_wish_to),
        _("Experience with"): names_of(sorted(entry.experience), Need.choices),
        _("Cannot be with"): names_of(sorted(entry.restrictions), Restriction.choices),
        _("Motivation"): "\n".join(
            filter(
                None, (names_of(filter(None, [entry.motivation_code]), Motivation.choices), entry.motivation)
            )
        ),
    }


def _ages(youngest: int | None, oldest: int | None) -> str:
    if youngest is None or oldest is None:
        return ""
    return _("%(youngest)s to %(oldest)s years") % {"youngest": youngest, "oldest": oldest}


def _spoken(spoken: Spoken) -> str:
    level = _("mother tongue") if spoken.level == "native" else spoken.level
    return f"{language_names([spoken.code])} ({level})"


def _postcode(text: str) -> str:
    return text.replace(" ", "").upper()
