"""What the register keeps about a volunteer, told to themselves: everything, and nothing of others."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from programmes.domain import passkeys, privacy
from programmes.domain.access import Actor, log_read
from programmes.domain.privacy import Chapter, Fact, Part, Person, Record, contribute, facts_of
from programmes.models import AccessLog, PersonalLink, StateChange, User
from programmes.values.availability import clock
from programmes.values.languages import languages
from volunteers.models import Certificate, Duo, SpokenLanguage, Volunteer, VolunteerWindow

LABEL = Volunteer._meta.label_lower
HOURS = {"start": _("From"), "end": _("Until")}
EXPORT = "own-export"


def register() -> None:
    """Let the register tell what it keeps; `volunteers.domain.erasing` erases it."""
    contribute(Part("volunteers", chapters_of))


def person_of(volunteer: Volunteer) -> Person:
    """Name a volunteer to the parts that know only numbers."""
    return Person(volunteer.pk, volunteer.account_id)


def tell(*, volunteer: Volunteer, actor: Actor, now: datetime) -> list[Chapter]:
    """Tell a volunteer everything that every part of the installation keeps about them, and log that."""
    chapters = privacy.chapters_of(person_of(volunteer))
    log_read(volunteer, actor=actor, action=EXPORT, now=now)
    return chapters


def chapters_of(person: Person) -> list[Chapter]:
    """Tell the record, what belongs to it, what happened to it, and who looked."""
    own = {"volunteer": person.volunteer}
    either = Q(first=person.volunteer) | Q(second=person.volunteer)
    return [
        Chapter("volunteer", _("What you told us"), _told(Volunteer.objects.filter(pk=person.volunteer))),
        Chapter("languages", _("Languages"), _languages(person)),
        Chapter("availability", _("When you can"), _windows(person)),
        Chapter("certificate", _("Certificate of conduct (VOG)"), _told(Certificate.objects.filter(**own))),
        Chapter("duos", _("Duo"), _told(Duo.objects.filter(either))),
        Chapter("account", _("Your account"), _told(User.objects.filter(volunteer=person.volunteer))),
        Chapter("passkeys", _("Your passkeys"), passkeys.told_of(person.account)),
        Chapter("links", _("Personal links"), _told(PersonalLink.objects.filter(account=person.account))),
        Chapter("history", _("What happened"), _told(_of(StateChange.objects.all(), person))),
        Chapter("looks", _("Who looked or changed"), _told(_of(AccessLog.objects.all(), person))),
    ]


def _of(rows: QuerySet[Any], person: Person) -> QuerySet[Any]:
    return rows.filter(subject=LABEL, subject_id=person.volunteer).order_by("at", "pk")


def _told(rows: QuerySet[Any]) -> list[Record]:
    return [facts_of(row, leave_out=("id", "subject", "subject_id")) for row in rows]


def _windows(person: Person) -> list[Record]:
    """Tell moments with their hours as people write them."""
    rows = VolunteerWindow.objects.filter(volunteer=person.volunteer).order_by("weekday", "start")
    return [[_with_hours(fact) for fact in facts_of(row, leave_out=("id",))] for row in rows]


def _with_hours(fact: Fact) -> Fact:
    if fact.name not in HOURS:
        return fact
    return replace(fact, label=str(HOURS[fact.name]), words=clock(int(fact.words)))


def _languages(person: Person) -> list[Record]:
    """Tell languages by name."""
    rows = SpokenLanguage.objects.filter(volunteer=person.volunteer)
    return [[_by_name(fact) for fact in record] for record in _told(rows)]


def _by_name(fact: Fact) -> Fact:
    language = languages().get(fact.words) if fact.name == "code" else None
    return replace(fact, words=language.name(get_language() or "nl")) if language else fact
