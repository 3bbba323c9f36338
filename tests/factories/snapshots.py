"""The frozen input of a run, for tests that look at its outcome only."""

import factory
from factory.django import DjangoModelFactory

from matching.models import Snapshot
from tests.factories.matching import RunFactory
from tests.factories.moments import NOW


class SnapshotFactory(DjangoModelFactory):
    """Holds nobody."""

    class Meta:
        model = Snapshot

    run = factory.SubFactory(RunFactory)
    content = b""
    sha256 = "0" * 64
    taken_at = NOW
    volunteers = 0
    families = 0
