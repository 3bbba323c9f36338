"""A piece of a large run: some of its independent components, computed by whichever worker is free."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from matching.models.run import MatchingRun
from matching.states import FailureCode


class RunComponent(models.Model):
    """One piece of a run, with a lease of its own, as a run has one.

    Its columns are there while the run is going; afterwards only counts and seconds are.
    """

    SCOPES: ClassVar[dict[str, str]] = {"region": "run__region_id"}

    run = models.ForeignKey(MatchingRun, models.CASCADE, related_name="components", verbose_name=_("run"))
    number = models.PositiveIntegerField(_("number"))
    pairs = models.PositiveIntegerField(_("possible pairs"))
    content = models.BinaryField(_("columns of the piece"), null=True)
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    solve_before = models.DateTimeField(_("time limit"))
    found = models.PositiveIntegerField(_("families placed so far"), default=0)
    at_most = models.PositiveIntegerField(_("families that can be placed at most"))
    result = models.BinaryField(_("columns of the result"), null=True)
    seconds = models.FloatField(_("seconds"), null=True)
    finished_at = models.DateTimeField(_("finished at"), null=True)
    failure = models.CharField(_("why it failed"), max_length=20, choices=FailureCode, blank=True)

    lease_number = models.PositiveIntegerField(_("number of the lease"), default=0)
    lease_until = models.DateTimeField(_("lease until"), null=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)

    class Meta:
        verbose_name = _("piece of a run")
        verbose_name_plural = _("pieces of runs")
        ordering = ("run", "number")
        constraints = (
            models.UniqueConstraint(fields=("run", "number"), name="piece_number_is_unique_in_its_run"),
            models.CheckConstraint(
                condition=Q(finished_at__isnull=False, seconds__isnull=False)
                | Q(finished_at__isnull=True, seconds__isnull=True, result__isnull=True, failure=""),
                name="piece_has_finished_when_it_says_so",
            ),
            models.CheckConstraint(
                condition=Q(failure="") | Q(result__isnull=True), name="piece_fails_without_a_result"
            ),
        )

    class Privacy:
        """Columns under pseudonymous numbers while the run is going; then counts."""

        sensitive = ("content", "result")
        operational = (
            "id",
            "run",
            "number",
            "pairs",
            "sha256",
            "solve_before",
            "found",
            "at_most",
            "seconds",
            "finished_at",
            "failure",
            "lease_number",
            "lease_until",
            "attempts",
        )

    def __str__(self) -> str:
        return f"{self.run_id}: {self.number}"
