"""Which translations for parents were read and approved by a person: each holds for exactly its words."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from programmes.domain.access import Action, NotAllowedError, actor_of
from programmes.domain.refusal import Refusal
from programmes.models import StateChange, TextApproval, User
from programmes.values.parent_texts import LANGUAGES, SOURCE, ParentText, fingerprint

APPROVED, TO_BE_APPROVED = "approved", "to_be_approved"


@dataclass(frozen=True)
class Translation:
    """One text in one language, and who approved the words as they are now."""

    text: ParentText
    language: str
    approval: TextApproval | None

    @property
    def is_approved(self) -> bool:
        """Tell whether a person stands for these words; Dutch is what the others are held against."""
        return self.language == SOURCE or self.approval is not None

    @property
    def fingerprint(self) -> str:
        """The words that would be approved."""
        return fingerprint(self.text, self.language)


def is_approved(text: ParentText, language: str) -> bool:
    """Tell whether a person approved the words as they are now (one query; none for Dutch)."""
    return language == SOURCE or _approvals(text, language).exists()


def approved_languages(text: ParentText) -> set[str]:
    """List the languages in which a person stands for the words of a text (one query)."""
    rows = TextApproval.objects.filter(text=text.value).values_list("language", "sha256")
    return {SOURCE} | {language for language, words in rows if words == _words_now(text, language)}


def translation_of(text: ParentText, language: str) -> Translation:
    """Give one text in one language with its approval."""
    approval = _approvals(text, language).select_related("approved_by").first()
    return Translation(text, language, approval)


def translations() -> list[Translation]:
    """List every text in every language but Dutch (one query)."""
    rows = TextApproval.objects.select_related("approved_by")
    found = {(row.text, row.language, row.sha256): row for row in rows}
    return [
        Translation(text, language, found.get((text.value, language, fingerprint(text, language))))
        for text in ParentText
        for language in LANGUAGES
        if language != SOURCE
    ]


def approve(*, text: ParentText, language: str, seen: str, by: User, now: datetime) -> None:
    """Note that a person read a translation and stands for it; twice is the same as once.

    Parameters
    ----------
    seen
        The fingerprint of the words that the person read.

    Raises
    ------
    Refusal
        ``changed``, when the words are others by now.
    programmes.domain.access.NotAllowedError
        For anybody but a coordinator.
    """
    _check_may(by)
    if seen != fingerprint(text, language):
        raise Refusal("changed", _("These words changed since you opened the page. Read them again."))
    with transaction.atomic(durable=True):
        approval, is_new = TextApproval.objects.get_or_create(
            text=text.value,
            language=language,
            sha256=seen,
            defaults={"approved_by": by, "approved_at": now},
        )
        if is_new:
            _note(approval, TO_BE_APPROVED, APPROVED, by, now)


def take_back(*, text: ParentText, language: str, by: User, now: datetime) -> None:
    """Undo an approval: the mark stands beside the words again.

    Raises
    ------
    programmes.domain.access.NotAllowedError
        For anybody but a coordinator.
    """
    _check_may(by)
    with transaction.atomic(durable=True):
        for approval in _approvals(text, language).select_for_update():
            _note(approval, APPROVED, TO_BE_APPROVED, by, now)
            approval.delete()


def _words_now(text: ParentText, language: str) -> str:
    """Give the fingerprint; none for a language that there are no texts in any more."""
    return fingerprint(text, language) if language in LANGUAGES else ""


def _approvals(text: ParentText, language: str) -> QuerySet[TextApproval]:
    return TextApproval.objects.filter(text=text.value, language=language, sha256=fingerprint(text, language))


def _check_may(by: User) -> None:
    if not actor_of(by).may(Action.MATCHES_WRITE):
        raise NotAllowedError


def _note(approval: TextApproval, before: str, after: str, by: User, now: datetime) -> None:
    StateChange.objects.create(
        subject=TextApproval._meta.label_lower,
        subject_id=approval.pk,
        from_state=before,
        to_state=after,
        by=by,
        at=now,
    )
