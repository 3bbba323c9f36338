"""Where a family lives: one home, or two of separated parents with a week each."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from families.models.family import Family
from programmes.models import AvailabilityWindow, District
from programmes.models.window import RHYTHM_CHOICES
from programmes.values.availability import Rhythm


class Home(models.Model):
    """An address at which the children are every week, or in weeks A or B.

    Who is where in a week never overlaps: at most one home per week (see the exclusion in the migration).
    """

    family = models.ForeignKey(Family, models.CASCADE, related_name="homes", verbose_name=_("family"))
    rhythm = models.CharField(
        _("which weeks"), max_length=10, choices=RHYTHM_CHOICES, default=Rhythm.WEEKLY.value
    )
    label = models.CharField(_("called"), max_length=50, blank=True)
    is_hidden = models.BooleanField(_("hidden from the other parent"), default=False)
    postcode = models.CharField(_("postcode"), max_length=6)
    house_number = models.PositiveIntegerField(_("house number"))
    house_addition = models.CharField(_("addition"), max_length=10, blank=True)
    x = models.IntegerField(_("east, metres"))
    y = models.IntegerField(_("north, metres"))
    district = models.ForeignKey(
        District, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("district")
    )

    class Meta:
        verbose_name = _("home")
        verbose_name_plural = _("homes")
        ordering = ("rhythm", "id")

    class Privacy:
        """An address of a vulnerable household."""

        personal = ("label", "postcode", "house_number", "house_addition", "x", "y")
        operational = ("id", "family", "rhythm", "is_hidden")
        statistical = ("district",)

    def __str__(self) -> str:
        return f"{self.family_id}: {self.rhythm}"


class HomeWindow(AvailabilityWindow):
    """A stretch of the week in which a reader is welcome at this home."""

    home = models.ForeignKey(Home, models.CASCADE, related_name="windows", verbose_name=_("home"))

    class Meta(AvailabilityWindow.Meta):
        verbose_name = _("available")
        verbose_name_plural = _("availability")

    class Privacy:
        """Says nothing without the home."""

        operational = ("id", "home", "weekday", "start", "end", "strength", "rhythm")
