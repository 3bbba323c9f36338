"""A stretch of the week in which somebody can; both registers make their own table of it."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from programmes.values.availability import DAY_CLOSES, DAY_OPENS, Rhythm, Strength, Window, clock


class Weekday(models.IntegerChoices):
    """Monday is 1, as in ISO 8601."""

    MONDAY = 1, _("Monday")
    TUESDAY = 2, _("Tuesday")
    WEDNESDAY = 3, _("Wednesday")
    THURSDAY = 4, _("Thursday")
    FRIDAY = 5, _("Friday")
    SATURDAY = 6, _("Saturday")
    SUNDAY = 7, _("Sunday")


RHYTHM_CHOICES = [
    (Rhythm.WEEKLY.value, _("Every week")),
    (Rhythm.WEEK_A.value, _("Only in weeks A")),
    (Rhythm.WEEK_B.value, _("Only in weeks B")),
]
STRENGTH_CHOICES = [(Strength.YES.value, _("Yes")), (Strength.IF_NEEDED.value, _("If needed"))]


class AvailabilityWindow(models.Model):
    """Weekday, start and end in minutes after midnight on half hours, strength and rhythm."""

    weekday = models.PositiveSmallIntegerField(_("weekday"), choices=Weekday)
    start = models.PositiveSmallIntegerField(
        _("from, minutes after midnight"),
        validators=[MinValueValidator(DAY_OPENS), MaxValueValidator(DAY_CLOSES)],
    )
    end = models.PositiveSmallIntegerField(
        _("until, minutes after midnight"),
        validators=[MinValueValidator(DAY_OPENS), MaxValueValidator(DAY_CLOSES)],
    )
    strength = models.CharField(
        _("strength"), max_length=10, choices=STRENGTH_CHOICES, default=Strength.YES.value
    )
    rhythm = models.CharField(_("rhythm"), max_length=10, choices=RHYTHM_CHOICES, default=Rhythm.WEEKLY.value)

    class Meta:
        abstract = True
        ordering = ("weekday", "start")
        constraints = (
            models.CheckConstraint(
                condition=Q(
                    weekday__range=(1, 7), start__gte=DAY_OPENS, end__lte=DAY_CLOSES, start__lt=F("end")
                ),
                name="%(app_label)s_%(class)s_lies_within_a_day",
            ),
            models.CheckConstraint(
                condition=Q(
                    start__in=range(DAY_OPENS, DAY_CLOSES, 30),
                    end__in=range(DAY_OPENS + 30, DAY_CLOSES + 30, 30),
                ),
                name="%(app_label)s_%(class)s_is_on_half_hours",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {clock(self.start)}-{clock(self.end)}"

    def as_window(self) -> Window:
        """Give the plain value that the weekly grid works with."""
        return Window(self.weekday, self.start, self.end, Strength(self.strength), Rhythm(self.rhythm))
