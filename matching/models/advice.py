"""Where one more reader would help most."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from matching.models.run import MatchingRun
from matching.states import PartOfDay
from programmes.models import District


class Advice(models.Model):
    """A reader whom it would pay to look for: from where, with which language, free when.

    The gain is that of the objective of the run: urgent, placed, bands, score, kept. Without a
    language, Dutch is enough. Where it is not exact, it is an estimate.
    """

    SCOPES: ClassVar[dict[str, str]] = {"region": "run__region_id"}

    run = models.ForeignKey(MatchingRun, models.CASCADE, related_name="advice", verbose_name=_("run"))
    rank = models.PositiveSmallIntegerField(_("rank"))
    district = models.ForeignKey(District, models.PROTECT, related_name="+", verbose_name=_("district"))
    language = models.CharField(_("language"), max_length=10, blank=True)
    day = models.PositiveSmallIntegerField(_("day, 1 is Monday"))
    part = models.CharField(_("part of the day"), max_length=10, choices=PartOfDay)
    gain = ArrayField(models.BigIntegerField(), size=5, verbose_name=_("gain of the objective"))
    families = models.PositiveIntegerField(_("families without a reader who fit"))
    exact = models.BooleanField(_("gain is exact"))

    class Meta:
        verbose_name = _("advice")
        verbose_name_plural = _("advice")
        ordering = ("run", "rank")
        constraints = (
            models.UniqueConstraint(fields=("run", "rank"), name="advice_of_a_run_is_ranked"),
            models.CheckConstraint(condition=Q(day__range=(1, 7)), name="advice_is_for_a_day_of_the_week"),
            models.CheckConstraint(condition=Q(gain__len=5), name="advice_gains_on_five_levels"),
        )

    class Privacy:
        """About nobody: places, codes and counts."""

        operational = ("id", "run", "rank", "district", "language", "day", "part", "gain", "exact")
        statistical = ("families",)

    def __str__(self) -> str:
        return f"{self.run_id}: {self.rank}"
