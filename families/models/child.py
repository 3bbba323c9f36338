"""The children who are read to."""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from families.models.family import Family
from programmes.models.needs import Need


class Child(models.Model):
    """A child: first name, month of birth, what helps."""

    family = models.ForeignKey(Family, models.CASCADE, related_name="children", verbose_name=_("family"))
    first_name = models.CharField(_("first name"), max_length=100)
    birth_month = models.DateField(_("month of birth, as its first day"))
    school = models.CharField(_("school"), max_length=100, blank=True)
    needs = ArrayField(
        models.CharField(max_length=20, choices=Need), verbose_name=_("what helps"), default=list, blank=True
    )

    class Meta:
        verbose_name = _("child")
        verbose_name_plural = _("children")
        ordering = ("birth_month", "id")
        constraints = (
            models.CheckConstraint(condition=Q(birth_month__day=1), name="child_birth_is_known_to_the_month"),
        )

    class Privacy:
        """A child's data."""

        personal = ("first_name", "school")
        sensitive = ("needs", "birth_month")
        operational = ("id", "family")

    def __str__(self) -> str:
        return f"{self.family_id}: {self.pk}"

    def age_on(self, day: date) -> int:
        """Give the age in whole years."""
        return day.year - self.birth_month.year - (day.month < self.birth_month.month)
