"""What a volunteer asks, and what a coordinator answers."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from matching.models.match import Match

QUESTION_LENGTH = 500


class Question(models.Model):
    """A question, about a proposal or in general. Its words stand here and go in no message."""

    SCOPES: ClassVar[dict[str, str]] = {
        "region": "volunteer__region_id",
        "own": "volunteer__account_id",
    }

    volunteer = models.ForeignKey(
        "volunteers.Volunteer", models.CASCADE, related_name="questions", verbose_name=_("volunteer")
    )
    match = models.ForeignKey(
        Match, models.CASCADE, null=True, blank=True, related_name="questions", verbose_name=_("match")
    )
    text = models.CharField(_("question"), max_length=QUESTION_LENGTH)
    asked_at = models.DateTimeField(_("asked at"))
    answer = models.CharField(_("answer"), max_length=QUESTION_LENGTH, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("answered by"),
    )

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ("asked_at", "id")
        constraints = (
            models.CheckConstraint(condition=~Q(text=""), name="a_question_has_words"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=False) | Q(answer="", answered_by__isnull=True),
                name="an_answer_has_its_moment",
            ),
        )

    class Privacy:
        """Words of people, in both directions."""

        personal = ("text", "answer")
        operational = ("id", "volunteer", "match", "asked_at", "answered_at", "answered_by")

    def __str__(self) -> str:
        return f"question {self.pk}"
