"""Pins and bans: decide that two must, or must not, be paired; end such a decision."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import TYPE_CHECKING

import numpy as np
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from matching.domain import snapshot, standing
from matching.domain.presets import rules_of
from matching.domain.violations import broken_constraint
from matching.domain.wording import RULES
from matching.models import Override, OverrideKind
from matching.solver.pairing import RULE_CODES, People, Rules, check
from matching.states import OverrideState
from programmes.domain import lifecycle
from programmes.domain.access import Action, Actor, visible
from programmes.domain.findings import Findings
from programmes.domain.refusal import Refusal
from programmes.models import Region, User

if TYPE_CHECKING:
    from families.models import Family
    from volunteers.models import Volunteer

MOST_AT_ONCE = 200
ONCE_A_PAIR = "a_pair_is_pinned_or_banned_once"
EXPIRED = "expired"
STANDING_ALREADY = {
    OverrideKind.PIN: ("pinned-already", _("These two are pinned already. End that pin first.")),
    OverrideKind.BAN: ("banned-already", _("These two are excluded already. End that ban first.")),
}


def decide(
    *,
    kind: OverrideKind,
    volunteer: "Volunteer",
    family: "Family",
    reason: str,
    until: date | None = None,
    by: User | None,
    now: datetime,
) -> Override:
    """Decide that two must, or must not, be paired, in every run of the family's programme while it holds.

    Parameters
    ----------
    kind
        A pin or a ban.
    until
        Last day on which it holds; without it, until somebody ends it.

    Raises
    ------
    InvalidInput
        For a reason that is empty or too long, a day that is not to come, people of two regions.
    Refusal
        When there is a pin or a ban of the two already, 200 in force, or, for a pin, when they break
        a hard rule today: its code is the rule's.
    """
    override = entry(
        kind=kind, volunteer=volunteer, family=family, reason=reason, until=until, by=by, now=now
    )
    with kept_once(override), transaction.atomic(durable=True):
        enter(override, now=now)
    return override


def entry(
    *,
    kind: OverrideKind,
    volunteer: "Volunteer",
    family: "Family",
    reason: str,
    until: date | None = None,
    by: User | None,
    now: datetime,
) -> Override:
    """Put a pin or a ban together and check what was entered; it is not decided yet.

    Raises
    ------
    InvalidInput
        As for `decide`.
    """
    people = {"volunteer": volunteer, "family": family}
    place = {"region_id": family.region_id, "programme_id": family.programme_id}
    asked = {"kind": kind, "reason": reason.strip(), "until": until, "created_by": by, "created_at": now}
    override = Override(**people, **place, **asked)
    _check_entry(override, volunteer, timezone.localdate(now))
    return override


def enter(override: Override, *, checked: bool = False, now: datetime) -> None:
    """Decide what `entry` put together, as a step inside the caller's transaction within `kept_once`.

    Parameters
    ----------
    checked
        The caller knows that the pair holds by the rules of today.

    Raises
    ------
    Refusal
        As for `decide`.
    """
    # One decision at a time in a region: what counts and clashes is seen by the next.
    Region.objects.select_for_update(of=("self",), no_key=True).get(pk=override.region_id)
    day = timezone.localdate(now)
    _end_expired(override, day, now)
    _check_room(override, day)
    if override.kind == OverrideKind.PIN and not checked:
        _check_rules(override, override.family, day)
    override.save(force_insert=True)


@contextmanager
def kept_once(override: Override) -> Iterator[None]:
    """Turn the database's refusal of a second decision about a pair into words.

    Raises
    ------
    Refusal
        When the transaction within it decided about a pair that is pinned or banned.
    """
    try:
        yield
    except IntegrityError as error:
        if broken_constraint(error) != ONCE_A_PAIR:
            raise
        raise _standing_already(override) from error


def end(*, override: Override, by: User | None, now: datetime) -> None:
    """End a pin or a ban; it stays as history.

    Raises
    ------
    programmes.domain.lifecycle.MoveNotAllowedError
        When it has ended already.
    """
    with transaction.atomic(durable=True):
        lifecycle.move(override, to=OverrideState.ENDED, by=by, now=now, ended_by=by, ended_at=now)


def visible_to(actor: Actor, action: Action = Action.RUNS_WRITE) -> QuerySet[Override]:
    """Narrow to the pins and bans on which the actor may do this, with all that an answer shows."""
    rows = Override.objects.select_related(
        "region", "programme", "volunteer__district", "family", "created_by", "ended_by"
    )
    rows = rows.prefetch_related("family__children", "family__homes__district")
    return visible(rows, actor=actor, action=action)


def _check_entry(override: Override, volunteer: "Volunteer", day: date) -> None:
    findings = Findings()
    findings.check_fields(override)
    findings.expect(
        "until",
        _("Choose a day after today, or none."),
        holds=override.until is None or override.until > day,
    )
    findings.expect(
        "volunteer",
        _("Choose a reader and a family of the same region."),
        holds=volunteer.region_id == override.region_id,
    )
    findings.close()


def _end_expired(override: Override, day: date, now: datetime) -> None:
    """End what was decided about the two and is past its last day: it makes place."""
    for old in _of_pair(override).filter(until__lt=day):
        lifecycle.move(old, to=OverrideState.ENDED, by=None, now=now, reason=EXPIRED, ended_at=now)


def _check_room(override: Override, day: date) -> None:
    if _of_pair(override).exists():
        raise _standing_already(override)
    others = standing.in_force(day).filter(region_id=override.region_id, programme_id=override.programme_id)
    if others.count() >= MOST_AT_ONCE:
        raise Refusal(
            "too-many-overrides",
            _("At most 200 pins and bans can be in force at once. End some that you no longer need."),
        )


def _check_rules(override: Override, family: "Family", day: date) -> None:
    """Refuse a pin that no run could keep today."""
    rules = rules_of(family.programme)
    people = snapshot.read(
        region=family.region,
        programme=family.programme,
        rules=rules,
        day=day,
        volunteer_ids={override.volunteer_id},
        family_ids={override.family_id},
    )
    code = _broken_rule(people, rules)
    if code:
        raise Refusal(code, RULES[code])


def _broken_rule(people: People, rules: Rules) -> str:
    """Give the first rule that the only two break; empty when they may be paired."""
    if not len(people.volunteers) or not len(people.families):
        # Half a duo takes no part.
        return "state"
    only = np.zeros(1, np.int64)
    number = int(check(people, only, only, rules)[0])
    return RULE_CODES[number - 1] if number else ""


def _standing_already(override: Override) -> Refusal:
    standing_one = _of_pair(override).first()
    kind = OverrideKind(standing_one.kind if standing_one else override.kind)
    code, sentence = STANDING_ALREADY[kind]
    facts = {kind.value: standing_one.pk} if standing_one else {}
    return Refusal(code, sentence, "", **facts)


def _of_pair(override: Override) -> QuerySet[Override]:
    return Override.objects.filter(
        programme_id=override.programme_id,
        volunteer_id=override.volunteer_id,
        family_id=override.family_id,
        state=OverrideState.OPEN,
    )
