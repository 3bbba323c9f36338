"""How volunteers are reached by messages: the way that each prefers, and where a text or letter goes."""

from collections.abc import Collection

from outbox.domain.address_book import Address
from outbox.domain.post import Channel
from volunteers.models import Volunteer
from volunteers.models.volunteer import Channel as Preferred

_WAYS = {
    Preferred.EMAIL: Channel.EMAIL,
    Preferred.PHONE: Channel.SMS,
    Preferred.POST: Channel.LETTER,
}


def channel_of(volunteer: Volunteer) -> Channel:
    """Give the way by which messages to a volunteer go: mail, text message or letter."""
    return _WAYS[Preferred(volunteer.preferred_channel)]


def addresses(accounts: Collection[int]) -> dict[int, Address]:
    """Look up where volunteers with these accounts get texts and letters: the outbox's address book."""
    rows = Volunteer.objects.filter(account__in=accounts).select_related("region")
    return {number: _address(row) for row in rows if (number := row.account_id) is not None}


def _address(volunteer: Volunteer) -> Address:
    return Address(volunteer.full_name, volunteer.phone, _lines(volunteer), volunteer.region)


def _lines(volunteer: Volunteer) -> tuple[str, ...]:
    """Write the envelope; of who came without a street, postcode and number are enough for the post."""
    number = f"{volunteer.house_number} {volunteer.house_addition}".strip()
    postcode = f"{volunteer.postcode[:4]} {volunteer.postcode[4:]}".strip()
    if not volunteer.street:
        return (f"{postcode}  {number}",)
    return (f"{volunteer.street} {number}", f"{postcode}  {volunteer.town}".strip())
