"""Charts that the server draws: no chart library, no script."""

from collections.abc import Callable, Sequence
from typing import Any

from django.template import Library
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

register = Library()
BAR_LENGTH, BAR_LEFT, BAR_STEP = 182, 128, 27
LEFT, RIGHT, TOP, BOTTOM = 44, 744, 14, 226
TICKS = 5
STEPS = (1, 2, 5)


@register.inclusion_tag("charts/histogram.html")
def histogram(bars: Sequence[tuple[str, int, bool]], title: str) -> dict[str, Any]:
    """Draw bars from the top down, the longest over the full length.

    Parameters
    ----------
    bars
        Name, count, and whether the bar deserves attention.
    title
        What is counted.
    """
    longest = max((count for _name, count, _hot in bars), default=0) or 1
    rows = [
        {
            "name": name,
            "count": count,
            "is_hot": is_hot,
            "y": number * BAR_STEP + 3,
            "text_y": number * BAR_STEP + 16,
            "width": round(BAR_LENGTH * count / longest),
            "end": BAR_LEFT + 7 + round(BAR_LENGTH * count / longest),
        }
        for number, (name, count, is_hot) in enumerate(bars)
    ]
    words = ". ".join(f"{name}: {count}" for name, count, _hot in bars)
    return {"rows": rows, "height": len(bars) * BAR_STEP, "title": title, "label": f"{title}. {words}."}


@register.inclusion_tag("charts/step_lines.html")
def step_lines(curve: Sequence[Sequence[float]]) -> dict[str, Any]:
    """Draw what is found and what is at most possible over time.

    Parameters
    ----------
    curve
        Rows of seconds, found, at most; oldest first.
    """
    points = [(float(seconds), int(found), int(most)) for seconds, found, most in curve]
    if not points:
        return {"points": []}
    seconds, found, most = points[-1]
    across = _ticks(0, max(seconds * 1.6, 1))
    counts = [count for _seconds, *both in points for count in both]
    up = _ticks(min(counts), max(counts) + 1)
    x = _scale(across[0], across[-1], LEFT, RIGHT)
    y = _scale(up[0], up[-1], BOTTOM, TOP)
    return {
        "points": points,
        "lines": [{"value": tick, "y": round(y(tick)), "text_y": round(y(tick)) + 4} for tick in up],
        "marks": [{"value": tick, "x": round(x(tick))} for tick in across],
        "found_path": _path([(x(row[0]), y(row[1])) for row in points]),
        "most_path": _path([(x(row[0]), y(row[2])) for row in points]),
        "now": round(x(seconds)),
        "text_x": round(x(seconds)) + 12,
        "found_y": round(y(found)),
        "most_y": round(y(most)),
        "found_text_y": round(y(found)) + 20,
        "most_text_y": max(round(y(most)) - 10, TOP + 2),
        "found": found,
        "most": most,
        "label": _sentence(found, most),
    }


def _sentence(found: int, most: int) -> str:
    words = ngettext("%(found)s family has a proposal.", "%(found)s families have a proposal.", found)
    return f"{words % {'found': found}} {_('More than %(most)s is not possible.') % {'most': most}}"


def _scale(low: float, high: float, start: int, end: int) -> Callable[[float], float]:
    return lambda value: start + (end - start) * (value - low) / ((high - low) or 1)


def _path(points: Sequence[tuple[float, float]]) -> str:
    first, *rest = points
    return f"M{first[0]:.0f},{first[1]:.0f}" + "".join(f"H{x:.0f}V{y:.0f}" for x, y in rest)


def _ticks(low: float, high: float) -> list[int]:
    """Choose about five round numbers around a range."""
    raw = max((high - low) / TICKS, 1)
    power = 10 ** (len(str(int(raw))) - 1)
    step = next((factor * power for factor in STEPS if factor * power >= raw), 10 * power)
    first = int(low // step) * step
    return list(range(first, int(high) + step + 1, step))
