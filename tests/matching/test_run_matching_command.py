"""``manage.py run_matching``."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from matching.models import MatchingRun
from tests.factories.matching import RunFactory, town
from tests.factories.programmes import ProgrammeFactory, RegionFactory
from tests.workers import Workers


def run_matching(*options: str, region: str = "s-hertogenbosch") -> str:
    said = StringIO()
    command = ("run_matching", "--region", region, "--programme", "doorleesexpress", *options)
    call_command(*command, stdout=said)
    return said.getvalue()


def test_waits_and_tells_the_outcome(worker: Workers) -> None:
    town()

    said = run_matching("--wait")

    figures = MatchingRun.objects.get().figures
    assert f"Placed {figures.placed} of 8 waiting families" in said


@pytest.mark.django_db
def test_asks_and_leaves() -> None:
    RegionFactory()
    ProgrammeFactory()

    assert "queued" in run_matching()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("options", "region"), [((), "atlantis"), (("--time-limit", "1"), "s-hertogenbosch")]
)
def test_what_cannot_be_is_refused_in_a_sentence(options: tuple[str, ...], region: str) -> None:
    RegionFactory()
    ProgrammeFactory()

    with pytest.raises(CommandError):
        run_matching(*options, region=region)


@pytest.mark.django_db
def test_a_going_run_is_not_doubled() -> None:
    RunFactory()

    with pytest.raises(CommandError):
        run_matching()
