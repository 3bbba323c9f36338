"""When a volunteer can."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from programmes.models import AvailabilityWindow
from volunteers.models.volunteer import Volunteer


class VolunteerWindow(AvailabilityWindow):
    """A stretch of the week in which a volunteer can read."""

    volunteer = models.ForeignKey(
        Volunteer, models.CASCADE, related_name="windows", verbose_name=_("volunteer")
    )

    class Meta(AvailabilityWindow.Meta):
        verbose_name = _("available")
        verbose_name_plural = _("availability")

    class Privacy:
        """Says nothing without the volunteer."""

        operational = ("id", "volunteer", "weekday", "start", "end", "strength", "rhythm")
