"""The visit log of a match: held or missed, one a day, corrected with history."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from matching.domain import telling
from matching.domain.match_checks import check_past_day, lock
from matching.domain.matches import begin_reading
from matching.domain.violations import broken_constraint
from matching.models import Match, MissedReason, Visit
from matching.models.visit import MOST_MINUTES, NOTE_LENGTH
from matching.states import MatchState
from programmes.domain import lifecycle
from programmes.domain.access import Action, Actor, visible
from programmes.domain.refusal import InvalidInput, Refusal
from programmes.domain.versions import check_version, version_of
from programmes.models import User

AFTER_CARE = 5
MOST_VISITS = 1_000
LOGGED = (MatchState.INTRODUCTION_PLANNED, MatchState.ACTIVE, MatchState.PAUSED)


@dataclass(frozen=True)
class Account:
    """What is told of one visit: held with its minutes, or missed with the reason."""

    on: date
    held: bool
    minutes: int | None = None
    missed_reason: str = ""
    note: str = ""


def visits_visible_to(actor: Actor, action: Action = Action.MATCHES_READ) -> QuerySet[Visit]:
    """Narrow to the visits of the matches on which the actor may do this."""
    return visible(Visit.objects.select_related("logged_by"), actor=actor, action=action)


def log(*, match: Match, told: Account, by: User | None, now: datetime) -> Visit:
    """Write down a visit; the first that was held begins the reading.

    The same told twice is one visit.

    Raises
    ------
    InvalidInput
        For a day to come or before the proposal, or when minutes, reason or note cannot be right.
    Refusal
        When another visit of that day is logged, or the match is not that far or over.
    """
    _check(told)
    with transaction.atomic(durable=True):
        lock(match)
        check_past_day(match, told.on, now)
        same_day = match.visits.filter(on=told.on).first()
        if same_day is not None:
            return _same(same_day, told)
        _check_may_log(match, told)
        visit = _write(Visit(match=match), told, by, now)
        telling.stop_asking_about(match, told.on, now=now)
        if told.held and match.state == MatchState.INTRODUCTION_PLANNED:
            begin_reading(match, on=told.on, by=by, now=now)
    return visit


def correct(*, visit: Visit, told: Account, read: str = "", by: User | None, now: datetime) -> None:
    """Change a visit; what it was, who changed it and when is kept.

    Parameters
    ----------
    read
        Version of the visit that was on the screen (`version`).

    Raises
    ------
    programmes.domain.versions.StaleError
        When somebody changed it in the meantime.
    InvalidInput, Refusal
        As for `log`.
    """
    _check(told)
    match = visit.match
    with transaction.atomic(durable=True):
        lock(match)
        visit.refresh_from_db()
        check_version(read=read, now=version(visit))
        check_past_day(match, told.on, now)
        before, first = _codes(visit), visit.on
        if told == account_of(visit):
            return
        _write(visit, told, by, now)
        lifecycle.note_edit(visit, before=before, after=_codes(visit), by=by, now=now, reason="corrected")
        _move_beginning(match, first)


def account_of(visit: Visit) -> Account:
    """Give what was told of a visit."""
    return Account(visit.on, visit.held, visit.minutes, visit.missed_reason, visit.note)


def version(visit: Visit) -> str:
    """Name the present version of a visit."""
    told = account_of(visit)
    return version_of([told.on, told.held, told.minutes, told.missed_reason, told.note])


def after_care_left(match: Match) -> int:
    """Count the visits that may still be logged after a match was completed."""
    if match.ended_at is None:
        return AFTER_CARE
    later = match.visits.filter(held=True, on__gt=timezone.localdate(match.ended_at)).count()
    return max(AFTER_CARE - later, 0)


def may_log(match: Match) -> bool:
    """Tell whether a visit can be logged now."""
    return match.state in LOGGED or (match.state == MatchState.COMPLETED and after_care_left(match) > 0)


def _check(told: Account) -> None:
    """Refuse what the columns cannot hold, each with a sentence at its field."""
    errors = {}
    if told.held and not (told.minutes and 1 <= told.minutes <= MOST_MINUTES):
        errors["minutes"] = [_("Fill in how many minutes, 1 to 240.")]
    if told.held and told.missed_reason:
        errors["missed_reason"] = [_("A visit that took place needs no reason.")]
    if not told.held and told.missed_reason not in MissedReason.values:
        errors["missed_reason"] = [_("Choose why the visit was missed.")]
    if not told.held and told.minutes is not None:
        errors["minutes"] = [_("A visit that was missed has no minutes.")]
    if len(told.note) > NOTE_LENGTH:
        errors["note"] = [_("Keep the note under 200 characters.")]
    if errors:
        raise InvalidInput(errors)


def _check_may_log(match: Match, told: Account) -> None:
    if match.visits.count() >= MOST_VISITS:
        raise Refusal("too-many-visits", _("A match has at most 1,000 visits."))
    if match.state in LOGGED:
        return
    if match.state != MatchState.COMPLETED:
        raise Refusal(
            "no-visits", _("Visits can be logged once a first meeting is planned and until the match ends.")
        )
    ended = match.ended_at
    if ended is not None and told.on > timezone.localdate(ended) and not after_care_left(match):
        raise Refusal("after-care-over", _("After the end, at most 5 more visits can be logged."), field="on")


def _same(visit: Visit, told: Account) -> Visit:
    if account_of(visit) != told:
        raise _taken()
    return visit


def _write(visit: Visit, told: Account, by: User | None, now: datetime) -> Visit:
    visit.on, visit.held, visit.minutes = told.on, told.held, told.minutes
    visit.missed_reason, visit.note = told.missed_reason, told.note
    visit.logged_by, visit.logged_at = by, now
    try:
        with transaction.atomic():
            visit.save()
    except IntegrityError as error:
        if broken_constraint(error) == "a_match_has_one_visit_a_day":
            raise _taken() from error
        raise
    return visit


def _taken() -> Refusal:
    return Refusal(
        "visit-is-logged", _("There is a visit on this day already. Correct that one instead."), field="on"
    )


def _codes(visit: Visit) -> str:
    return f"{visit.on}:held:{visit.minutes}" if visit.held else f"{visit.on}:{visit.missed_reason}"


def _move_beginning(match: Match, day: date) -> None:
    """Let the reading begin with the first visit that was held, when that was the one corrected."""
    if match.started_on != day:
        return
    first = match.visits.filter(Q(held=True)).order_by("on").values_list("on", flat=True).first()
    if first is not None and first != match.started_on:
        match.started_on = first
        match.save(update_fields=["started_on"])
