"""Settings of a run: which weights a preset stands for, the programme's rules, the time limit."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from matching.solver.pairing import PART_NAMES, Rules, Weights
from programmes.domain.refusal import InvalidInput
from programmes.models import Programme

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

SHORTEST = 5
OWN = "own"
FULL = 1_000
HEAVIEST = 4


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


class Scale(models.IntegerChoices):
    """How much one part of fitting well counts, when somebody sets the weights by hand."""

    NOTHING = 0, _("Does not count")
    LITTLE = 1, _("Counts a little")
    ORDINARY = 2, _("Counts")
    MUCH = 3, _("Counts a lot")
    MOST = HEAVIEST, _("Counts most")


def weights_of(steps: Mapping[str, int]) -> Weights:
    """Turn a step of the `Scale` for each part into weights that add up to what the solver works with.

    Points that do not divide go to the parts with the largest remainders, in the order of the parts.

    Raises
    ------
    InvalidInput
        When a part has no step of the scale, or nothing counts.
    """
    if set(steps) != set(PART_NAMES) or not set(steps.values()) <= set(Scale.values):
        raise InvalidInput({"weights": [_("Choose for each part how much it counts.")]})
    total = sum(steps.values())
    if not total:
        raise InvalidInput({"weights": [_("Let at least one part count.")]})
    points = {name: FULL * steps[name] // total for name in PART_NAMES}
    by_remainder = sorted(PART_NAMES, key=lambda name: -(FULL * steps[name] % total))
    for name in by_remainder[: FULL - sum(points.values())]:
        points[name] += 1
    return Weights(**points)


@dataclass(frozen=True)
class RunSettings:
    """What a run works with; frozen on the run when it is asked for.

    Attributes
    ----------
    preset
        Name of the weights: a `Preset`, or ``own`` for weights set by hand.
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


def settings_for(
    *, programme: Programme, preset: str, time_limit: int | None, weights: Weights | None = None
) -> RunSettings:
    """Put the settings of a new run together.

    Parameters
    ----------
    weights
        Set by hand: they go before the preset.

    Raises
    ------
    InvalidInput
        For a preset that is not there, or a time limit outside what this installation allows.
    """
    longest = settings.RUN_TIME_LIMIT_SECONDS
    errors = {}
    if weights is None and preset not in WEIGHTS:
        errors["preset"] = [_("Choose balanced, nearby_first or language_first.")]
    if time_limit is not None and not SHORTEST <= time_limit <= longest:
        errors["time_limit"] = [_("Give the run between 5 seconds and the longest time allowed here.")]
    if errors:
        raise InvalidInput(errors)
    name, chosen = (preset, WEIGHTS[preset]) if weights is None else (OWN, weights)
    return RunSettings(name, chosen, rules_of(programme), time_limit or longest)


def name_of(preset: str) -> "StrOrPromise":
    """Give the words for the name of weights."""
    return _("My own weights") if preset == OWN else Preset(preset).label


def solver_version() -> str:
    """Name the optimiser that runs of this installation are computed with."""
    return f"OR-Tools {version('ortools')}"
