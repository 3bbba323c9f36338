"""What a coordinator decided about two people, for every run to come: together, or apart."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from matching.states import OVERRIDE_MOVES, OverrideState
from programmes.models import Programme, Region
from programmes.states import Moves

REASON_LENGTH = 500


class OverrideKind(models.TextChoices):
    """Must be, or must not be."""

    PIN = "pin", _("Pinned")
    BAN = "ban", _("Excluded")


class Override(models.Model):
    """A pin or a ban. One table for both, so that one constraint keeps a pair from being both at once.

    It holds while it is open, up to and including the day ``until`` if there is one. Ending it
    keeps it as history.
    """

    MOVES: ClassVar[Moves] = OVERRIDE_MOVES
    SCOPES: ClassVar[dict[str, str]] = {"region": "region_id"}

    region = models.ForeignKey(Region, models.PROTECT, related_name="overrides", verbose_name=_("region"))
    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="overrides", verbose_name=_("programme")
    )
    volunteer = models.ForeignKey(
        "volunteers.Volunteer", models.PROTECT, related_name="overrides", verbose_name=_("volunteer")
    )
    family = models.ForeignKey(
        "families.Family", models.PROTECT, related_name="overrides", verbose_name=_("family")
    )
    kind = models.CharField(_("kind"), max_length=5, choices=OverrideKind)
    state = models.CharField(_("state"), max_length=10, choices=OverrideState, default=OverrideState.OPEN)
    reason = models.CharField(_("reason"), max_length=REASON_LENGTH)
    until = models.DateField(_("last day"), null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    created_at = models.DateTimeField(_("decided at"))
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("ended by"),
    )
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    class Meta:
        verbose_name = _("pin or ban")
        verbose_name_plural = _("pins and bans")
        ordering = ("-id",)
        indexes = (models.Index(fields=("region", "programme", "state"), name="override_in_region_by_state"),)
        constraints = (
            models.UniqueConstraint(
                fields=("programme", "volunteer", "family"),
                condition=Q(state=OverrideState.OPEN),
                name="a_pair_is_pinned_or_banned_once",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=OverrideKind.values), name="override_is_a_pin_or_a_ban"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="override_has_a_reason"),
            models.CheckConstraint(
                condition=Q(state=OverrideState.OPEN, ended_at__isnull=True, ended_by__isnull=True)
                | Q(state=OverrideState.ENDED, ended_at__isnull=False),
                name="override_has_ended_when_it_says_so",
            ),
        )

    class Privacy:
        """Numbers of records, and what a person wrote about two others."""

        personal = ("reason",)
        operational = (
            "id",
            "volunteer",
            "family",
            "kind",
            "state",
            "until",
            "created_by",
            "created_at",
            "ended_by",
            "ended_at",
        )
        statistical = ("region", "programme")

    def __str__(self) -> str:
        return f"{self.kind}: {self.family_id} - {self.volunteer_id}"

    def holds_on(self, day: date) -> bool:
        """Tell whether it is in force on a day."""
        return self.state == OverrideState.OPEN and (self.until is None or day <= self.until)
