"""One line of the table."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class Row:
    """What was measured, against what, and whether the target is met.

    Attributes
    ----------
    what, target, peer : str
        The work, the target in words ("" for none), and what it is compared with.
    measured : str
        The ratio, or what else the target asks, as people read it.
    ratio : float or None
        Our seconds over the peer's.
    met : bool or None
        None where there is no target.
    ours, theirs : float or None
        Seconds, medians.
    peak_megabytes : int or None
        Most memory that a process held that drew the instance, paired and solved it, and did nothing else.
    wrong : tuple of str
        Values (never times) that are not what they must be: these fail `make bench`.
    facts : dict
        What else is worth keeping: vectors, gaps, single times.
    """

    what: str
    target: str
    peer: str
    measured: str
    ratio: float | None = None
    met: bool | None = None
    ours: float | None = None
    theirs: float | None = None
    peak_megabytes: int | None = None
    wrong: tuple[str, ...] = ()
    facts: dict[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The row as what `json` can write."""
        return asdict(self) | {"wrong": list(self.wrong)}


def from_json(values: dict[str, Any]) -> Row:
    """The row of `Row.as_json`."""
    return Row(**(values | {"wrong": tuple(values["wrong"])}))


def ratio_text(ratio: float) -> str:
    """A ratio with two significant digits, without an exponent."""
    if ratio >= 1:
        return f"{ratio:.2f}"
    places = 2
    while round(ratio, places) < 10 ** -(places - 1) and places < 6:  # noqa: PLR2004 - smaller is shown as 0
        places += 1
    return f"{ratio:.{places}f}"
