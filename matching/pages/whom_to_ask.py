"""The person whom a volunteer can ask: who follows the match, or the first person of the region."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from programmes.models import Region, User


@dataclass(frozen=True)
class Person:
    """Somebody to ask, by first name; who answers the telephone may be a colleague."""

    name: str
    called: str
    phone: str


def person_for(region: Region, guide: User | None = None) -> Person:
    """Name whom to ask, and whom to call on which number."""
    desk = region.contact_name or _("your coordinator")
    guided = guide.name.split(maxsplit=1)[:1] if guide is not None and guide.is_active else []
    return Person(guided[0] if guided else desk, desk, region.contact_phone)
