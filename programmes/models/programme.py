"""A programme and its rules: age range, visits, validity of certificates."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from programmes.models.region import Region, places_field
from programmes.states import PROGRAMME_MOVES, Moves, ProgrammeState


class Programme(models.Model):
    """DoorleesExpress, VoorleesExpress, or another: a record with its own settings."""

    MOVES: ClassVar[Moves] = PROGRAMME_MOVES

    name = models.CharField(_("name"), max_length=100, unique=True)
    slug = models.SlugField(_("short name"), unique=True)
    regions = models.ManyToManyField(Region, related_name="programmes", verbose_name=_("regions"))
    state = models.CharField(_("state"), max_length=10, choices=ProgrammeState, default=ProgrammeState.DRAFT)
    age_from = models.PositiveSmallIntegerField(_("youngest age"))
    age_to = models.PositiveSmallIntegerField(_("oldest age"))
    visits_planned = models.PositiveSmallIntegerField(_("visits planned"), default=20)
    visit_minutes = models.PositiveSmallIntegerField(_("minutes per visit"), default=60)
    gap_minutes = models.PositiveSmallIntegerField(_("minutes between two visits of a volunteer"), default=30)
    band_days = models.PositiveSmallIntegerField(_("days in a band of waiting time"), default=28)
    places = places_field()
    min_metres = models.PositiveIntegerField(_("smallest distance in metres"), default=0)
    max_metres = models.PositiveIntegerField(_("largest distance in metres"), default=15_000)
    certificate_months = models.PositiveSmallIntegerField(
        _("months a certificate of conduct is valid"), default=36
    )
    allows_second_participation = models.BooleanField(_("a family may take part again"), default=False)
    round_starts_on = models.DateField(
        _("start of the next round, empty when rolling"), null=True, blank=True
    )

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = ("name",)
        constraints = (
            models.CheckConstraint(condition=Q(age_from__lte=F("age_to")), name="programme_ages_in_order"),
            models.CheckConstraint(
                condition=Q(min_metres__lte=F("max_metres")), name="programme_distances_in_order"
            ),
            models.CheckConstraint(
                condition=Q(visit_minutes__gt=0, band_days__gt=0, visits_planned__gt=0),
                name="programme_has_visits",
            ),
        )

    class Privacy:
        """Nothing here is about a person."""

        operational = (
            "id",
            "name",
            "slug",
            "regions",
            "state",
            "age_from",
            "age_to",
            "visits_planned",
            "visit_minutes",
            "gap_minutes",
            "band_days",
            "places",
            "min_metres",
            "max_metres",
            "certificate_months",
            "allows_second_participation",
            "round_starts_on",
        )

    def __str__(self) -> str:
        return self.name
