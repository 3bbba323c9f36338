"""Visits of a match, and the moments at which a coordinator looks in."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from matching.models.match import Match

MOST_MINUTES = 240
NOTE_LENGTH = 200


class MissedReason(models.TextChoices):
    """Why a visit was not held."""

    FAMILY_AWAY = "family_away", _("The family could not")
    VOLUNTEER_AWAY = "volunteer_away", _("The volunteer could not")
    ILLNESS = "illness", _("Illness")
    HOLIDAY = "holiday", _("Holiday")
    NOBODY_HOME = "nobody_home", _("Nobody was at home")
    OTHER = "other", _("Something else")


class Visit(models.Model):
    """One reading, held or missed. One a day: a link tapped twice logs one visit."""

    SCOPES: ClassVar[dict[str, str | tuple[str, ...]]] = {
        "region": "match__region_id",
        "own": ("match__volunteer__account_id", "match__partner__account_id"),
    }

    match = models.ForeignKey(Match, models.CASCADE, related_name="visits", verbose_name=_("match"))
    on = models.DateField(_("on"))
    held = models.BooleanField(_("held"))
    missed_reason = models.CharField(_("why not"), max_length=20, choices=MissedReason, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=NOTE_LENGTH, blank=True)
    logged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("logged by"),
    )
    logged_at = models.DateTimeField(_("logged at"))

    class Meta:
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        ordering = ("on",)
        constraints = (
            models.UniqueConstraint(fields=("match", "on"), name="a_match_has_one_visit_a_day"),
            models.CheckConstraint(
                # Not null in words: of a missing number the database would say "perhaps", which passes.
                condition=Q(
                    held=True, missed_reason="", minutes__isnull=False, minutes__range=(1, MOST_MINUTES)
                )
                | (Q(held=False, minutes__isnull=True) & ~Q(missed_reason="")),
                name="visit_is_held_or_missed_with_a_reason",
            ),
        )

    class Privacy:
        """What was read with whom follows from the match; the note is without names."""

        personal = ("note",)
        operational = ("id", "match", "missed_reason", "logged_by", "logged_at")
        statistical = ("on", "held", "minutes")

    def __str__(self) -> str:
        return f"{self.match_id}: {self.on}"


class MilestoneKind(models.TextChoices):
    """What a coordinator does with a pair along the way."""

    CLICK = "click", _("Does it click?")
    START_TALK = "start_talk", _("Start talk")
    WEEK_5_CALL = "week_5_call", _("Call in week 5")
    LIBRARY_VISIT = "library_visit", _("Library visit in week 10")
    END_TALK = "end_talk", _("End talk")
    CONTACT = "contact", _("Contact")


class Impression(models.TextChoices):
    """How it goes."""

    GOOD = "good", _("Good")
    WATCH = "watch", _("Keep an eye on it")
    NOT_GOOD = "not_good", _("Not good")


class Milestone(models.Model):
    """A talk, call or visit of the guidance that took place. Each is there once, but contact in between."""

    SCOPES: ClassVar[dict[str, str]] = {"region": "match__region_id"}

    match = models.ForeignKey(Match, models.CASCADE, related_name="milestones", verbose_name=_("match"))
    kind = models.CharField(_("kind"), max_length=20, choices=MilestoneKind)
    on = models.DateField(_("on"))
    impression = models.CharField(_("impression"), max_length=10, choices=Impression, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("recorded by"),
    )
    recorded_at = models.DateTimeField(_("recorded at"))

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        ordering = ("on", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("match", "kind"),
                condition=~Q(kind=MilestoneKind.CONTACT),
                name="a_match_has_a_milestone_once",
            ),
        )

    class Privacy:
        """Codes and days only."""

        operational = ("id", "match", "kind", "impression", "recorded_by", "recorded_at")
        statistical = ("on",)

    def __str__(self) -> str:
        return f"{self.match_id}: {self.kind}"
