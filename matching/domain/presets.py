"""Settings of a run: which weights a preset stands for, the programme's rules, the time limit."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from matching.solver.pairing import Rules, Weights
from programmes.domain.refusal import InvalidInput
from programmes.models import Programme

SHORTEST = 5


class Preset(models.TextChoices):
    """What counts most when several outcomes place the same families."""

    BALANCED = "balanced", _("Balanced")
    NEARBY_FIRST = "nearby_first", _("Nearby first")
    LANGUAGE_FIRST = "language_first", _("Language first")


WEIGHTS: dict[str, Weights] = {
    Preset.BALANCED: Weights(),
    Preset.NEARBY_FIRST: Weights(travel=600, language=100, slot=150, age=75, experience=75),
    Preset.LANGUAGE_FIRST: Weights(travel=150, language=550, slot=150, age=75, experience=75),
}


@dataclass(frozen=True)
class RunSettings:
    """What a run works with; frozen on the run when it is asked for.

    Attributes
    ----------
    preset
        Name of the weights, a `Preset`.
    time_limit
        Seconds after which the best outcome so far is used.
    """

    preset: str
    weights: Weights
    rules: Rules
    time_limit: int

    def as_json(self) -> dict[str, Any]:
        """Give the form in which the run keeps them."""
        return asdict(self)

    @classmethod
    def of_json(cls, stored: Mapping[str, Any]) -> "RunSettings":
        """Read what `as_json` gave."""
        return cls(
            preset=stored["preset"],
            weights=Weights(**stored["weights"]),
            rules=Rules(**stored["rules"]),
            time_limit=stored["time_limit"],
        )


def rules_of(programme: Programme) -> Rules:
    """Give the rules of a programme as the solver wants them."""
    return Rules(
        visit_minutes=programme.visit_minutes,
        gap_minutes=programme.gap_minutes,
        band_days=programme.band_days,
        min_metres=programme.min_metres,
    )


def settings_for(*, programme: Programme, preset: str, time_limit: int | None) -> RunSettings:
    """Put the settings of a new run together.

    Raises
    ------
    InvalidInput
        For a preset that is not there, or a time limit outside what this installation allows.
    """
    longest = settings.RUN_TIME_LIMIT_SECONDS
    errors = {}
    if preset not in WEIGHTS:
        errors["preset"] = [_("Choose balanced, nearby_first or language_first.")]
    if time_limit is not None and not SHORTEST <= time_limit <= longest:
        errors["time_limit"] = [_("Give the run between 5 seconds and the longest time allowed here.")]
    if errors:
        raise InvalidInput(errors)
    return RunSettings(preset, WEIGHTS[preset], rules_of(programme), time_limit or longest)
