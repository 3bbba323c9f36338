"""Who outside an installation may get something about people: what, by which setting, is it on."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings

# Modules of ours that speak to other machines than the database and the queue; a test looks for more.
SPEAKING = {
    "outbox/domain/channels.py",
    "outbox/domain/deliver.py",
    "outbox/domain/letter.py",
    "programmes/domain/outgoing.py",
}


@dataclass(frozen=True)
class Recipient:
    """One party; `is_on` tells of this installation, None where each key decides."""

    who: str
    gets: str
    setting: str
    is_on: bool | None


def recipients() -> tuple[Recipient, ...]:
    """List them all: whoever is not here gets nothing."""
    host = urlsplit(settings.MAP_TILES_URL).netloc
    return (
        Recipient(
            "Mail server (`EMAIL_HOST`)",
            "e-mail addresses, and mails with the name of whom it is for, days, and a personal link;"
            " no name, address or telephone number of a family",
            "EMAIL_BACKEND",
            settings.EMAIL_BACKEND.endswith("smtp.EmailBackend"),
        ),
        Recipient(
            f"Address service ({', '.join(sorted(settings.GEOCODER_HOSTS))})",
            "postcode and house number, without a name",
            "GEOCODER_URL",
            bool(settings.GEOCODER_URL),
        ),
        Recipient(
            f"Map tiles{f' ({host})' if host else ''}",
            "the internet address of a coordinator's computer, and which part of the map it looks at",
            "MAP_TILES_URL",
            bool(settings.MAP_TILES_URL),
        ),
        Recipient(
            "Another system with a key (school, municipality)",
            "what its scopes allow in one organisation or one region, never a safety note",
            "manage.py issue_key",
            None,
        ),
    )
