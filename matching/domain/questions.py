"""Questions of volunteers and their answers: the words stay here, a mail only says that they are there."""

import unicodedata
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from matching.domain.guides import guides_of
from matching.domain.telling import way_to
from matching.models import Match, Question
from matching.models.question import QUESTION_LENGTH
from outbox.domain.post import Channel, MessageKind, post
from programmes.domain.access import Action, Actor, NotAllowedError, visible
from programmes.domain.refusal import InvalidInput, Refusal
from programmes.models import User
from volunteers.domain import queries as volunteers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from volunteers.models import Volunteer

MOST_UNANSWERED = 5


def visible_to(actor: Actor, action: Action = Action.MATCHES_WRITE) -> QuerySet[Question]:
    """Narrow to the questions on which the actor may do this, with who asked and about which match."""
    rows = Question.objects.select_related(
        "volunteer__region", "volunteer__account", "match__family", "answered_by"
    )
    return visible(rows, actor=actor, action=action)


def waiting_first(rows: QuerySet[Question]) -> QuerySet[Question]:
    """Order: what waits for an answer, the oldest first; then what was answered, the newest first."""
    return rows.order_by(F("answered_at").desc(nulls_first=True), "asked_at", "pk")


def of_match(match: Match) -> QuerySet[Question]:
    """List what was asked about a match, as it came."""
    rows = Question.objects.filter(match=match).select_related("volunteer", "answered_by")
    return rows.order_by("asked_at", "pk")


def of_volunteer(volunteer: "Volunteer") -> QuerySet[Question]:
    """List what a volunteer asked, the newest first."""
    rows = Question.objects.filter(volunteer=volunteer).select_related("answered_by")
    return rows.order_by("-asked_at", "-pk")


def ask(
    *, volunteer: "Volunteer", match: Match | None = None, text: str, by: User, now: datetime
) -> Question:
    """Put a question to who follows the match, or else to the coordinators of the region.

    The same question sent twice is one question.

    Raises
    ------
    InvalidInput
        Without words, or with more than 500 characters.
    Refusal
        ``too-many-questions``, when five wait for an answer.
    programmes.domain.access.NotAllowedError
        For anybody but this volunteer.
    """
    words = _tidy(text)
    with transaction.atomic(durable=True):
        # Asked one after another, so that a button that was pressed twice asks once.
        _check_own(volunteers.lock([volunteer.pk]), by)
        waiting = list(Question.objects.filter(volunteer=volunteer, answered_at__isnull=True))
        same = [
            question
            for question in waiting
            if (question.text, question.match_id) == (words, match and match.pk)
        ]
        if same:
            return same[0]
        _check_room(waiting)
        question = Question.objects.create(volunteer=volunteer, match=match, text=words, asked_at=now)
        for coordinator in _who_answers(volunteer, match):
            _post(MessageKind.QUESTION_ASKED, coordinator, question, now)
    return question


def answer(*, question: Question, text: str = "", called: bool = False, by: User, now: datetime) -> None:
    """Answer a question in words, of which the volunteer gets a mail, or note that somebody called.

    Raises
    ------
    InvalidInput
        Without words when nobody called, or with more than 500 characters.
    Refusal
        ``answered``, when a colleague was first; ``own-question`` for an answer to oneself.
    """
    words = "" if called and not text.strip() else _tidy(text)
    with transaction.atomic(durable=True):
        rows = Question.objects.select_for_update(of=("self",))
        question.refresh_from_db(from_queryset=rows.select_related("volunteer__account", "answered_by"))
        _check_may_answer(question, by)
        question.answer, question.answered_at, question.answered_by = words, now, by
        question.save(update_fields=["answer", "answered_at", "answered_by"])
        if words:
            _tell(question, now)


def _who_answers(volunteer: "Volunteer", match: Match | None) -> list[User]:
    guides = guides_of(volunteer.region).exclude(volunteer=volunteer)
    if match is not None and match.guide_id is not None:
        follows = list(guides.filter(pk=match.guide_id))
        if follows:
            return follows
    return list(guides)


def _check_own(locked: "Iterable[Volunteer]", by: User) -> None:
    """Refuse to ask for somebody else, and for who was erased a moment ago."""
    if [volunteer.account_id for volunteer in locked] != [by.pk]:
        raise NotAllowedError


def _check_room(waiting: list[Question]) -> None:
    if len(waiting) >= MOST_UNANSWERED:
        raise Refusal(
            "too-many-questions",
            _("You asked five questions that wait for an answer. Call your coordinator."),
            field="text",
        )


def _check_may_answer(question: Question, by: User) -> None:
    if question.answered_at is not None:
        raise Refusal("answered", _("A colleague answered this question already."))
    if question.volunteer.account_id == by.pk:
        raise Refusal("own-question", _("Ask a colleague: nobody answers their own question."))


def _tell(question: Question, now: datetime) -> None:
    account = question.volunteer.account
    if account is not None and account.is_active:
        way = way_to(question.volunteer, MessageKind.QUESTION_ANSWERED)
        _post(MessageKind.QUESTION_ANSWERED, account, question, now, way)


def _post(
    kind: MessageKind, to: User, question: Question, now: datetime, channel: Channel = Channel.EMAIL
) -> None:
    region = question.volunteer.region
    post(
        kind=kind,
        recipient=to,
        subject=question,
        not_before=now,
        now=now,
        region=region,
        channel=channel,
    )


def _tidy(text: str) -> str:
    """Give words as they are kept: composed, single blank lines at most, nothing invisible."""
    composed = unicodedata.normalize("NFC", text).replace("\r\n", "\n").strip()
    words = "".join(sign for sign in composed if sign == "\n" or unicodedata.category(sign)[0] != "C")
    if not words:
        raise InvalidInput({"text": [_("Write your words here, in one or two sentences.")]})
    if len(words) > QUESTION_LENGTH:
        raise InvalidInput({"text": [_("Keep it under 500 characters.")]})
    return words
