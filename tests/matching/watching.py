"""A coordinator who looks at what is due."""

from datetime import UTC, date, datetime, timedelta

from matching.domain.todo import Rule, Task, Watch, found_by, pairs_to_look_at, watch
from programmes.domain.access import actor_of
from programmes.models import User
from tests.factories.moments import TODAY
from tests.factories.programmes import coordinator


def look(on: date = TODAY, by: User | None = None) -> Watch:
    return watch(actor_of(by or coordinator()), today=on)


def tasks_of(rule: Rule, on: date = TODAY, by: User | None = None) -> list[Task]:
    seen = look(on, by)
    found = {item.rule: item for item in found_by(seen, among=pairs_to_look_at(seen))}
    assert found[rule].total == len(found[rule].tasks)
    return found[rule].tasks


def days(number: int) -> date:
    """The day so many days from the day of the tests."""
    return TODAY + timedelta(days=number)


def noon(number: int) -> datetime:
    """Noon of that day."""
    day = days(number)
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
