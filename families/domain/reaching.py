"""How parents are reached by messages: the way, the language, and where a text or letter goes."""

from collections.abc import Collection

from families.models import Family
from outbox.domain.address_book import Address
from outbox.domain.post import Channel
from programmes.values.parent_texts import spoken_or_source

# Of Dutch numbers only these can be texted; of others it is not known, so they are tried.
DUTCH, DUTCH_MOBILE = "+31", "+316"


def channel_of(family: Family) -> Channel:
    """Give the way by which a parent is written to: a text, or a letter where the telephone has no screen."""
    can_be_texted = bool(family.phone) and (
        family.phone.startswith(DUTCH_MOBILE) or not family.phone.startswith(DUTCH)
    )
    return Channel.SMS if can_be_texted else Channel.LETTER


def language_of(family: Family) -> str:
    """Give the language in which texts for parents go to this one: theirs where we have it, else Dutch."""
    return spoken_or_source(family.call_language)


def addresses(families: Collection[int]) -> dict[int, Address]:
    """Look up where contact parents get texts and letters, by family: the outbox's address book."""
    rows = Family.objects.filter(pk__in=families).select_related("region").prefetch_related("homes")
    return {
        family.pk: Address(
            family.contact_name, family.phone, _lines(family), family.region, language_of(family)
        )
        for family in rows
    }


def _lines(family: Family) -> tuple[str, ...]:
    """Write the envelope; with two homes nobody can say here at which one the contact parent lives (N28)."""
    homes = list(family.homes.all())
    if len(homes) != 1:
        return ()
    [home] = homes
    number = f"{home.house_number} {home.house_addition}".strip()
    return (f"{home.postcode[:4]} {home.postcode[4:]}  {number}",)
