"""The steps of a run as a list: done, now, still to come, with a line of detail each."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching.models import MatchingRun, RunFigures
from matching.states import RunPhase, RunState


@dataclass(frozen=True)
class StepLine:
    """One step: its name, how it is drawn, what there is to tell."""

    name: str | Promise
    css: str
    detail: str


def steps_of(run: MatchingRun) -> list[StepLine]:
    """List the steps of a run that is loaded with its snapshot and figures."""
    order = list(RunPhase)
    now = order.index(RunPhase(run.phase)) if run.phase else -1
    now = len(order) if run.state == RunState.SUCCEEDED else now
    return [
        StepLine(phase.label, _css(run, place - now), _detail(run, phase, is_now=place == now))
        for place, phase in enumerate(order)
    ]


def grouped(number: int) -> str:
    """Write a number with the thousands apart."""
    return str(number_format(number, force_grouping=True))


def _css(run: MatchingRun, ahead: int) -> str:
    if ahead < 0:
        return "done"
    return "now" if not ahead and run.is_going else ""


def _detail(run: MatchingRun, phase: RunPhase, *, is_now: bool) -> str:
    figures: RunFigures | None = getattr(run, "figures", None)
    if phase == RunPhase.LOADING:
        return _frozen(run)
    if phase == RunPhase.PAIRING and figures:
        words = ngettext(
            "%(n)s pair fits on moment, distance and certificate",
            "%(n)s pairs fit on moment, distance and certificate",
            figures.pairs,
        )
        return words % {"n": grouped(figures.pairs)}
    if figures:
        return _took(figures, phase)
    return _expected(run, phase, is_now=is_now) if run.is_going else ""


def _expected(run: MatchingRun, phase: RunPhase, *, is_now: bool) -> str:
    """Tell how far a step is, or what it will be about."""
    if is_now and run.total > 1:
        parts = {"done": grouped(run.done), "total": grouped(run.total)}
        return _("%(done)s of %(total)s parts") % parts
    if phase == RunPhase.EXPLAINING:
        return _("At most %(n)s seconds") % {"n": settings.EXPLAIN_SECONDS}
    return _("As many families as possible first") if phase == RunPhase.SOLVING else ""


def _frozen(run: MatchingRun) -> str:
    if not hasattr(run, "snapshot"):
        return ""
    frozen = run.snapshot
    families = ngettext("%(n)s family", "%(n)s families", frozen.families) % {"n": grouped(frozen.families)}
    readers = ngettext("%(n)s volunteer", "%(n)s volunteers", frozen.volunteers)
    words = {
        "families": families,
        "volunteers": readers % {"n": grouped(frozen.volunteers)},
        "at": date_format(localtime(frozen.taken_at), "H:i"),
    }
    return _("%(families)s, %(volunteers)s, at %(at)s") % words


def _took(figures: RunFigures, phase: RunPhase) -> str:
    took = figures.seconds.get(phase.value)
    return "" if took is None else _("In %(n)s seconds") % {"n": number_format(took, decimal_pos=1)}
