"""What readers hear about their match by message; and who of them can be written to."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone

from families.domain import queries as families
from families.domain.reaching import channel_of as channel_of_parents
from matching.domain.decent_hours import decent
from matching.models import Match
from outbox.domain.post import Channel, MessageKind, has_left, post, withdraw
from outbox.domain.to_parent import BETWEEN_SLOTS
from programmes.domain.access import Action, actor_of
from volunteers.domain.reaching import channel_of

if TYPE_CHECKING:
    from programmes.models import User
    from volunteers.models import Volunteer


# A letter comes too late to ask about today, and has no link to answer or to read by.
_NOT_BY_LETTER = frozenset({MessageKind.VISIT_QUESTION, MessageKind.QUESTION_ANSWERED})
_ASKS_FOR_ANSWER = frozenset({MessageKind.VOLUNTEER_PROPOSED, MessageKind.REPLY_REMINDER})


def readers_of(match: Match) -> "list[Volunteer]":
    """List who reads and can be written to: the volunteer, and who goes along; nobody who is blocked."""
    readers = [reader for reader in (match.volunteer, match.partner) if reader is not None]
    return [reader for reader in readers if reader.account is not None and reader.account.is_active]


def tell(
    kind: MessageKind,
    match: Match,
    reader: "Volunteer",
    *,
    now: datetime,
    not_before: datetime | None = None,
    occasion: str = "",
    **facts: str | int,
) -> None:
    """Write to one reader, at a decent hour and the way they like; a step of the caller's transaction.

    Parameters
    ----------
    not_before
        When it leaves, where somebody chose the moment.
    """
    if reader.account is None:
        return
    post(
        kind=kind,
        recipient=reader.account,
        subject=match,
        not_before=not_before or decent(now),
        now=now,
        channel=way_to(reader, kind),
        region=match.region,
        occasion=occasion,
        facts=facts,
    )


def tell_proposed(match: Match, *, now: datetime) -> None:
    """Tell the volunteer, the one who goes along and the parents, once the minutes to undo it are over."""
    leaves = now + timedelta(minutes=settings.MESSAGE_HOLD_MINUTES)
    day = match.reply_by.isoformat()
    for reader in readers_of(match):
        tell(MessageKind.VOLUNTEER_PROPOSED, match, reader, now=now, not_before=leaves, reply_by=day)
    ask_parents(match, now=now)


def ask_parents(match: Match, *, now: datetime) -> None:
    """Ask the parents, once the minutes to undo it are over; of the reader it names nobody."""
    post(
        kind=MessageKind.PARENT_ASKED,
        to_family=match.family_id,
        channel=channel_of_parents(match.family),
        subject=match,
        region=match.region,
        not_before=now + timedelta(minutes=settings.MESSAGE_HOLD_MINUTES),
        now=now,
        facts={"slots": BETWEEN_SLOTS.join(match.option), "minutes": match.programme.visit_minutes},
    )


def stop_asking_parents(match: Match, *, now: datetime) -> None:
    """Keep back the question to the parents that was not sent yet: they answered."""
    withdraw(subject=match, now=now, kinds=(MessageKind.PARENT_ASKED,))


def stop_asking(match: Match, *, now: datetime) -> None:
    """Keep back the question for a yes or no that was not sent yet: the answer is there."""
    withdraw(subject=match, now=now, kinds=_ASKS_FOR_ANSWER)


def tell_introduction(match: Match, *, now: datetime) -> None:
    """Tell the readers on which day they meet the family, unless that is noted afterwards."""
    if match.introduction_on is None or match.introduction_on < timezone.localdate(now):
        return
    day = match.introduction_on.isoformat()
    for reader in readers_of(match):
        tell(MessageKind.INTRODUCTION_PLANNED, match, reader, now=now, occasion=day, on=day)


def tell_referrer(match: Match, *, now: datetime) -> None:
    """Tell who registered the family that a reader was found."""
    _to_referrer(MessageKind.REFERRER_READER_FOUND, match, now)


def tell_referrer_finished(match: Match, *, now: datetime) -> None:
    """Tell who registered the family that the reading is done."""
    _to_referrer(MessageKind.REFERRER_FINISHED, match, now)


def _to_referrer(kind: MessageKind, match: Match, now: datetime) -> None:
    referrer = match.family.registered_by
    if referrer is not None and referrer.is_active and _still_sees(referrer, match):
        post(kind=kind, recipient=referrer, subject=match, region=match.region, not_before=now, now=now)


def _still_sees(referrer: "User", match: Match) -> bool:
    """Tell whether they still work where the family was registered: who left hears nothing of it."""
    seen = families.visible_to(actor_of(referrer), Action.STATUS_READ)
    return seen.filter(pk=match.family_id).exists()


def tell_yes(match: Match, *, now: datetime) -> None:
    """Tell readers who wait for it that the family said yes too."""
    for reader in readers_of(match):
        tell(MessageKind.FAMILY_SAID_YES, match, reader, now=now)


def tell_off(match: Match, *, now: datetime) -> None:
    """Tell readers who said yes, or still think it over, that it will not be this family."""
    for reader in readers_of(match):
        if match.volunteer_accepted_at is not None or _was_asked(match, reader):
            tell(MessageKind.OTHER_FAMILY, match, reader, now=now)


def _was_asked(match: Match, reader: "Volunteer") -> bool:
    account = reader.account
    return account is not None and has_left(
        subject=match, kind=MessageKind.VOLUNTEER_PROPOSED, recipient=account
    )


def tell_expired(match: Match, *, now: datetime) -> None:
    """Say that the time to answer is over."""
    for reader in readers_of(match):
        tell(MessageKind.PROPOSAL_EXPIRED, match, reader, now=now)


def stop_asking_about(match: Match, day: date, *, now: datetime) -> None:
    """Keep back the question about a visit that was not sent yet: it is logged."""
    withdraw(subject=match, now=now, kinds=(MessageKind.VISIT_QUESTION,), occasion=day.isoformat())


def ask_how_it_was(match: Match, *, now: datetime) -> None:
    """Ask how it was, once all visits are done; questions about single visits have no sense any more."""
    withdraw(subject=match, now=now)
    visits = match.visits.filter(held=True).count()
    for reader in readers_of(match):
        tell(MessageKind.HOW_WAS_IT, match, reader, now=now, visits=visits)


def way_to(reader: "Volunteer", kind: MessageKind) -> Channel:
    """Give the way by which a message of this kind goes to a reader: the one they like, where it can."""
    preferred = channel_of(reader)
    return Channel.EMAIL if preferred == Channel.LETTER and kind in _NOT_BY_LETTER else preferred
