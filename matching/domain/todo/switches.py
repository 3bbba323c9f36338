"""Which rules of what is due hold in a region: switched on and off by a coordinator."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from matching.domain.todo.task import Rule
from programmes.domain.refusal import InvalidInput
from programmes.models import Region, StateChange, User

ON, OFF = "todo_on", "todo_off"


def switch(*, region: Region, on: Collection[str], by: User | None, now: datetime) -> None:
    """Let exactly these rules hold in a region; the history keeps who switched which, and when.

    Raises
    ------
    InvalidInput
        For a rule that does not exist.
    """
    if set(on) - set(Rule.values):
        raise InvalidInput({"rules": [_("Choose rules from the list.")]})
    off = [rule for rule in Rule.values if rule not in on]
    with transaction.atomic(durable=True):
        region.refresh_from_db(from_queryset=Region.objects.select_for_update())
        changed = [rule for rule in Rule.values if (rule in off) != (rule in region.todo_rules_off)]
        StateChange.objects.bulk_create(_change(region, rule, rule in off, by, now) for rule in changed)
        region.todo_rules_off = off
        region.save(update_fields=["todo_rules_off"])


def _change(region: Region, rule: str, is_off: bool, by: User | None, now: datetime) -> StateChange:  # noqa: FBT001 - one of two states
    return StateChange(
        subject=region._meta.label_lower,
        subject_id=region.pk,
        from_state=ON if is_off else OFF,
        to_state=OFF if is_off else ON,
        reason=rule,
        by=by,
        at=now,
    )
