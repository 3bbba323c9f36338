"""Where the one link of a message leads; a personal one is made anew each time that it is written."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse

from outbox.models import Message, MessageKind
from programmes.domain import links
from programmes.domain.links import LinkPurpose

__all__ = ["is_personal", "link_of", "sample_link"]

_PERSONAL = {
    MessageKind.CONFIRM_EMAIL: (LinkPurpose.CONFIRM_EMAIL, "sign-up-confirm"),
    MessageKind.CONFIRM_REMINDER: (LinkPurpose.CONFIRM_EMAIL, "sign-up-confirm"),
    MessageKind.LOG_IN: (LinkPurpose.LOG_IN, "log-in-link"),
    MessageKind.VOLUNTEER_PROPOSED: (LinkPurpose.ANSWER, "my-proposal-link"),
    MessageKind.REPLY_REMINDER: (LinkPurpose.ANSWER, "my-proposal-link"),
    MessageKind.VISIT_QUESTION: (LinkPurpose.LOG_VISIT, "visit-link"),
    MessageKind.REFERRER_INVITED: (LinkPurpose.INVITATION, "invitation"),
    MessageKind.PARENT_ASKED: (LinkPurpose.FAMILY_ANSWER, "family-answer-link"),
}
_OF_RECORD = {MessageKind.QUESTION_ASKED: "work-question", MessageKind.RUN_FINISHED: "work-run"}
_PAGES = {
    MessageKind.ALREADY_KNOWN: "login",
    MessageKind.REFERRER_RECEIVED: "my-families",
    MessageKind.REFERRER_READER_FOUND: "my-families",
    MessageKind.REFERRER_FINISHED: "my-families",
}
_OWN_PAGE = "my-page"
_SAMPLE = "..."


def link_of(message: Message, *, now: datetime) -> str:
    """Give the link of a message; a personal one works from now on, and its secret is kept nowhere."""
    kind = MessageKind(message.kind)
    if kind in _OF_RECORD:
        return _address(_OF_RECORD[kind], message.subject_id)
    if kind not in _PERSONAL:
        return _address(_PAGES.get(kind, _OWN_PAGE))
    purpose, page = _PERSONAL[kind]
    about = (message.subject, message.subject_id)
    return _address(page, links.make(purpose=purpose, account=message.recipient, about=about, now=now))


def is_personal(message: Message) -> bool:
    """Tell whether the link of a message lets whoever has it act for the recipient."""
    return message.kind in _PERSONAL


def sample_link(kind: MessageKind) -> str:
    """Show what the link of such a message looks like; it leads nowhere."""
    if kind in _PERSONAL:
        return _address(_PERSONAL[kind][1], _SAMPLE)
    return _address(_PAGES.get(kind, _OWN_PAGE))


def _address(page: str, *arguments: str | int) -> str:
    return settings.PUBLIC_URL + reverse(page, args=arguments)
