"""Who registers families: schools, youth health care, neighbourhood teams, libraries."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from programmes.models.region import Region


class Organisation(models.Model):
    """A referring organisation; its social workers see the families that it registered."""

    class Kind(models.TextChoices):
        """Type of referrer, for reports."""

        SCHOOL = "school", _("School")
        YOUTH_HEALTH = "youth_health", _("Youth health care")
        NEIGHBOURHOOD_TEAM = "neighbourhood_team", _("Neighbourhood team")
        LIBRARY = "library", _("Library")
        OTHER = "other", _("Other")

    SCOPES: ClassVar[dict[str, str]] = {"region": "region_id"}

    region = models.ForeignKey(Region, models.PROTECT, related_name="organisations", verbose_name=_("region"))
    name = models.CharField(_("name"), max_length=100)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    places_per_round = models.PositiveSmallIntegerField(_("families agreed per round"), null=True, blank=True)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(
                fields=("region", "name"), name="organisation_name_is_unique_in_its_region"
            ),
        )

    class Privacy:
        """Nothing here is about a person."""

        operational = ("id", "region", "name", "kind", "places_per_round")

    def __str__(self) -> str:
        return self.name
