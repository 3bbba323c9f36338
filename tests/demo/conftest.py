import pytest
from django.utils import timezone

from programmes.domain import reference_data
from programmes.models import Region


@pytest.fixture
def city(db: None) -> Region:
    """The shipped city, without people."""
    return reference_data.load(now=timezone.now())
