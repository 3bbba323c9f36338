"""A volunteer is erased: their words and numbers go, what is counted stays (quality P5, N19)."""

from datetime import datetime

from django.db import transaction
from django.db.models import TextField
from django.db.models.functions import Cast

from programmes.domain import forgetting
from programmes.domain.lifecycle import can_move, move, note_edit
from programmes.domain.privacy import Obstacle, emptied, parts
from programmes.domain.refusal import Refusal
from programmes.models import Register, SheetRow, User
from programmes.values.places import rounded
from volunteers.domain import duos
from volunteers.domain.own_data import person_of
from volunteers.domain.own_record import check_not_erased
from volunteers.models import Certificate, SignUpDraft, SpokenLanguage, Volunteer, VolunteerWindow
from volunteers.models.volunteer import Training
from volunteers.states import VolunteerState

ERASED = "erased"
# Metres: without a known neighbourhood, a place stays this vague.
NEIGHBOURHOOD = 2_000
CLEARED: dict[str, object] = {
    "experience": [],
    "motivation_code": "",
    "commitment": "",
    "wants_duo": False,
    "invited_by": None,
    "age_wish_from": None,
    "age_wish_to": None,
    "available_from": None,
    "available_until": None,
    "interview_on": None,
    "training": Training.NONE,
    "training_on": None,
    "training_valid_until": None,
    "agreement_signed_on": None,
    "resting_until": None,
    "account": None,
}
"""What is not personal by its class, but has no use once nobody reads."""


def obstacles_of(volunteer: Volunteer) -> list[Obstacle]:
    """Give what has to end before a volunteer can be erased, such as a match."""
    return [obstacle for part in parts() for obstacle in part.obstacles(person_of(volunteer))]


def stays_of(volunteer: Volunteer) -> list[tuple[str, int]]:
    """Count what stays after erasing, for the reports: what it is called, how many."""
    return [kept for part in parts() for kept in part.stays(person_of(volunteer))]


def erase(*, volunteer: Volunteer, by: User | None, now: datetime) -> None:
    """Erase a person from the register, all or nothing.

    What stays says nothing about them: the neighbourhood, the state with its dates, and the matches and
    visits by number.

    Parameters
    ----------
    by
        The volunteer self, by their own account; it goes too, unless it has another role.

    Raises
    ------
    Refusal
        ``matches-open`` while a match runs or waits for an answer; ``erased`` when it was done before.
    """
    with transaction.atomic(durable=True):
        duos.part(volunteer, by=by, now=now)
        kept = duos.lock({volunteer.pk})[0]
        check_not_erased(kept)
        found = obstacles_of(kept)
        if found:
            raise Refusal(found[0].code, found[0].sentence)
        address, account = kept.email, kept.account
        _leave(kept, by, now)
        for part in parts():
            part.erase(person_of(kept))
        _empty(kept, now)
        _forget_papers(kept, address)
        if account is not None:
            forgetting.forget(account)


def forget_drafts(address: str) -> None:
    """Erase the sign-ups that were begun with an e-mail address, a step of the caller's transaction."""
    rows = SignUpDraft.objects.annotate(text=Cast("answers", TextField()))
    rows.filter(text__icontains=f'"{address}"').delete()


def _leave(volunteer: Volunteer, by: User | None, now: datetime) -> None:
    if can_move(volunteer, to=VolunteerState.LEFT):
        move(volunteer, to=VolunteerState.LEFT, by=by, now=now, reason=ERASED)
    else:
        note_edit(volunteer, before=volunteer.state, after=volunteer.state, by=by, now=now, reason=ERASED)


def _empty(volunteer: Volunteer, now: datetime) -> None:
    place = volunteer.district or volunteer
    near = NEIGHBOURHOOD if volunteer.district is None else 1
    x, y = rounded(place.x, to=near), rounded(place.y, to=near)
    unique = f"erased-{volunteer.pk}@erased.invalid"
    fields = emptied(volunteer) | CLEARED | {"email": unique, "x": x, "y": y, "erased_at": now}
    Volunteer.objects.filter(pk=volunteer.pk).update(**fields)
    Volunteer.objects.filter(invited_by=volunteer.pk).update(invited_by=None)


def _forget_papers(volunteer: Volunteer, address: str) -> None:
    for model in (SpokenLanguage, VolunteerWindow, Certificate):
        model._default_manager.filter(volunteer=volunteer.pk).delete()
    forget_drafts(address)
    # What stood in a spreadsheet is kept for a day at most; a row about this person goes now.
    rows = SheetRow.objects.filter(sheet__register=Register.VOLUNTEERS, target=volunteer.pk)
    rows.update(cells=[], title="", differences=[], problems=[])
