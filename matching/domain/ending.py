"""The end of a run, whichever it is: state, time, and nothing left of what only its computation needed."""

from datetime import datetime

from matching.domain import components, run_mail
from matching.models import MatchingRun
from matching.states import FailureCode, RunState
from programmes.domain import lifecycle
from programmes.models import User


def end(
    run: MatchingRun, *, to: RunState, by: User | None, now: datetime, reason: str = "", **changes: object
) -> None:
    """Let a run end, inside the caller's transaction.

    Raises
    ------
    programmes.domain.lifecycle.MoveNotAllowedError
        When it has ended already.
    """
    lifecycle.move(run, to=to, by=by, now=now, reason=reason, finished_at=now, **changes)
    components.forget(run)
    run_mail.tell(run, by=by, now=now)


def fail(run: MatchingRun, *, code: FailureCode, now: datetime) -> None:
    """Let a run end as failed, inside the caller's transaction."""
    end(run, to=RunState.FAILED, by=None, now=now, reason=code, failure=code)
