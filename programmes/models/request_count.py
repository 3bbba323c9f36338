"""How often something was asked in a while: counted in the database, so that all processes count together."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RequestCount(models.Model):
    """A counter of one window of time, of one asker; who that is, is kept as a keyed hash."""

    what = models.CharField(_("what was asked"), max_length=30)
    who = models.CharField(_("hash of who asked"), max_length=64)
    since = models.DateTimeField(_("counted since"))
    number = models.PositiveIntegerField(_("how often"), default=0)

    class Meta:
        verbose_name = _("count of requests")
        verbose_name_plural = _("counts of requests")
        indexes = (models.Index(fields=("since",), name="request_count_by_age"),)
        constraints = (
            models.UniqueConstraint(fields=("what", "who", "since"), name="requests_are_counted_in_one_row"),
        )

    class Privacy:
        """A hash that only this installation can make; gone after a day."""

        sensitive = ("who",)
        operational = ("id", "what", "since", "number")

    def __str__(self) -> str:
        return f"{self.what}: {self.number}"
