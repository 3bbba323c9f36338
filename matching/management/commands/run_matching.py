"""Ask for a matching run, and with ``--wait`` follow it to its end."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from matching.domain import runs
from matching.domain.presets import Preset
from matching.models import MatchingRun
from matching.states import FailureCode, RunState
from programmes.domain.refusal import InvalidInput, Refusal
from programmes.models import Programme, Region

PAUSE = 0.5


class Command(BaseCommand):
    """``manage.py run_matching --region R --programme P [--preset NAME] [--wait]``."""

    help = "Asks for a matching run; a worker takes it up."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Read region and programme by their short names."""
        parser.add_argument("--region", required=True, help="short name of the municipality")
        parser.add_argument("--programme", required=True, help="short name of the programme")
        parser.add_argument("--preset", choices=Preset.values, default=Preset.BALANCED.value)
        parser.add_argument("--time-limit", type=int, help="seconds")
        parser.add_argument("--wait", action="store_true", help="follow the run to its end")

    def handle(self, *args: Any, **options: Any) -> None:
        """Ask, and follow when told to."""
        run = self._ask(options)
        self.stdout.write(f"Run {run.number} (record {run.pk}) is queued.")
        if options["wait"]:
            self._follow(run)

    def _ask(self, options: dict[str, Any]) -> MatchingRun:
        region = Region.objects.filter(slug=options["region"]).first()
        programme = Programme.objects.filter(slug=options["programme"]).first()
        if region is None or programme is None:
            raise CommandError("There is no such region or programme: give their short names.")
        try:
            return runs.request(
                region=region,
                programme=programme,
                preset=options["preset"],
                time_limit=options["time_limit"],
                by=None,
                now=timezone.now(),
            )
        except Refusal as refusal:
            raise CommandError(str(refusal.message)) from refusal
        except InvalidInput as wrong:
            raise CommandError("; ".join(str(s) for said in wrong.errors.values() for s in said)) from wrong

    def _follow(self, run: MatchingRun) -> None:
        before = ""
        while run.is_going:
            time.sleep(PAUSE)
            run.refresh_from_db()
            now = f"  {run.phase}: {run.done} of {run.total}, placed {run.found} of at most {run.at_most}"
            if now != before:
                self.stdout.write(now)
            before = now
        if run.state != RunState.SUCCEEDED:
            reason = FailureCode(run.failure).label if run.failure else run.get_state_display()
            raise CommandError(str(reason))
        figures = run.figures
        self.stdout.write(
            f"Placed {figures.placed} of {figures.waiting} waiting families, at most {figures.bound[1]}"
            f" ({figures.status}); first come, first served: {figures.baseline_placed}."
        )
