"""Two volunteers who go together: one reader for every family, while the duo lasts."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from programmes.models import User
from volunteers.models.volunteer import Volunteer


class Duo(models.Model):
    """They leave from the first one's address; a volunteer is in one open duo at most (by trigger)."""

    SCOPES: ClassVar[dict[str, str]] = {"region": "first__region_id"}

    first = models.ForeignKey(
        Volunteer, models.PROTECT, related_name="duos_as_first", verbose_name=_("the one they leave from")
    )
    second = models.ForeignKey(
        Volunteer, models.PROTECT, related_name="duos_as_second", verbose_name=_("the one who comes along")
    )
    since = models.DateTimeField(_("since"))
    formed_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("formed by")
    )
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    ended_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("ended by")
    )

    class Meta:
        verbose_name = _("duo")
        verbose_name_plural = _("duos")
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(condition=~Q(first=F("second")), name="a_duo_is_of_two"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=False) | Q(ended_by__isnull=True),
                name="duo_has_ended_when_it_says_so",
            ),
            models.UniqueConstraint(
                fields=("first",), condition=Q(ended_at__isnull=True), name="a_volunteer_is_first_of_one_duo"
            ),
            models.UniqueConstraint(
                fields=("second",),
                condition=Q(ended_at__isnull=True),
                name="a_volunteer_is_second_of_one_duo",
            ),
        )

    class Privacy:
        """Who goes with whom, by number."""

        operational = ("id", "first", "second", "since", "formed_by", "ended_at", "ended_by")

    def __str__(self) -> str:
        return f"{self.first_id} + {self.second_id}"
