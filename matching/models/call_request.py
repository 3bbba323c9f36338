"""A parent who wants to be called before they answer a proposal."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from matching.models.match import Match


class CallRequest(models.Model):
    """Asked by one button of a parent's page. It waits until somebody called, or an answer is there."""

    SCOPES: ClassVar[dict[str, str]] = {"region": "match__region_id"}

    match = models.ForeignKey(Match, models.CASCADE, related_name="call_requests", verbose_name=_("match"))
    asked_at = models.DateTimeField(_("asked at"))
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("settled by"),
    )

    class Meta:
        verbose_name = _("request to be called")
        verbose_name_plural = _("requests to be called")
        ordering = ("asked_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("match",), condition=Q(settled_at__isnull=True), name="a_call_is_asked_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=False) | Q(settled_by__isnull=True),
                name="a_call_is_settled_at_a_moment",
            ),
        )

    class Privacy:
        """Numbers and moments only."""

        operational = ("id", "match", "asked_at", "settled_at", "settled_by")

    def __str__(self) -> str:
        return f"call {self.pk}"
