"""One request to optimise: its settings, progress and lease, its frozen input, its figures."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from matching.states import GOING_RUN_STATES, RUN_MOVES, Explanation, FailureCode, RunPhase, RunState
from programmes.models import Programme, Region, User
from programmes.states import Moves


class MatchingRun(models.Model):
    """A matching run of one region and programme. At most one at a time is queued or running."""

    MOVES: ClassVar[Moves] = RUN_MOVES
    SCOPES: ClassVar[dict[str, str]] = {"region": "region_id"}

    region = models.ForeignKey(Region, models.PROTECT, related_name="matching_runs", verbose_name=_("region"))
    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="matching_runs", verbose_name=_("programme")
    )
    number = models.PositiveIntegerField(_("number"))
    state = models.CharField(_("state"), max_length=10, choices=RunState, default=RunState.QUEUED)
    phase = models.CharField(_("phase"), max_length=10, choices=RunPhase, blank=True)
    settings = models.JSONField(_("settings"))
    requested_by = models.ForeignKey(
        User,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("asked by"),
    )
    requested_at = models.DateTimeField(_("asked at"))
    follows = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="followed_by",
        verbose_name=_("computes anew what was changed in"),
    )
    repeats = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="repeated_by",
        verbose_name=_("repeats, on the same frozen data"),
    )
    started_at = models.DateTimeField(_("started at"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    failure = models.CharField(_("why it failed"), max_length=20, choices=FailureCode, blank=True)

    done = models.PositiveIntegerField(_("steps done in this phase"), default=0)
    total = models.PositiveIntegerField(_("steps in this phase"), default=0)
    found = models.PositiveIntegerField(_("families placed so far"), default=0)
    at_most = models.PositiveIntegerField(_("families that can be placed at most"), default=0)
    curve = models.JSONField(_("seconds, found and at most over time"), default=list)
    stop_requested_at = models.DateTimeField(_("stop and use, asked at"), null=True, blank=True)
    cancel_requested_at = models.DateTimeField(_("cancel, asked at"), null=True, blank=True)

    lease_number = models.PositiveIntegerField(_("number of the lease"), default=0)
    lease_until = models.DateTimeField(_("lease until"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)

    class Meta:
        verbose_name = _("matching run")
        verbose_name_plural = _("matching runs")
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(fields=("region", "number"), name="run_number_is_unique_in_its_region"),
            models.UniqueConstraint(
                fields=("region", "programme"),
                condition=Q(state__in=GOING_RUN_STATES),
                name="one_run_at_a_time_per_region_and_programme",
            ),
            models.CheckConstraint(
                condition=Q(state__in=GOING_RUN_STATES, finished_at__isnull=True)
                | (~Q(state__in=GOING_RUN_STATES) & Q(finished_at__isnull=False)),
                name="run_has_ended_when_it_says_so",
            ),
            models.CheckConstraint(
                condition=(Q(state=RunState.FAILED) & ~Q(failure=""))
                | (~Q(state=RunState.FAILED) & Q(failure="")),
                name="run_fails_with_a_reason",
            ),
        )

    class Privacy:
        """A run holds counts, never people."""

        operational = (
            "id",
            "number",
            "state",
            "phase",
            "settings",
            "requested_by",
            "requested_at",
            "follows",
            "repeats",
            "started_at",
            "finished_at",
            "failure",
            "done",
            "total",
            "found",
            "at_most",
            "curve",
            "stop_requested_at",
            "cancel_requested_at",
            "lease_number",
            "lease_until",
            "attempts",
        )
        statistical = ("region", "programme")

    def __str__(self) -> str:
        return f"{self.region} {self.number}"

    @property
    def is_going(self) -> bool:
        """Tell whether the run is queued or running."""
        return self.state in GOING_RUN_STATES

    @property
    def before(self) -> "MatchingRun | None":
        """The run to compare with: the last one before it that came to something of its own."""
        rows = MatchingRun.objects.filter(
            region=self.region_id,
            programme=self.programme_id,
            state=RunState.SUCCEEDED,
            repeats__isnull=True,
            pk__lt=self.pk,
        )
        return rows.select_related("figures").order_by("-pk").first()


class Snapshot(models.Model):
    """The frozen, pseudonymous input of a run: same snapshot, same result."""

    run = models.OneToOneField(MatchingRun, models.CASCADE, related_name="snapshot", verbose_name=_("run"))
    content = models.BinaryField(_("columns of people"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    taken_at = models.DateTimeField(_("taken at"))
    volunteers = models.PositiveIntegerField(_("volunteers"))
    families = models.PositiveIntegerField(_("families"))

    class Meta:
        verbose_name = _("snapshot")
        verbose_name_plural = _("snapshots")

    class Privacy:
        """Record numbers and rounded coordinates, no names."""

        sensitive = ("content",)
        operational = ("id", "run", "sha256", "taken_at", "volunteers", "families")

    def __str__(self) -> str:
        return self.sha256[:12]


class RunFigures(models.Model):
    """What a finished run came to. Vectors are L1 to L5: urgent, placed, bands, score, kept."""

    run = models.OneToOneField(MatchingRun, models.CASCADE, related_name="figures", verbose_name=_("run"))
    waiting = models.PositiveIntegerField(_("families waiting"))
    available = models.PositiveIntegerField(_("volunteers available"))
    pairs = models.PositiveIntegerField(_("possible pairs"))
    without_pair = models.PositiveIntegerField(_("families without a possible reader"))
    placed = models.PositiveIntegerField(_("families placed"))
    status = models.CharField(_("status"), max_length=10)
    objective = ArrayField(models.BigIntegerField(), size=5, verbose_name=_("objective"))
    bound = ArrayField(models.BigIntegerField(), size=5, verbose_name=_("proven bound"))
    optimal = ArrayField(models.BooleanField(), size=5, verbose_name=_("proven best per level"))
    components = models.PositiveIntegerField(_("independent parts"))
    components_proven = models.PositiveIntegerField(_("independent parts proven"))
    baseline_placed = models.PositiveIntegerField(_("placed by first come, first served"))
    baseline_objective = ArrayField(
        models.BigIntegerField(), size=5, verbose_name=_("objective of first come, first served")
    )
    baseline_travel_mean = models.DecimalField(
        _("mean travel of first come, first served"), max_digits=5, decimal_places=1
    )
    baseline_measures = models.JSONField(_("measures of first come, first served"), default=dict)
    travel_mean = models.DecimalField(_("mean travel, minutes"), max_digits=5, decimal_places=1)
    travel_p90 = models.PositiveSmallIntegerField(_("90th percentile of travel, minutes"))
    travel_longest = models.PositiveSmallIntegerField(_("longest travel, minutes"))
    measures = models.JSONField(_("travel, days waited and moments in common"), default=dict)
    passed_over = models.JSONField(_("families without a reader, per reason"), default=dict)
    shares = models.JSONField(_("families placed and waiting, per group"), default=dict)
    unexplained = ArrayField(
        models.CharField(max_length=20, choices=Explanation),
        verbose_name=_("explanations for which there was no time"),
        default=list,
        blank=True,
    )
    lost = models.JSONField(_("pairs lost per rule"))
    pins_left_out = models.JSONField(_("pins and approvals that could not hold"), default=list, blank=True)
    seconds = models.JSONField(_("seconds per phase"))
    peak_bytes = models.BigIntegerField(_("peak memory of the computation, bytes"))

    class Meta:
        verbose_name = _("figures of a run")
        verbose_name_plural = _("figures of runs")

    class Privacy:
        """Counts only."""

        operational = (
            "id",
            "run",
            "seconds",
            "peak_bytes",
            "lost",
            "status",
            "components",
            "components_proven",
            "pins_left_out",
            "unexplained",
        )
        statistical = (
            "waiting",
            "available",
            "pairs",
            "without_pair",
            "placed",
            "objective",
            "bound",
            "optimal",
            "baseline_placed",
            "baseline_objective",
            "baseline_travel_mean",
            "baseline_measures",
            "travel_mean",
            "travel_p90",
            "travel_longest",
            "measures",
            "passed_over",
            "shares",
        )

    def __str__(self) -> str:
        return f"{self.placed} / {self.waiting}"

    @property
    def gap(self) -> int:
        """Families by which a better outcome is not excluded; 0 means nothing better exists."""
        return self.bound[1] - self.objective[1]
